/**
 * Why the server did not do it. `code` is the server's own, or `unreachable`: it could not be asked; `bad_answer`: what
 * answered is no Godwit server; `unsent`: signing out would lose what waits.
 */
export class ServerFault extends Error {
  constructor(
    readonly code: string,
    message: string,
    readonly hint: string,
  ) {
    super(message);
    this.name = 'ServerFault';
  }
}
