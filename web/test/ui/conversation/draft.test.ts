import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Kept, Mirror } from '../../../src/store/draftMirror';
import { Draft } from '../../../src/ui/conversation/draft';

/** The outside of a composer: a database that commits, fails and answers when the test says so. */
let lives = 0;

class Outside {
  kept: Kept | undefined;
  stored = '';
  readonly sent: string[] = [];
  readonly ids: string[] = [];
  private count = 0;
  readonly mirror: Mirror = {
    read: () => this.kept,
    write: (kept) => {
      this.kept = { ...kept, sending: [...kept.sending] };
    },
    clear: () => {
      this.kept = undefined;
    },
  };
  full = false;
  private paused: (() => void)[] = [];
  private commits: (() => void)[] = [];

  save = (text: string) => this.commit(() => (this.stored = text));
  send = (text: string, id: string) =>
    this.commit(() => {
      this.sent.push(text);
      this.ids.push(id);
      this.stored = '';
    });
  newId = () => `${++this.count}-${lives}`;
  written = async (ids: readonly string[]) => ids.filter((id) => this.ids.includes(id));
  later = (work: () => void) => {
    this.paused.push(work);
    return () => {
      this.paused = this.paused.filter((each) => each !== work);
    };
  };

  pause(): void {
    this.paused.splice(0).forEach((work) => work());
  }

  /** Everything that was asked of the database is done, or fails if it is full. */
  async settle(): Promise<void> {
    for (let turns = 0; turns < 20; turns++) {
      this.commits.shift()?.();
      await Promise.resolve();
    }
  }

  private commit(work: () => void): Promise<void> {
    return new Promise((resolve, reject) => {
      this.commits.push(() => {
        if (this.full) {
          reject(new Error('full'));
        } else {
          work();
          resolve();
        }
      });
    });
  }
}

function composer(outside = new Outside()): { outside: Outside; draft: Draft } {
  lives++;
  const draft = new Draft(outside);
  void draft.begin(outside.stored);
  return { outside, draft };
}

describe('what is being written', () => {
  it('is mirrored with each key, and the mirror goes once the database has it', async () => {
    const { outside, draft } = composer();
    draft.typed('He');
    expect(outside.kept?.text).toBe('He');
    draft.typed('Hello');
    outside.pause();
    expect(outside.kept?.text).toBe('Hello');
    await outside.settle();
    expect(outside.stored).toBe('Hello');
    expect(outside.kept).toBeUndefined();
  });

  it('is there again after a crash between key and commit', () => {
    const { outside, draft } = composer();
    draft.typed('Do not lose me');
    const again = composer(outside).draft;
    expect(again.view().text).toBe('Do not lose me');
  });

  it('is there again after a crash while it was being sent, unless it had been written', async () => {
    const { outside, draft } = composer();
    draft.typed('On my way');
    draft.send();
    draft.typed('and');
    const { kept } = outside;
    const second = composer(outside).draft;
    expect(second.view().text).toBe('and');
    await Promise.resolve();
    await Promise.resolve();
    expect(second.view().text).toBe('On my way\nand');
    // The page has died between the commit and the moment when it would have heard of it.
    outside.ids.push(...(kept?.sending ?? []).map(({ id }) => id));
    outside.kept = kept;
    const third = new Draft(outside);
    await third.begin('');
    expect(third.view().text).toBe('and');
  });

  it('does not come back once it was sent, although the browser wrote the mirror too late', async () => {
    const { outside, draft } = composer();
    draft.typed('Only once');
    const late = outside.kept;
    draft.send();
    await outside.settle();
    outside.kept = late;
    const again = new Draft(outside);
    await again.begin(outside.stored);
    expect(again.view().text).toBe('');
    expect(outside.kept).toBeUndefined();
    again.typed('Only once');
    again.send();
    await outside.settle();
    // Said twice by the user, it is two messages.
    expect(outside.sent).toEqual(['Only once', 'Only once']);
    expect(new Set(outside.ids).size).toBe(2);
  });

  it('survives a second crash while it is asked what of it was sent', () => {
    const { outside, draft } = composer();
    draft.typed('On my way');
    draft.send();
    const second = composer(outside).draft;
    second.typed('more');
    expect(outside.kept).toMatchObject({ text: 'more', sending: [{ text: 'On my way' }] });
  });

  it('leaves at once when it is sent, in order, and only the last commit clears the mirror', async () => {
    const { outside, draft } = composer();
    for (const text of ['one', 'two', 'three']) {
      draft.typed(text);
      draft.send();
      expect(draft.view().text).toBe('');
    }
    expect(outside.kept?.sending.map(({ text }) => text)).toEqual(['one', 'two', 'three']);
    await outside.settle();
    expect(outside.sent).toEqual(['one', 'two', 'three']);
    expect(outside.kept).toBeUndefined();
  });

  it('comes back in front of what was typed since when the storage does not take it', async () => {
    const { outside, draft } = composer();
    draft.typed('one');
    draft.send();
    draft.typed('two');
    draft.send();
    draft.typed('thr');
    outside.full = true;
    await outside.settle();
    expect(outside.sent).toEqual([]);
    expect(draft.view()).toMatchObject({ text: 'one\ntwo\nthr', fault: new Error('full') });
    expect(outside.kept?.text).toBe('one\ntwo\nthr');
    outside.full = false;
    draft.typed('one\ntwo\nthree');
    expect(draft.view().fault).toBeUndefined();
    draft.send();
    await outside.settle();
    expect(outside.sent).toEqual(['one\ntwo\nthree']);
  });

  it('is not overwritten by the echo of an older draft of its own, nor by one after it was sent', async () => {
    const { outside, draft } = composer();
    draft.typed('Hel');
    outside.pause();
    await outside.settle();
    draft.typed('Hello');
    draft.follow('Hel');
    expect(draft.view().text).toBe('Hello');
    draft.send();
    await outside.settle();
    draft.follow('');
    expect(draft.view().text).toBe('');
  });

  it('takes over what another device wrote, unless the user has typed', () => {
    const { draft } = composer();
    draft.follow('from the phone');
    expect(draft.view().text).toBe('from the phone');
    draft.typed('from the phone, and on');
    draft.follow('something else');
    expect(draft.view().text).toBe('from the phone, and on');
  });

  it('waits while a message is edited, and both survive a crash', () => {
    const { outside, draft } = composer();
    draft.typed('draft');
    draft.edit(7, 'old');
    draft.typed('new');
    expect(draft.view()).toMatchObject({ text: 'draft', editing: { message: 7, text: 'new' } });
    const again = composer(outside).draft;
    expect(again.view()).toMatchObject({ text: 'draft', editing: { message: 7, text: 'new' } });
    again.endEdit();
    expect(again.view()).toEqual({ text: 'draft' });
  });

  it('stands in the composer, in the mirror, in the database or among what was sent, whatever happens', async () => {
    const act = fc.constantFrom('type', 'send', 'pause', 'settle', 'full', 'room', 'crash', 'echo');
    await fc.assert(
      fc.asyncProperty(fc.array(act, { maxLength: 40 }), async (acts) => {
        const outside = new Outside();
        let draft = composer(outside).draft;
        let word = 0;
        for (const what of acts) {
          if (what === 'type') {
            draft.typed(`${draft.view().text} w${++word}.`);
          } else if (what === 'send' && draft.view().text !== '') {
            draft.send();
          } else if (what === 'pause') {
            outside.pause();
          } else if (what === 'settle') {
            await outside.settle();
          } else if (what === 'echo') {
            draft.follow(outside.stored);
          } else if (what === 'crash') {
            const { kept, stored, sent, ids } = outside;
            const after = new Outside();
            Object.assign(after, { kept, stored, sent, ids });
            // A dead page writes nothing more.
            const dead = outside;
            dead.full = true;
            draft = new Draft(after);
            await draft.begin(stored);
            Object.assign(outside, after);
            return void expectAll(word, draft, outside);
          } else {
            outside.full = what === 'full';
          }
          expectAll(word, draft, outside);
        }
      }),
    );
  });
});

function expectAll(word: number, draft: Draft, outside: Outside): void {
  const everywhere = [
    draft.view().text,
    ...outside.sent,
    ...(outside.kept?.sending ?? []).map(({ text }) => text),
  ].join(' ');
  for (let each = 1; each <= word; each++) {
    expect(everywhere).toContain(`w${each}.`);
  }
}
