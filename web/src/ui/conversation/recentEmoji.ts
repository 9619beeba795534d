const NAME = 'godwit:emoji';
const KEPT = 16;

/** Newest first. Of this browser, not of the account: nothing about them leaves it. */
export function recentEmoji(): readonly string[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(NAME) ?? '[]');
    return Array.isArray(kept) ? kept.filter((each) => typeof each === 'string').slice(0, KEPT) : [];
  } catch {
    return [];
  }
}

export function rememberEmoji(emoji: string): void {
  try {
    const kept = [emoji, ...recentEmoji().filter((each) => each !== emoji)].slice(0, KEPT);
    localStorage.setItem(NAME, JSON.stringify(kept));
  } catch {
    // Without storage there are no recent ones.
  }
}
