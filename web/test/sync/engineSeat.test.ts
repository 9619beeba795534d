import { afterEach, describe, expect, test } from 'vitest';
import { EngineSeat } from '../../src/sync/engineSeat';
import { MemoryChannels, MemoryLocks, type MemoryChannel } from './support/memoryTabs';
import { calm, TestClock } from './support/testClock';

/** Some tabs of one browser, none of which runs a real engine. */
class Tabs {
  readonly clock = new TestClock();
  readonly running: string[] = [];
  private readonly locks = new MemoryLocks();
  private readonly channels = new MemoryChannels();
  private readonly open: Tab[] = [];

  async add(name: string, visible: boolean): Promise<Tab> {
    const tab = new Tab(name, visible, this.running, this.channels.open(), (parts) => {
      return new EngineSeat({ ...parts, name: 'engine', locks: this.locks, clock: this.clock });
    });
    this.open.push(tab);
    tab.seat.start();
    await calm();
    return tab;
  }

  async after(millis: number): Promise<void> {
    for (let left = millis; left > 0; left -= 500) {
      this.clock.advance(Math.min(500, left));
      await calm();
    }
  }

  async close(): Promise<void> {
    for (const tab of this.open) {
      tab.frozen = false;
      tab.thaw();
      await tab.seat.stop();
    }
  }
}

class Tab {
  readonly seat: EngineSeat;
  frozen = false;
  private thawed: () => void = () => undefined;

  constructor(
    readonly name: string,
    public visible: boolean,
    private readonly running: string[],
    readonly channel: MemoryChannel,
    makeSeat: (parts: {
      channel: MemoryChannel;
      visible: () => boolean;
      run: (stop: AbortSignal) => Promise<void>;
    }) => EngineSeat,
  ) {
    this.seat = makeSeat({ channel, visible: () => this.visible, run: (stop) => this.run(stop) });
  }

  async show(visible: boolean): Promise<void> {
    this.visible = visible;
    this.seat.visibilityChanged();
    await calm();
  }

  freeze(): void {
    this.frozen = true;
    this.channel.frozen = true;
  }

  thaw(): void {
    this.channel.frozen = false;
    this.thawed();
  }

  private async run(stop: AbortSignal): Promise<void> {
    this.running.push(this.name);
    await new Promise<void>((resolve) => {
      this.thawed = resolve;
      stop.addEventListener('abort', () => this.frozen || resolve());
    });
    this.running.splice(this.running.indexOf(this.name), 1);
  }
}

let tabs = new Tabs();

afterEach(async () => {
  await tabs.close();
  tabs = new Tabs();
});

describe('the one engine of all tabs', () => {
  test('the first tab runs it, others wait', async () => {
    await tabs.add('one', true);
    await tabs.add('two', false);
    expect(tabs.running).toEqual(['one']);
  });

  test('when its tab closes, another one takes over', async () => {
    const one = await tabs.add('one', true);
    await tabs.add('two', false);
    await one.seat.stop();
    await calm();
    expect(tabs.running).toEqual(['two']);
  });

  test('a tab on the screen takes it from a hidden one', async () => {
    const one = await tabs.add('one', true);
    await one.show(false);
    await tabs.add('two', true);
    await tabs.after(500);
    expect(tabs.running).toEqual(['two']);
  });

  test('it goes to and fro with the tab that is looked at, one at a time', async () => {
    const one = await tabs.add('one', true);
    const two = await tabs.add('two', false);
    for (let i = 0; i < 5; i++) {
      await one.show(false);
      await two.show(true);
      await tabs.after(500);
      expect(tabs.running).toEqual(['two']);
      await two.show(false);
      await one.show(true);
      await tabs.after(500);
      expect(tabs.running).toEqual(['one']);
    }
  });

  test('tabs that are leafed through do not get it', async () => {
    const one = await tabs.add('one', true);
    const two = await tabs.add('two', false);
    await one.show(false);
    await two.show(true);
    await tabs.after(200);
    await two.show(false);
    await one.show(true);
    await tabs.after(5_000);
    expect(tabs.running).toEqual(['one']);
    expect(two.channel.posted.filter((message) => message.type === 'claim')).toEqual([]);
  });

  test('of two windows on the screen the first one keeps it, however long', async () => {
    await tabs.add('one', true);
    await tabs.add('two', true);
    await tabs.after(60_000);
    expect(tabs.running).toEqual(['one']);
  });

  test('of two windows, when the one with the engine is hidden the other one gets it', async () => {
    const one = await tabs.add('one', true);
    await tabs.add('two', true);
    await tabs.after(5_000);
    await one.show(false);
    await tabs.after(500);
    expect(tabs.running).toEqual(['two']);
  });

  test('a hidden tab that waits lets one on the screen go first', async () => {
    const one = await tabs.add('one', true);
    await one.show(false);
    await tabs.add('two', false);
    await tabs.add('three', true);
    await tabs.after(500);
    expect(tabs.running).toEqual(['three']);
  });

  test('a frozen tab loses it after two seconds, and ends when it wakes up', async () => {
    const one = await tabs.add('one', true);
    await one.show(false);
    one.freeze();
    await tabs.add('two', true);
    await tabs.after(500);
    expect(tabs.running).toEqual(['one']);
    await tabs.after(2_000);
    expect(tabs.running).toEqual(['one', 'two']);
    one.thaw();
    await calm();
    expect(tabs.running).toEqual(['two']);
    await tabs.after(60_000);
    expect(tabs.running).toEqual(['two']);
  });

  test('one that fails at once is tried again after a pause, not in a storm', async () => {
    let times = 0;
    const channels = new MemoryChannels();
    const seat = new EngineSeat({
      name: 'engine',
      locks: new MemoryLocks(),
      channel: channels.open(),
      clock: tabs.clock,
      visible: () => true,
      run: async () => {
        times++;
      },
    });
    seat.start();
    await calm();
    expect(times).toBe(1);
    await tabs.after(3_000);
    expect(times).toBeLessThan(5);
    const stopped = seat.stop();
    await tabs.after(2_000);
    await stopped;
  });
});
