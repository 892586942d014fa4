import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { runAsTenant } from '#libs/persistence/tenant/tenant-context';
import { onEachEngine, type Engine } from '#libs/testing/engines';
import { FakeClock } from '#libs/testing/fake-clock';
import { DiscardedMessageSchema } from '../../../src/process/discarded/discarded-message.schema.js';
import { ProcessMessageSchema } from '../../../src/process/schema/process-message.schema.js';
import { ProcessOutgoingSchema } from '../../../src/process/schema/process-outgoing.schema.js';
import { ProcessSubscriptionSchema } from '../../../src/process/schema/process-subscription.schema.js';
import { PARTITIONS, ProcessWorld, TENANTS, processDatabase } from './process-world.js';
import { scripted, type Script } from './scripted-rules.js';

const HOUR_MS = 3_600_000;
/** Whoever stored a command carries it out within that time, or others may. */
const STORED_MS = 30_000;
const TASK = { type: 'open-task', id: 9, input: {} } as const;
const waitFor = (key: string | null, id = 1) => ({ type: 'subscribe-message', id, name: 'paid', key }) as const;
const gone = (wait = 1, answered = true) => ({ type: 'unsubscribe-message', wait, answered }) as const;
const hear = { type: 'subscribe-signal', id: 1, name: 'storm' } as const;
const heard = { type: 'unsubscribe-signal', wait: 1, answered: true } as const;

interface Sending {
  readonly key?: string | null;
  readonly keepMs?: number;
  readonly id?: string;
  readonly at?: ProcessWorld;
}

onEachEngine('messages and signals to process instances', (open) => {
  let engine: Engine;
  let clock: FakeClock;
  let world: ProcessWorld;
  let keys = 0;
  beforeAll(async () => {
    engine = await open(processDatabase, TENANTS);
  });
  beforeEach(async () => {
    clock = new FakeClock('2026-11-23T09:00:00Z');
    world = new ProcessWorld(engine.database, clock);
    await acme(() =>
      engine.database.transaction(async (tx) => {
        await tx.clear(ProcessMessageSchema);
        await tx.clear(ProcessSubscriptionSchema);
        await tx.clear(ProcessOutgoingSchema);
        await tx.clear(DiscardedMessageSchema);
      }),
    );
  });
  afterAll(() => engine.dispose());

  const acme = <T>(work: () => Promise<T>) => runAsTenant('acme', work);
  const start = (script: Partial<Script>, at = world) =>
    acme(async () => {
      const started = await at.processes.start(`messages-${keys++}`, {
        definition: 'script',
        variables: scripted(script),
      });
      await at.settled();
      return started.instance;
    });
  const send = (text: string, { key = 'K', keepMs = HOUR_MS, id = `sent-${keys++}`, at = world }: Sending = {}) =>
    acme(async () => {
      await at.processes.correlate(id, { name: 'paid', correlationKey: key, variables: { text }, keepMs });
      await at.settled();
    });
  const complete = (instance: string) =>
    acme(async () => {
      await world.processes.completeTask(`task-${keys++}`, { instance, wait: 9, result: {}, by: 'mia' });
      await world.settled();
    });
  const arrived = (at = world) =>
    at.rules.done.flatMap((command) => (command.type === 'message-arrived' ? [command.variables.text] : []));
  const signalled = () => world.rules.done.filter(({ type }) => type === 'signal-arrived').length;
  const discarded = async () => {
    const { items } = await acme(() => world.discarded.list({ limit: 10, name: 'paid' }));
    return items.map(({ id: _, ...row }) => row);
  };
  const kept = () => acme(async () => (await engine.database.reader()).count(ProcessMessageSchema));

  it('reach who waits for their name and key, and nobody else', async () => {
    await start({ start: [waitFor('K')], 1: [gone()] });
    await start({ start: [waitFor('L')], 1: [gone()] });
    await send('for K');
    expect(arrived()).toEqual(['for K']);
    await send('for L', { key: 'L' });
    expect(arrived()).toEqual(['for K', 'for L']);
  });

  it('without a key are told by their name', async () => {
    await start({ start: [waitFor(null)], 1: [gone()] });
    await send('with key');
    await send('without', { key: null });
    expect(arrived()).toEqual(['without']);
  });

  it('that come early wait, and the oldest is taken first', async () => {
    await send('first');
    await send('second');
    await start({ start: [waitFor('K')], 1: [gone()] });
    expect(arrived()).toEqual(['first']);
    expect(await kept()).toBe(1);
  });

  it('wait as long as they are kept', async () => {
    await send('old', { keepMs: 1_000 });
    clock.advance(1_001);
    await start({ start: [waitFor('K')], 1: [gone()] });
    await acme(() => world.messages.look());
    await acme(() => world.discarded.look());
    expect(arrived()).toEqual([]);
    expect(await kept()).toBe(0);
  });

  it('that reached nobody are found: which, when and why, without what they carried', async () => {
    await send('too late', { keepMs: 1_000, key: 'D' });
    await send('now or never', { keepMs: 0, key: 'D' });
    await send('still kept', { key: 'D' });
    clock.advance(1_001);
    const other = new ProcessWorld(engine.another(), clock);
    await acme(() => Promise.all([world.discarded.look(), other.discarded.look()]));
    expect(await discarded()).toEqual([
      { name: 'paid', correlationKey: 'D', reason: 'nobody-waited', at: clock.now() },
      { name: 'paid', correlationKey: 'D', reason: 'expired', at: clock.now() },
    ]);
    expect(await kept()).toBe(1);
    const counts = await Promise.all([world, other].map(({ metrics }) => metrics.text()));
    const counted = counts.join().matchAll(/switchboard_process_messages_discarded_total\{reason="([\w-]+)".*\} (\d)/g);
    expect(Array.from(counted, ([, reason, count]) => `${reason} ${count}`).toSorted()).toEqual([
      'expired 1',
      'nobody-waited 1',
    ]);
  });

  it('that were for who wanted them at once, and came too late for their wait, reached nobody', async () => {
    const instance = await start({ start: [waitFor('K'), TASK], 9: [gone(1, false)] });
    const deliver = world.outgoing.deliver.bind(world.outgoing);
    world.outgoing.deliver = () => undefined;
    await send('on its way', { keepMs: 0 });
    world.outgoing.deliver = deliver;
    await complete(instance);
    clock.advance(STORED_MS);
    await acme(() => world.outgoing.look(PARTITIONS));
    await acme(() => world.discarded.look());
    expect(await discarded()).toMatchObject([{ reason: 'nobody-waited' }]);
  });

  it('that reached nobody are forgotten after 30 days', async () => {
    await send('never', { keepMs: 0 });
    clock.advance(1);
    await acme(() => world.discarded.look());
    clock.advance(30 * 24 * HOUR_MS);
    await acme(() => world.discarded.forgetOld());
    expect(await discarded()).toHaveLength(1);
    clock.advance(1);
    await acme(() => world.discarded.forgetOld());
    expect(await discarded()).toEqual([]);
  });

  it('that are not kept reach who waits now', async () => {
    await start({ start: [waitFor('K')], 1: [gone()] });
    await send('now or never', { keepMs: 0 });
    await send('never', { keepMs: 0 });
    clock.advance(1);
    await start({ start: [waitFor('K')], 1: [gone()] });
    expect(arrived()).toEqual(['now or never']);
  });

  it('reach every instance that waits, each once', async () => {
    for (let instance = 0; instance < 3; instance++)
      await start({ start: [waitFor('K'), waitFor('K', 2)], 1: [gone()] });
    await send('to all');
    expect(arrived()).toEqual(['to all', 'to all', 'to all']);
  });

  it('of the same key are one message', async () => {
    await send('once', { id: 'of-one-key' });
    await send('once', { id: 'of-one-key' });
    expect(await kept()).toBe(1);
    await expect(send('other', { id: 'of-one-key' })).rejects.toMatchObject({ code: 'process-command-key-reused' });
  });

  it('are handed one by one, in order, to a wait that stays open', async () => {
    for (const text of ['a', 'b', 'c']) await send(text);
    await start({ start: [waitFor('K')] });
    expect(arrived()).toEqual(['a', 'b', 'c']);
  });

  it('that come while another is on its way to a wait are for the next wait', async () => {
    await start({ start: [waitFor('K')], 1: [gone(), waitFor('K', 2)], 2: [gone(2)] });
    const deliver = world.outgoing.deliver.bind(world.outgoing);
    world.outgoing.deliver = () => undefined;
    await send('a');
    await send('b');
    expect(await kept()).toBe(1);
    world.outgoing.deliver = deliver;
    clock.advance(STORED_MS);
    await acme(() => world.outgoing.look(PARTITIONS));
    await acme(() => world.settled());
    expect([arrived(), await kept()]).toEqual([['a', 'b'], 0]);
  });

  it('that come too late for their wait are kept for another', async () => {
    const instance = await start({ start: [waitFor('K'), TASK], 9: [gone(1, false)] });
    const deliver = world.outgoing.deliver.bind(world.outgoing);
    world.outgoing.deliver = () => undefined;
    await send('on its way');
    expect(await kept()).toBe(0);
    world.outgoing.deliver = deliver;
    await complete(instance);
    clock.advance(STORED_MS);
    await acme(() => world.outgoing.look(PARTITIONS));
    expect([arrived(), await kept()]).toEqual([[], 1]);
    await start({ start: [waitFor('K')], 1: [gone()] });
    expect(arrived()).toEqual(['on its way']);
  });

  it('sent by an instance reach another, once', async () => {
    const message = { type: 'send-message', name: 'paid', key: 'K', variables: { text: 'from one' } } as const;
    await start({ start: [waitFor('K')], 1: [gone()] });
    await start({ start: [message] });
    expect(arrived()).toEqual(['from one']);
  });

  it('meet whoever opens a wait at the same moment, also in another process', async () => {
    const other = new ProcessWorld(engine.another(), clock);
    const meetings = Array.from({ length: 20 }, (_, number) => [
      send(`m${number}`, { key: `meet-${number}` }),
      start({ start: [waitFor(`meet-${number}`)], 1: [gone()] }, other),
    ]);
    await Promise.all(meetings.flat());
    await acme(() => world.settled());
    await acme(() => other.settled());
    expect([...arrived(), ...arrived(other)].toSorted()).toEqual(meetings.map((_, number) => `m${number}`).toSorted());
  });

  it('not yet brought together with a wait when a process was killed are by the next look', async () => {
    const dead = new ProcessWorld(engine.another(), clock);
    dead.messages.route = () => Promise.resolve();
    await send('left behind', { at: dead });
    await start({ start: [waitFor('K')], 1: [gone()] }, dead);
    await acme(() => world.messages.look());
    await acme(() => world.settled());
    expect([arrived(), arrived(dead)]).toEqual([['left behind'], []]);
  });

  it('broadcast as a signal reach every instance that hears, and stay for nobody', async () => {
    await start({ start: [hear], 1: [heard] });
    await start({ start: [hear], 1: [heard] });
    await acme(() => world.processes.broadcast(`storm-${keys++}`, 'storm', {}));
    await acme(() => world.settled());
    await start({ start: [hear] });
    expect(signalled()).toBe(2);
  });

  it('broadcast by an instance reach it too', async () => {
    const storm = { type: 'broadcast-signal', name: 'storm', variables: {} } as const;
    await start({ start: [hear], 1: [heard] });
    await start({ start: [hear, storm], 1: [heard] });
    expect(signalled()).toBe(2);
  });

  it('that were stored and not carried out are carried out by another process, once', async () => {
    await start({ start: [hear], 1: [heard] });
    world.outgoing.deliver = () => undefined;
    await acme(() => world.processes.broadcast(`storm-${keys++}`, 'storm', {}));
    const other = new ProcessWorld(engine.another(), clock);
    const look = () => acme(() => other.outgoing.look(PARTITIONS));
    const reached = () => other.rules.done.length;
    await look();
    expect(reached()).toBe(0);
    clock.advance(STORED_MS);
    await look();
    await look();
    expect(reached()).toBe(1);
    expect(await acme(async () => (await engine.database.reader()).count(ProcessOutgoingSchema))).toBe(0);
  });
});
