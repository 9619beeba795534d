import type { ClientFrame, UserId } from '../protocol/frames';
import type { Action, Status, Surroundings } from './core/effects';
import type { Event, Person } from './core/events';
import type { EngineDatabase } from './engineDatabase';
import type { Link, Transport } from './link';
import type { Mailbox, Source } from './mailbox';

/** Whom the server knows. Rejects if it could not be asked. */
export interface Names {
  lookUp(name: string): Promise<Person | undefined>;
  describe(users: readonly UserId[]): Promise<readonly Person[]>;
}

/** What the loop does itself. */
export interface Inside {
  /** Before anything else. */
  next(event: Event): void;
  readOutbox(): void;
  tell(surroundings: Surroundings): Promise<void>;
  notify(status: Status): void;
}

/** Does what the engine wants done outside of the database: holds its connection and asks for names. */
export class Errands {
  private connection: Source = { ended: false };
  private generation: Source = { ended: false };
  private link: Link | undefined;

  constructor(
    private readonly transport: Transport,
    private readonly names: Names,
    private readonly mailbox: Mailbox,
    private readonly now: () => number,
  ) {}

  /** Another engine begins: it does not want the answers to what the one before has asked. */
  begin(): void {
    this.disconnect();
    this.generation.ended = true;
    this.generation = { ended: false };
  }

  /** Frames leave together. */
  async carryOut(actions: readonly Action[], db: EngineDatabase, inside: Inside): Promise<void> {
    let frames: ClientFrame[] = [];
    for (const action of actions) {
      switch (action.type) {
        case 'sendFrame':
          frames.push(action.frame);
          break;
        case 'connect':
          // What was said to the connection before is not for this one, which begins with a greeting.
          frames = [];
          this.connect();
          break;
        case 'disconnect':
          frames = [];
          this.disconnect();
          break;
        case 'lookUp':
          this.lookUp(action.row, action.name);
          break;
        case 'describe':
          this.describe(action.users);
          break;
        case 'readLocal': {
          const { conversation, from, to } = action;
          const entries = await db.localEntries(conversation, from, to);
          inside.next({ type: 'localEntries', now: this.now(), conversation, entries });
          break;
        }
        case 'readOutbox':
          inside.readOutbox();
          break;
        case 'tell':
          await inside.tell(action.surroundings);
          break;
        case 'notify':
          inside.notify(action.status);
          break;
        default:
          action satisfies never;
      }
    }
    if (frames.length > 0) {
      this.link?.send(frames);
    }
  }

  disconnect(): void {
    this.connection.ended = true;
    this.link?.close();
    this.link = undefined;
  }

  private connect(): void {
    this.disconnect();
    const source: Source = { ended: false };
    this.connection = source;
    this.link = this.transport.connect({
      opened: () => this.mailbox.post((now) => ({ type: 'opened', now }), source),
      frame: (frame) => this.mailbox.post((now) => ({ type: 'received', now, frame }), source),
      closed: (unauthorized, reason) =>
        this.mailbox.post((now) => ({ type: 'closed', now, unauthorized, reason }), source),
    });
  }

  private lookUp(row: number, name: string): void {
    const source = this.generation;
    this.names.lookUp(name).then(
      (person) => this.mailbox.post((now) => ({ type: 'lookedUp', now, row, person }), source),
      () => this.mailbox.post((now) => ({ type: 'lookupFailed', now, row }), source),
    );
  }

  private describe(asked: readonly UserId[]): void {
    const source = this.generation;
    const answer = (found: readonly Person[]): void =>
      this.mailbox.post((now) => ({ type: 'described', now, asked, found }), source);
    this.names.describe(asked).then(answer, () => answer([]));
  }
}
