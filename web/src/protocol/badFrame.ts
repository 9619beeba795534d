import type { Code } from './codes';
import type { ClientMessageId, ConversationId } from './frames';

/** What a bad `send` or `cancel` was about, where that much could be read. */
export interface Named {
  readonly conversation: ConversationId;
  readonly id: ClientMessageId;
}

/** Text that is not a frame of this protocol; the message says which field is wrong, in words for a client's author. */
export class BadFrame extends Error {
  override readonly name = 'BadFrame';

  constructor(
    readonly code: Code,
    message: string,
    /** Of the request, where one was understood. */
    readonly rid?: number,
    readonly refused?: Named,
  ) {
    super(message);
  }
}
