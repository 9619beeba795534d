/** Of the project, as in the server's; put in by the build. */
declare const GODWIT_VERSION: string;
