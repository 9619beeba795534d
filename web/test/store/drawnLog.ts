import type { Entry, Seq } from '../../src/protocol/frames';
import { BOB, ME, type Profile, WITH_BOB } from './profile';

/** What people see of a log of the user and Bob, worked out the slow way. */
export function drawnOf(entries: readonly Entry[], seen: Seq): object {
  const lines = entries
    .filter((each) => each.content.kind === 'message')
    .map((message) => {
      const changes = entries.filter((each) => each.content.target === message.seq && each.from === message.from);
      const edits = changes.filter((each) => each.content.kind === 'edit');
      const deleted = changes.some((each) => each.content.kind === 'delete');
      return {
        place: message.seq,
        id: message.id,
        sender: message.from,
        text: deleted ? '' : (edits.at(-1) ?? message).content.body.data,
        edited: edits.length > 0,
        deleted,
        changing: false,
      };
    });
  return {
    lines,
    unread: lines.filter((line) => line.sender === BOB && !line.deleted && line.place > seen).length,
    last: lines.at(-1)?.place,
    mine: entries.some((each) => each.from === ME),
  };
}

/** What the database shows of the conversation with Bob, in the same form. */
export async function shown(profile: Profile): Promise<object> {
  const key = await profile.key(WITH_BOB);
  const summary = await profile.db.summaries.get(key);
  return {
    lines: (await profile.lines(key)).map(({ place, id, sender, text, edited, deleted, changing }) => ({
      place,
      id,
      sender,
      text,
      edited,
      deleted,
      changing,
    })),
    unread: summary?.unread,
    last: summary?.line?.place,
    mine: summary?.mine,
  };
}
