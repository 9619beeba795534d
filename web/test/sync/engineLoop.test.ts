import { afterEach, describe, expect, test } from 'vitest';
import type { ServerFrame } from '../../src/protocol/frames';
import { StorageFault } from '../../src/store/faults';
import { BOB, current, Device, entry } from './support/device';
import { calm, until } from './support/testClock';

const running: { readonly device: Device; readonly end: Promise<unknown> }[] = [];

afterEach(async () => {
  for (const { device, end } of running.splice(0)) {
    device.loop.stop();
    await end;
    await device.database.delete();
  }
});

function run(device: Device): Promise<'stopped' | 'superseded'> {
  const end = device.loop.run();
  running.push({ device, end });
  return end;
}

/** An engine that is connected and greeted. */
async function online(): Promise<Device> {
  const device = new Device();
  void run(device);
  await until(() => device.server.connections.length === 1);
  device.server.last.listener.opened();
  await until(() => device.server.last.sent.length > 0);
  device.server.last.say(device.welcome(), current('m1'));
  await until(() => device.statuses.at(-1)?.caughtUp === true);
  return device;
}

describe('what drives the engine', () => {
  test('what waited on disk leaves with the greeting, and only after it is on disk that it may have left', async () => {
    const device = new Device();
    const key = await device.writes.open(BOB);
    await device.writes.send(key, 'one');
    await device.writes.send(key, 'two');
    device.stored.before = (ops) => {
      if (ops.some((op) => op.type === 'markSent')) {
        expect(device.server.last.sent).toEqual([]);
      }
    };
    void run(device);
    await until(() => device.server.connections.length === 1);
    device.server.last.listener.opened();
    await until(() => device.server.last.sent.length > 0);
    expect(device.server.last.types()).toBe('hello send send');
    expect(device.server.last.of('send').map((send) => send.content.body.data)).toEqual(['one', 'two']);
    expect((await device.database.outbox.toArray()).map((row) => row.maybeSent)).toEqual([true, true]);
  });

  test('a message is written, leaves as soon as the loop is told, and gets its tick', async () => {
    const device = await online();
    const key = await device.writes.open(BOB);
    const message = await device.writes.send(key, 'Hello Bob');
    device.loop.changed();
    await until(() => device.server.last.of('send').length === 1);
    const [send] = device.server.last.of('send');
    device.server.last.say({ t: 'sent', conversation: device.withBob, id: send?.id ?? '', seq: 2, at: 5 });
    await until(async () => (await device.views.message(message))?.state.type === 'sent');
    expect(await device.database.outbox.count()).toBe(0);
  });

  test('a write that nobody announced is found by itself within a minute', async () => {
    const device = await online();
    await device.writes.send(await device.writes.open(BOB), 'nobody says so');
    await calm();
    expect(device.server.last.of('send')).toHaveLength(0);
    device.clock.advance(61_000);
    await until(() => device.server.last.of('send').length === 1);
  });

  test('what comes together is committed together', async () => {
    const device = await online();
    const before = device.stored.applied.length;
    const { withBob, me } = device;
    const members = [me, BOB].toSorted();
    device.server.last.say(
      { t: 'changes', conversations: [{ conversation: withBob, members, head: 0, cursors: [], items: [] }] },
      ...[1, 2, 3, 4].map((seq) => ({
        t: 'entry' as const,
        conversation: withBob,
        entry: entry(seq, BOB, `b${seq}`, `${seq}`),
      })),
    );
    await until(async () => (await device.database.entries.count()) === 4);
    expect(device.stored.applied.length - before).toBe(1);
  });

  test('a name that nobody has looked up yet is asked for, and its message goes out', async () => {
    const device = await online();
    await device.writes.send(await device.writes.open('bob'), 'Who are you?');
    device.loop.changed();
    await until(() => device.server.last.of('send').length === 1);
    expect(device.looked).toEqual(['bob']);
    expect(device.server.last.of('send')[0]?.conversation).toBe(device.withBob);
  });

  test('who takes a message back in the last moment does not see it sent', async () => {
    const device = await online();
    const key = await device.writes.open(BOB);
    const message = await device.writes.send(key, 'Better not');
    device.stored.before = async (ops) => {
      if (ops.some((op) => op.type === 'markSent')) {
        device.stored.before = () => undefined;
        await device.writes.discard(message);
      }
    };
    device.loop.changed();
    await until(() => device.server.connections.length === 2);
    expect(device.server.connections[0]?.open).toBe(false);
    expect(device.server.connections[0]?.of('send')).toEqual([]);
    device.server.last.listener.opened();
    await until(() => device.server.last.sent.length > 0);
    await calm();
    expect(device.server.last.types()).toBe('hello');
  });

  /** Seed 991 of `RandomScheduleTest`: an edit went to the message that had got its message's seq. */
  test('an outbox that was read before the comparison with a restored server is not what leaves after it', async () => {
    const device = await online();
    const { withBob, me } = device;
    const message = await device.writes.send(await device.writes.open(BOB), 'mine');
    device.loop.changed();
    await until(() => device.server.last.of('send').length === 1);
    const id = device.server.last.of('send')[0]?.id ?? '';
    const members = [me, BOB].toSorted();
    const seen = { conversation: withBob, members, head: 2, cursors: [] };
    device.server.last.say(
      { t: 'sent', conversation: withBob, id, seq: 2, at: 5 },
      { t: 'changes', conversations: [{ ...seen, items: [entry(1, BOB, 'b1', 'first')] }] },
    );
    await until(async () => (await device.database.outbox.count()) === 0);
    device.server.last.listener.closed(false, 'gone');
    await device.writes.edit(message, 'mine, corrected');
    device.loop.tryNow();
    await until(() => device.server.connections.length === 2);
    device.server.last.listener.opened();
    await until(() => device.server.last.sent.length > 0);
    device.server.last.say({ ...device.welcome(), epoch: 'e2' } as ServerFrame);
    await until(() => device.server.last.of('sync').length === 1);
    device.stored.compared = () => device.loop.changed();
    const rid = device.server.last.of('sync')[0]?.rid ?? 0;
    const items = [entry(2, BOB, 'b2', 'not mine'), entry(1, BOB, 'b1', 'first')];
    device.server.last.say({ t: 'page', rid, conversation: withBob, items, head: 2, more: false });
    await until(() => device.server.last.of('send').length > 0);
    await calm();
    expect(device.server.last.of('send').map((send) => send.content.kind)).toEqual(['message']);
  });

  test('who was succeeded writes and says nothing more', async () => {
    const device = new Device();
    const end = run(device);
    await until(() => device.server.connections.length === 1);
    device.server.last.listener.opened();
    await until(() => device.server.last.sent.length > 0);
    await device.another().begin();
    device.server.last.say(device.welcome(), current('m1'));
    expect(await end).toBe('superseded');
    expect(device.server.last.open).toBe(false);
    expect(await device.database.meta.get('mark')).toBeUndefined();
  });

  test('a fault of the storage ends the connection; after a pause it begins with what is on disk, and nothing is lost', async () => {
    const device = await online();
    const members = [device.me, BOB].toSorted();
    device.stored.before = () => {
      throw new StorageFault('full', new Error('no room'));
    };
    device.server.last.say({
      t: 'changes',
      conversations: [
        { conversation: device.withBob, members, head: 1, cursors: [], items: [entry(1, BOB, 'b1', 'Lost?')] },
      ],
    });
    await until(() => device.statuses.at(-1)?.phase.type === 'waiting');
    expect(device.statuses.at(-1)?.phase).toMatchObject({ reason: 'storage.full' });
    expect(device.server.last.open).toBe(false);
    await calm();
    expect(device.server.connections).toHaveLength(1);
    device.stored.before = () => undefined;
    device.clock.advance(1_000);
    await until(() => device.server.connections.length === 2);
    device.server.last.listener.opened();
    await until(() => device.server.last.of('hello').length === 1);
    expect(device.server.last.of('hello')[0]?.mark).toBe('m1');
    expect(await device.database.entries.count()).toBe(0);
  });

  test('a storage that stays full is tried less and less often, but at once where the user says so', async () => {
    const device = await online();
    device.stored.before = () => {
      throw new StorageFault('full', new Error('no room'));
    };
    device.server.last.say(current('m2'));
    const waits: number[] = [];
    for (let i = 0; i < 5; i++) {
      await until(() => device.statuses.at(-1)?.phase.type === 'waiting');
      const phase = device.statuses.at(-1)?.phase;
      const wait = phase?.type === 'waiting' ? phase.at - device.clock.now() : 0;
      waits.push(wait);
      device.statuses.length = 0;
      device.clock.advance(wait);
      await until(() => device.server.connections.length === i + 2);
      device.server.last.listener.opened();
      await until(() => device.server.last.sent.length > 0);
      device.server.last.say(device.welcome(), current('m2'));
    }
    expect(waits).toEqual([1_000, 2_000, 4_000, 8_000, 16_000]);
    await until(() => device.statuses.at(-1)?.phase.type === 'waiting');
    device.loop.tryNow();
    await until(() => device.server.connections.length === 7);
  });

  test('a connection that ends is made again after the backoff, and at once where the user says so', async () => {
    const device = await online();
    device.server.last.listener.closed(false, 'gone');
    await until(() => device.statuses.at(-1)?.phase.type === 'waiting');
    device.loop.tryNow();
    await until(() => device.server.connections.length === 2);
  });

  test('what an earlier connection still says is not heard', async () => {
    const device = await online();
    const first = device.server.last;
    first.listener.closed(false, 'gone');
    device.loop.tryNow();
    await until(() => device.server.connections.length === 2);
    first.listener.closed(true, 'late');
    await calm();
    expect(await device.database.meta.get('locked')).toBeUndefined();
    expect(device.statuses.at(-1)?.phase.type).toBe('connecting');
  });

  test('a session that was ended elsewhere locks the database', async () => {
    const device = await online();
    device.server.last.say({ t: 'error', code: 'unauthorized', message: 'Signed out.', hint: '' });
    await until(() => device.statuses.at(-1)?.phase.type === 'signedOut');
    expect((await device.database.meta.get('locked'))?.value).toBe(true);
    expect(device.server.last.open).toBe(false);
  });

  test('what is on the screen is watched, by the ids that the server knows; what comes of it is told by keys', async () => {
    const device = await online();
    const key = await device.writes.open(BOB);
    device.loop.watch({ conversations: [key], users: [BOB] });
    await until(() => device.server.last.of('watch').length === 1);
    expect(device.server.last.of('watch')[0]).toMatchObject({ conversations: [device.withBob], users: [BOB] });
    device.server.last.say({ t: 'typing', conversation: device.withBob, user: BOB, on: true });
    await until(() => device.nearby.at(-1)?.typing[key] !== undefined);
    expect(device.nearby.at(-1)?.typing).toEqual({ [key]: [BOB] });
  });

  test('who stops says goodbye to those who see them', async () => {
    const device = await online();
    device.loop.active();
    await until(() => device.server.last.of('presence').length === 1);
    const last = device.server.last;
    device.loop.stop();
    await until(() => !last.open);
    expect(last.of('presence').at(-1)?.state).toBe('offline');
  });
});
