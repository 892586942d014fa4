import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { runAsTenant } from '#libs/persistence/tenant/tenant-context';
import { onEachEngine, type Engine } from '#libs/testing/engines';
import { FakeClock } from '#libs/testing/fake-clock';
import { ProcessTimerSchema } from '../../../src/process/schema/process-timer.schema.js';
import { PARTITIONS, ProcessWorld, TENANTS, processDatabase } from './process-world.js';
import { scripted, type Script } from './scripted-rules.js';

const DUE = '2026-11-23T10:00:00.000Z';
const TIMER = { type: 'set-timer', id: 1, due: DUE } as const;
const END = { type: 'end-instance', outcome: 'completed', variables: {} } as const;
const CANCEL = { type: 'cancel-timer', wait: 1, answered: true } as const;
const ONCE: Partial<Script> = { start: [TIMER], 1: [CANCEL, END] };
const LEASE_MS = 30_000;

onEachEngine('timers of process instances', (open) => {
  let engine: Engine;
  let clock: FakeClock;
  let world: ProcessWorld;
  let started = 0;
  beforeAll(async () => {
    engine = await open(processDatabase, TENANTS);
  });
  beforeEach(async () => {
    await acme(() => engine.database.transaction((tx) => tx.clear(ProcessTimerSchema)));
    clock = new FakeClock('2026-11-23T09:00:00Z');
    world = new ProcessWorld(engine.database, clock);
  });
  afterAll(() => engine.dispose());

  const acme = <T>(work: () => Promise<T>) => runAsTenant('acme', work);
  const start = (script = ONCE) =>
    acme(() => world.processes.start(`timer-${started++}`, { definition: 'script', variables: scripted(script) }));
  const stateOf = (instance: string) => acme(async () => (await world.processes.status(instance)).state);
  const look = (at = world, partitions = PARTITIONS) => acme(() => at.timers.look(partitions));
  const fired = (...worlds: ProcessWorld[]) =>
    worlds.flatMap(({ rules }) => rules.done).filter(({ type }) => type === 'timer-fired').length;
  const claim = (at: ProcessWorld) =>
    acme(() => at.claims.take(ProcessTimerSchema, { partitions: PARTITIONS, most: 200, forMs: LEASE_MS }));

  it('fire when they are due, not earlier', async () => {
    const { instance } = await start();
    clock.set('2026-11-23T09:59:59.999Z');
    await look();
    expect(await stateOf(instance)).toBe('active');
    clock.set(DUE);
    await look();
    expect(await stateOf(instance)).toBe('completed');
  });

  it('fire once, however late they are looked for', async () => {
    await start();
    clock.advance({ days: 30 });
    await look();
    await look();
    expect(fired(world)).toBe(1);
  });

  it('that are set anew fire again, at the new time', async () => {
    const again = { ...TIMER, due: '2026-11-23T11:00:00.000Z' };
    const { instance } = await start({ start: [TIMER], 1: [again] });
    clock.set(DUE);
    await look();
    await look();
    expect(fired(world)).toBe(1);
    clock.set(again.due);
    await look();
    expect(fired(world)).toBe(2);
    expect(await stateOf(instance)).toBe('active');
  });

  it('are gone when nobody waits for them any more', async () => {
    const task = { type: 'open-task', id: 2, input: {} } as const;
    const { instance } = await start({ start: [TIMER, task], 2: [{ ...CANCEL, answered: false }] });
    await acme(() => world.processes.completeTask(`${instance}-done`, { instance, wait: 2, result: {}, by: 'mia' }));
    clock.set(DUE);
    await look();
    expect(fired(world)).toBe(0);
  });

  it('fire in the partitions of the process alone', async () => {
    await start();
    clock.set(DUE);
    for (const partition of PARTITIONS) await look(world, [partition]);
    expect(fired(world)).toBe(1);
    await look(world, []);
    expect(fired(world)).toBe(1);
  });

  it('claimed by a process that was killed fire once, when its claim has run out', async () => {
    const dead = new ProcessWorld(engine.another(), clock);
    const { instance } = await start();
    clock.set(DUE);
    expect(await claim(dead)).toHaveLength(1);
    await look();
    expect(fired(world)).toBe(0);
    clock.advance(LEASE_MS);
    await look();
    await look();
    expect(fired(world)).toBe(1);
    expect(await stateOf(instance)).toBe('completed');
  });

  it('of a process too slow for its claim fire once, by the one that took it over', async () => {
    const slow = new ProcessWorld(engine.another(), clock);
    const repeat = { ...TIMER, due: '2026-11-24T10:00:00.000Z' };
    const { instance } = await start({ start: [TIMER], 1: [repeat] });
    clock.set(DUE);
    const [taken] = await claim(slow);
    clock.advance(LEASE_MS);
    await look();
    const late = { type: 'timer-fired', wait: 1, due: DUE } as const;
    const with_ = { claim: { of: 'timer', wait: 1, token: taken!.claim } } as const;
    const submit = acme(() => slow.runtime.submit({ key: 'of another key', instance, command: late }, with_));
    await expect(submit).rejects.toMatchObject({ code: 'process-claim-lost' });
    expect(fired(world, slow)).toBe(1);
  });

  it('fire once each when many processes look at the same time', async () => {
    const worlds = [world, new ProcessWorld(engine.another(), clock), new ProcessWorld(engine.another(), clock)];
    await Promise.all(Array.from({ length: 450 }, () => start()));
    clock.set(DUE);
    await Promise.all(worlds.map((each) => look(each)));
    await look();
    clock.advance(LEASE_MS);
    await look();
    expect(fired(...worlds)).toBe(450);
  });

  it('of an instance the engine fails on leave the others alone', async () => {
    const { instance } = await start({ start: [TIMER], 1: ['throw'] });
    const other = await start();
    clock.set(DUE);
    await look();
    expect([await stateOf(instance), await stateOf(other.instance)]).toEqual(['active', 'completed']);
  });
});
