import type { Content } from '../protocol/frames';
import { TITLE_REGISTER, writeGroupChange } from '../protocol/groupChanges';
import { changeOf } from './groupFacts';
import { slotRows } from './slots';
import type { EntryRow } from './rows';
import type { Writing } from './writing';

/*
 * Titles name the version that they replace. So there is never more than one of them on its way: a later one takes
 * the place of an earlier one, as an edit does.
 */

const SLOT = 'title';

export async function setTitle(writing: Writing, conversation: number, title: string): Promise<void> {
  const content = await titleContent(writing, conversation, title);
  let placed = false;
  for (const row of await slotRows(writing.db, conversation, SLOT)) {
    if (row.failed) {
      await writing.drop(row.entry);
      continue;
    }
    placed = true;
    if (row.maybeSent) {
      await writing.entries.withdraw(row.entry, content);
    } else {
      await writing.entries.rewrite(row.entry, content);
    }
  }
  if (!placed) {
    await writing.entries.compose(conversation, content, SLOT);
  }
}

async function titleContent(writing: Writing, conversation: number, title: string): Promise<Content> {
  const version = (await writing.db.groupStates.get(conversation))?.titleVersion ?? 0;
  return writeGroupChange({ type: 'setTitle', title }, { register: TITLE_REGISTER, version });
}

/** The title that was refused as stale is to replace the newest one, under a new id. */
export async function renewTitle(writing: Writing, refused: EntryRow): Promise<void> {
  const change = changeOf(refused.content);
  if (change?.type === 'setTitle') {
    const content = await titleContent(writing, refused.conversation, change.title);
    await writing.entries.replace(refused.key, content);
  }
}
