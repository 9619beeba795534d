import type { Content, Seq, UserId } from '../protocol/frames';
import { KIND } from '../protocol/kinds';

/** The register that titles of groups name in `expect`. */
const TITLE_REGISTER = 'title';

export function withTarget(content: Content, target: Seq): Content {
  return { ...content, target };
}

/** The entry that gives an older one this content. */
export function asEdit(replacement: Content, target: Seq): Content {
  return { ...replacement, kind: KIND.edit, target };
}

/** A new title for a group whose last title stands at this seq. */
export function asTitleAfter(title: Content, version: Seq): Content {
  return { ...title, expect: { register: TITLE_REGISTER, version } };
}

/** With one user id in the place of another, wherever it stands. */
export function withPerson(content: Content, standIn: UserId, person: UserId): Content {
  return {
    ...content,
    mentions: content.mentions.map((user) => (user === standIn ? person : user)),
    body: { ...content.body, data: content.body.data.replaceAll(standIn, person) },
  };
}

export function sameContent(one: Content, other: Content): boolean {
  return (
    one.kind === other.kind &&
    one.target === other.target &&
    one.expect?.register === other.expect?.register &&
    one.expect?.version === other.expect?.version &&
    one.body.type === other.body.type &&
    one.body.data === other.body.data &&
    one.mentions.join() === other.mentions.join() &&
    one.blobs.join() === other.blobs.join()
  );
}
