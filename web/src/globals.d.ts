/** Of the project, as in the server's; put in by the build. */
declare const __GODWIT_VERSION__: string;
