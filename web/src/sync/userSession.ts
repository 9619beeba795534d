import type { UserId } from '../protocol/frames';
import type { Reads, Writes } from '../store/api';
import { observe } from '../store/live';
import type { Profile } from '../store/profiles';
import { Views } from '../store/views';
import { randomName } from './browser';
import type { Clock } from './clock';
import { connectionOf } from './connection';
import type { Status } from './core/effects';
import type { EngineLoop } from './engineLoop';
import { EngineTab } from './engineTab';
import { FocusLocks } from './focusLocks';
import { watchNetwork } from './networkWatch';
import { once } from './once';
import { askForOutboxSync } from './outboxSync';
import type { MakeLoop } from './pageEngine';
import { openTabChannel, type TabChannel } from './tabChannel';
import { UserStore } from './userStore';
import { wakingWrites } from './wakingWrites';

/** A write that is not answered by then may still wait when the page is gone. */
const SOON_MILLIS = 3_000;
/** The first screen has been drawn by then. */
const LOAD_MILLIS = 300;

export interface SessionParts {
  readonly clock: Clock;
  /** What makes engines; not asked before one is needed. */
  readonly engine: () => Promise<MakeLoop>;
}

/** Everything of one signed-in user in one tab. */
export class UserSession {
  readonly account: Pick<Profile, 'user' | 'name' | 'administrator'>;
  readonly reads: Reads;
  readonly writes: Writes;
  readonly hints: {
    tryNow(): void;
    active(): void;
    typing(conversation: number): void;
    watch(conversations: readonly number[], users: readonly UserId[]): void;
    loadMembers(group: number): void;
  };
  private readonly channel: TabChannel;
  private readonly tab: EngineTab;
  private readonly end = new AbortController();
  private readonly loadWrites = once(async () => {
    const { LocalWrites } = await import('../store/localWrites');
    return new LocalWrites(this.store.db, this.store.clock);
  });
  private fence = 0;
  private asking: (() => void) | undefined;

  constructor(
    profile: Profile,
    private readonly store: UserStore,
    private readonly parts: SessionParts,
  ) {
    const { user, name, administrator } = profile;
    this.account = { user, name, administrator };
    this.channel = openTabChannel(user);
    this.tab = new EngineTab({
      user,
      tab: randomName(),
      locks: 'locks' in navigator ? navigator.locks : new FocusLocks(),
      channel: this.channel,
      clock: parts.clock,
      visible: () => !document.hidden,
      makeLoop: () => this.makeLoop(),
      ended: () => this.store.now.clear(this.fence),
    });
    const { tab } = this;
    this.reads = new Views(store.db, store.now, () => parts.clock.wall());
    this.writes = wakingWrites(this.loadWrites, () => this.wrote());
    this.hints = {
      tryNow: () => tab.tryNow(),
      active: () => tab.active(),
      typing: (conversation) => tab.typing(conversation),
      watch: (conversations, users) => tab.watch({ conversations, users }),
      loadMembers: (group) => tab.loadMembers(group),
    };
  }

  /** @param locked told once the server has ended the session, whichever tab has learnt it */
  start(locked: () => void): void {
    const { signal } = this.end;
    const stopObserving = observe(() => this.store.locked()).subscribe({
      next: (isLocked) => isLocked && locked(),
      error: () => undefined,
    });
    const stopWatching = watchNetwork(this.parts.clock, () => this.tab.tryNow());
    signal.addEventListener('abort', () => {
      stopObserving();
      stopWatching();
      this.asking?.();
    });
    document.addEventListener(
      'visibilitychange',
      () => {
        this.tab.visibilityChanged();
        if (document.hidden) {
          void this.askToSendLater();
        }
      },
      { signal },
    );
    window.addEventListener('pagehide', () => this.tab.watch({ conversations: [], users: [] }), { signal });
    this.tab.start();
    // Behind the first screen, and before somebody can write.
    const callOff = this.parts.clock.after(LOAD_MILLIS, () => void this.loadWrites().catch(() => undefined));
    signal.addEventListener('abort', callOff);
    this.askSoon();
  }

  /** Fulfilled when nothing of it runs in this tab any more. */
  async stop(): Promise<void> {
    this.end.abort();
    await this.tab.stop();
    this.channel.close();
    this.store.close();
  }

  private wrote(): void {
    this.tab.changed();
    this.askSoon();
  }

  private askSoon(): void {
    this.asking ??= this.parts.clock.after(SOON_MILLIS, () => {
      this.asking = undefined;
      void this.askToSendLater();
    });
  }

  private async askToSendLater(): Promise<void> {
    if (!this.end.signal.aborted && (await this.store.waiting().catch(() => 0)) > 0) {
      await askForOutboxSync();
    }
  }

  private async makeLoop(): Promise<EngineLoop> {
    const makeLoop = await this.parts.engine();
    return makeLoop({
      told: (by, status) => this.told(by, status),
      nearby: (by, nearby) => void this.store.now.setNearby(by, nearby).catch(() => undefined),
    });
  }

  private told(by: number, status: Status): void {
    this.fence = by;
    void this.store.now.setConnection(by, connectionOf(status, this.parts.clock)).catch(() => undefined);
    if (status.phase.type === 'signedOut') {
      // Also where the cookie has become somebody else's: what waits here is not theirs to send.
      void this.store.lock().catch(() => undefined);
    }
  }
}
