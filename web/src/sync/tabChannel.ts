import type { UserId } from '../protocol/frames';
import type { Wish } from './nearbyBridge';

/** What the tabs of one user, and the service worker, say to each other. */
export type TabMessage =
  /** Something was committed that the engine should look at. */
  | { readonly type: 'changed' }
  /** A tab that is on the screen wants to run the engine. */
  | { readonly type: 'claim' }
  /** Who runs it, and whether they are on the screen: then they keep it. */
  | { readonly type: 'holder'; readonly visible: boolean }
  /** Who runs it is about to stop. */
  | { readonly type: 'yielding' }
  | { readonly type: 'tryNow' }
  | { readonly type: 'active' }
  | { readonly type: 'typing'; readonly conversation: number }
  | { readonly type: 'loadMembers'; readonly group: number }
  /** What this tab's screen shows; nothing while it is hidden or gone. */
  | { readonly type: 'watch'; readonly tab: string; readonly wish: Wish }
  /** Whoever shows something may say so again. */
  | { readonly type: 'whoWatches' };

export interface TabChannel {
  post(message: TabMessage): void;
  /** Messages of other tabs; answers with how to stop listening. */
  listen(listener: (message: TabMessage) => void): () => void;
  close(): void;
}

export function openTabChannel(user: UserId): TabChannel {
  const channel = new BroadcastChannel(`godwit:${user}`);
  return {
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel has none: it is of this origin
    post: (message) => channel.postMessage(message),
    listen(listener) {
      // Only this app's own code, of this or another version, posts there.
      const take = (event: MessageEvent<TabMessage>): void => listener(event.data);
      channel.addEventListener('message', take);
      return () => channel.removeEventListener('message', take);
    },
    close: () => channel.close(),
  };
}

export function engineLock(user: UserId): string {
  return `godwit:engine:${user}`;
}
