import { afterEach, describe, expect, test } from 'vitest';
import { EngineTab } from '../../src/sync/engineTab';
import { engineLock } from '../../src/sync/tabChannel';
import { Device } from './support/device';
import { MemoryChannels, MemoryLocks } from './support/memoryTabs';
import { until } from './support/testClock';

let close: () => Promise<void>;

afterEach(() => close());

describe('the engine as a tab sees it', () => {
  test('what a tab tells an engine of its own that another has replaced, the other learns', async () => {
    const device = new Device();
    const channels = new MemoryChannels();
    const locks = new MemoryLocks();
    const heard: string[] = [];
    channels.open().listen(({ type }) => heard.push(type));
    const tab = new EngineTab({
      user: device.me,
      tab: 'one',
      locks,
      channel: channels.open(),
      clock: device.clock,
      visible: () => true,
      makeLoop: () => Promise.resolve(device.makeLoop(device.stored)),
      ended: () => Promise.resolve(),
    });
    const leave = new AbortController();
    close = async () => {
      leave.abort();
      await tab.stop();
      device.database.close();
    };
    tab.start();
    await until(() => device.statuses.length > 0);
    const over = locks.request(
      engineLock(device.me),
      { steal: true },
      () => new Promise<void>((end) => leave.signal.addEventListener('abort', () => end())),
    );
    // It does not know yet.
    tab.changed();
    expect(heard).not.toContain('changed');
    await until(() => heard.includes('changed'));
    leave.abort();
    await over;
  });
});
