import type { UserId } from '../protocol/frames';
import type { Clock } from './clock';
import type { EngineLoop } from './engineLoop';
import { EngineSeat } from './engineSeat';
import type { Wish } from './nearbyBridge';
import { engineLock, type TabChannel, type TabMessage } from './tabChannel';
import { Watches } from './watches';

const ROLL_CALL_MILLIS = 60_000;
const NOTHING: Wish = { conversations: [], users: [] };

export interface TabParts {
  readonly user: UserId;
  /** Another one for each tab. */
  readonly tab: string;
  readonly locks: Pick<LockManager, 'request'>;
  readonly channel: TabChannel;
  readonly clock: Clock;
  readonly visible: () => boolean;
  readonly makeLoop: () => Promise<EngineLoop>;
  /** After a loop has ended, whoever ended it. */
  readonly ended: () => Promise<void>;
}

/**
 * The engine as one tab sees it: what is meant for the engine gets there, whether it runs in this tab or in another.
 */
export class EngineTab {
  private readonly seat: EngineSeat;
  private readonly watches = new Watches();
  private loop: EngineLoop | undefined;
  private own: Wish = NOTHING;
  private deaf: () => void = () => undefined;

  constructor(private readonly parts: TabParts) {
    this.seat = new EngineSeat({ ...parts, name: engineLock(parts.user), run: (stop) => this.run(stop) });
  }

  start(): void {
    this.deaf = this.parts.channel.listen((message) => this.hear(message));
    this.seat.start();
  }

  async stop(): Promise<void> {
    this.deaf();
    this.say({ type: 'watch', tab: this.parts.tab, wish: NOTHING });
    await this.seat.stop();
  }

  visibilityChanged(): void {
    this.showing();
    this.seat.visibilityChanged();
  }

  watch(wish: Wish): void {
    this.own = wish;
    this.showing();
  }

  changed(): void {
    this.say({ type: 'changed' });
  }

  tryNow(): void {
    this.say({ type: 'tryNow' });
  }

  active(): void {
    this.say({ type: 'active' });
  }

  typing(conversation: number): void {
    this.say({ type: 'typing', conversation });
  }

  loadMembers(group: number): void {
    this.say({ type: 'loadMembers', group });
  }

  private showing(): void {
    this.say({ type: 'watch', tab: this.parts.tab, wish: this.parts.visible() ? this.own : NOTHING });
  }

  /** To the engine, wherever it is. */
  private say(message: TabMessage): void {
    if (this.loop === undefined) {
      this.parts.channel.post(message);
    } else {
      this.tell(this.loop, message);
    }
  }

  private hear(message: TabMessage): void {
    if (message.type === 'whoWatches') {
      this.showing();
    } else if (this.loop !== undefined) {
      this.tell(this.loop, message);
    }
  }

  private tell(loop: EngineLoop, message: TabMessage): void {
    switch (message.type) {
      case 'changed':
        loop.changed();
        break;
      case 'tryNow':
        loop.tryNow();
        break;
      case 'active':
        loop.active();
        break;
      case 'typing':
        loop.typed(message.conversation);
        break;
      case 'loadMembers':
        loop.wantMembers(message.group);
        break;
      case 'watch':
        this.watches.set(message.tab, message.wish);
        loop.watch(this.watches.united());
        break;
      case 'claim':
      case 'holder':
      case 'yielding':
      case 'whoWatches':
        break;
      default:
        // A newer version of the app, in another tab, may say more.
        message satisfies never;
    }
  }

  private async run(stop: AbortSignal): Promise<void> {
    const loop = await this.parts.makeLoop();
    if (stop.aborted) {
      return;
    }
    this.loop = loop;
    stop.addEventListener('abort', () => loop.stop());
    this.showing();
    this.parts.channel.post({ type: 'whoWatches' });
    const endRollCall = this.callTheRoll(loop);
    try {
      await loop.run();
    } finally {
      endRollCall();
      this.loop = undefined;
      // What was said to this engine while another had begun already, without knowing of that.
      this.changed();
      await this.parts.ended();
    }
  }

  private callTheRoll(loop: EngineLoop): () => void {
    const call = { off: this.parts.clock.after(ROLL_CALL_MILLIS, () => next()) };
    const next = (): void => {
      this.watches.forgetSilent();
      this.showing();
      loop.watch(this.watches.united());
      this.parts.channel.post({ type: 'whoWatches' });
      call.off = this.parts.clock.after(ROLL_CALL_MILLIS, next);
    };
    return () => call.off();
  }
}
