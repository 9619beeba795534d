import type { ClientMessageId } from '../../protocol/frames';
import type { Editing, Kept, Mirror, Sending } from '../../store/draftMirror';

/**
 * What stands in one composer and is not a message yet. It is never in memory only: each key press is mirrored at once
 * (`mirror`, which a crash does not lose), the database has it after a pause, and the mirror goes once the database
 * has it. A text that is being sent is held until its transaction is committed; if it is not, the text comes back.
 */
export class Draft {
  private snapshot: DraftView = EMPTY;
  private readonly listeners = new Set<() => void>();
  /** What the database has, as far as this composer knows. */
  private saved = '';
  /** What this composer has saved and has not heard of from the database yet. */
  private readonly echoes: string[] = [];
  private readonly sending: Sending[] = [];
  /** What another visit was sending; whether the database has taken it is being asked. */
  private unsure: readonly Sending[] = [];
  /** Of the message that is being written. */
  private id: ClientMessageId;
  private running = false;
  private cancelSave: (() => void) | undefined;

  constructor(private readonly outside: DraftOutside) {
    this.id = outside.newId();
  }

  /**
   * Takes up what the last visit left here, or what the database has. The mirror may be older than the database, in which
   * a crash has caught what it holds: browsers write it late. So it is asked what of it was sent. Fulfilled when that is
   * known.
   */
  async begin(stored: string): Promise<void> {
    this.saved = stored;
    const kept = this.outside.mirror.read();
    if (kept === undefined) {
      this.show({ ...this.snapshot, text: stored });
      return;
    }
    this.id = kept.id;
    this.unsure = kept.sending;
    this.show({ text: kept.text, editing: kept.editing });
    await this.recover(kept);
  }

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  view = (): DraftView => this.snapshot;

  typed(text: string): void {
    const { editing } = this.snapshot;
    this.show(
      editing === undefined
        ? { text, editing }
        : { text: this.snapshot.text, editing: { message: editing.message, text } },
    );
    this.mirror();
    this.saveLater();
  }

  /** What the database has now: taken over unless it is the echo of this composer, or the user has typed since. */
  follow(stored: string): void {
    const echo = this.echoes.indexOf(stored);
    if (echo >= 0) {
      this.echoes.splice(0, echo + 1);
      return;
    }
    const untouched = this.snapshot.text === this.saved && !this.underway;
    this.saved = stored;
    if (untouched) {
      this.show({ ...this.snapshot, text: stored });
    }
  }

  /** The text leaves the composer at once; messages are committed one after the other, in the order of this call. */
  send(): void {
    const text = tidy(this.snapshot.text);
    if (text !== '') {
      this.sending.push({ id: this.id, text });
    }
    this.id = this.outside.newId();
    this.show({ text: '' });
    this.mirror();
    void this.commit();
  }

  edit(message: number, text: string): void {
    this.show({ text: this.snapshot.text, editing: { message, text } });
    this.mirror();
  }

  endEdit(): void {
    this.show({ text: this.snapshot.text });
    this.mirror();
    this.saveLater();
  }

  failed(fault: unknown): void {
    this.show({ ...this.snapshot, fault });
  }

  /** Writes to the database what it does not have yet; where that fails the mirror has it. */
  async save(): Promise<void> {
    this.cancelSave?.();
    this.cancelSave = undefined;
    const { text } = this.snapshot;
    if (this.underway || text === this.saved) {
      this.mirror();
      return;
    }
    this.echoes.push(text);
    try {
      await this.outside.save(text);
      this.saved = text;
    } catch {
      this.echoes.splice(this.echoes.indexOf(text), 1);
    }
    this.mirror();
  }

  private get underway(): boolean {
    return this.sending.length > 0 || this.unsure.length > 0;
  }

  private async recover(kept: Kept): Promise<void> {
    let written: readonly ClientMessageId[] = [];
    try {
      written = await this.outside.written([...kept.sending.map(({ id }) => id), kept.id]);
    } catch {
      // Who cannot be asked has taken nothing, as far as anybody knows.
    }
    this.unsure = [];
    let { text } = this.snapshot;
    if (written.includes(kept.id) && this.id === kept.id) {
      this.id = this.outside.newId();
      // Typed on meanwhile, it is a message of its own.
      text = text === kept.text ? this.saved : text;
    }
    const lost = kept.sending.filter(({ id }) => !written.includes(id)).map((each) => each.text);
    this.show({ ...this.snapshot, text: joined([...lost, text]) });
    this.mirror();
    this.saveLater();
  }

  private async commit(): Promise<void> {
    if (this.running) {
      return;
    }
    this.running = true;
    for (let next = this.sending[0]; next !== undefined; next = this.sending[0]) {
      // Sending empties the draft in the same transaction.
      this.echoes.push('');
      try {
        await this.outside.send(next.text, next.id);
        this.sending.shift();
        this.saved = '';
      } catch (fault) {
        this.echoes.pop();
        const back = this.sending.splice(0).map(({ text }) => text);
        this.show({ ...this.snapshot, text: joined([...back, this.snapshot.text]), fault });
      }
      this.mirror();
    }
    this.running = false;
    this.saveLater();
  }

  private saveLater(): void {
    this.cancelSave?.();
    this.cancelSave = this.snapshot.text === this.saved ? undefined : this.outside.later(() => void this.save());
  }

  private mirror(): void {
    const { text, editing } = this.snapshot;
    if (!this.underway && text === this.saved && editing === undefined) {
      this.outside.mirror.clear();
    } else {
      const sending = [...this.unsure, ...this.sending];
      this.outside.mirror.write({ text, id: this.id, sending, ...(editing === undefined ? {} : { editing }) });
    }
  }

  private show(view: DraftView): void {
    this.snapshot = view;
    this.listeners.forEach((listener) => listener());
  }
}

export interface DraftView {
  readonly text: string;
  /** The message whose text is being replaced; the draft waits meanwhile. */
  readonly editing?: Editing | undefined;
  /** Why the last thing was not written; gone with the next key. */
  readonly fault?: unknown;
}

export interface DraftOutside {
  readonly mirror: Mirror;
  save(text: string): Promise<void>;
  send(text: string, id: ClientMessageId): Promise<unknown>;
  newId(): ClientMessageId;
  /** Which of these messages the database has. */
  written(ids: readonly ClientMessageId[]): Promise<readonly ClientMessageId[]>;
  /** Calls back when the user has paused; answers with how to call it off. */
  later(work: () => void): () => void;
}

const EMPTY: DraftView = { text: '' };

/** Empty lines around a message are not part of it; blanks at its beginning may be. */
function tidy(text: string): string {
  return text.replace(/^(?:[^\S\n]*\n)+/u, '').trimEnd();
}

function joined(texts: readonly string[]): string {
  return texts.filter((text) => text !== '').join('\n');
}
