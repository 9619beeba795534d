import type { Wish } from './nearbyBridge';

/** What all tabs show that are on the screen, as one wish. */
export class Watches {
  private readonly byTab = new Map<string, Wish>();
  private heard = new Set<string>();

  set(tab: string, wish: Wish): void {
    this.heard.add(tab);
    // Who spoke last comes first, as only the first ones count.
    this.byTab.delete(tab);
    if (wish.conversations.length > 0 || wish.users.length > 0) {
      this.byTab.set(tab, wish);
    }
  }

  /** Forgets tabs that have said nothing since this was called before: they are gone. */
  forgetSilent(): void {
    for (const tab of this.byTab.keys()) {
      if (!this.heard.has(tab)) {
        this.byTab.delete(tab);
      }
    }
    this.heard = new Set();
  }

  united(): Wish {
    const wishes = [...this.byTab.values()].toReversed();
    return {
      conversations: [...new Set(wishes.flatMap((wish) => wish.conversations))],
      users: [...new Set(wishes.flatMap((wish) => wish.users))],
    };
  }
}
