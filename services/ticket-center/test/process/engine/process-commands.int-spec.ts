import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { runAsTenant } from '#libs/persistence/tenant/tenant-context';
import { onEachEngine, type Engine } from '#libs/testing/engines';
import { ProcessCommandSchema } from '../../../src/process/schema/process-command.schema.js';
import { ProcessInstanceSchema } from '../../../src/process/schema/process-instance.schema.js';
import { ProcessRecordSchema } from '../../../src/process/schema/process-record.schema.js';
import { ProcessWorld, TENANTS, processDatabase, worldOn } from './process-world.js';
import { scripted, type Script } from './scripted-rules.js';

const MIA = { operator: 'mia', reason: 'a test' };
const TASK = { type: 'open-task', id: 1, input: {} } as const;
const END = { type: 'end-instance', outcome: 'completed', variables: {} } as const;

onEachEngine('commands to process instances', (open) => {
  let engine: Engine;
  let world: ProcessWorld;
  beforeAll(async () => {
    engine = await open(processDatabase, TENANTS);
  });
  beforeEach(() => {
    world = worldOn(engine);
  });
  afterEach(() => acme(() => world.settled()));
  afterAll(() => engine.dispose());

  const acme = <T>(work: () => Promise<T>) => runAsTenant('acme', work);
  const start = (key: string, script: Partial<Script> = { start: [TASK], 1: [END] }) =>
    acme(() => world.processes.start(key, { definition: 'script', variables: scripted(script) }));
  const complete = (key: string, instance: string, result = {}) =>
    acme(() => world.processes.completeTask(key, { instance, wait: 1, result, by: 'mia' }));
  const recordsOf = (instance: string) =>
    acme(async () => (await engine.database.reader()).findBy(ProcessRecordSchema, { instance }));
  const count = () => acme(async () => (await engine.database.reader()).count(ProcessInstanceSchema));

  it('start it, take it on and end it, each with its records', async () => {
    const { instance } = await start('whole-life');
    expect(await acme(() => world.processes.status(instance))).toMatchObject({
      state: 'active',
      seq: 1,
      endedAt: null,
    });
    expect(await complete('whole-life-done', instance)).toEqual({ instance, state: 'completed', seq: 2 });
    const status = await acme(() => world.processes.status(instance));
    expect(status).toMatchObject({ state: 'completed', definition: { id: 'script', version: 1 } });
    expect(status.endedAt).toEqual(world.clock.now());
    expect((await recordsOf(instance)).map(({ seq }) => seq)).toEqual([1, 2]);
  });

  it('get their first outcome again, and nothing happens twice', async () => {
    const first = await start('same-start');
    expect(await start('same-start')).toEqual(first);
    const done = await complete('same-task', first.instance);
    expect(await complete('same-task', first.instance)).toEqual(done);
    expect(await recordsOf(first.instance)).toHaveLength(2);
  });

  it('happen once when they come twice at the same moment, also through two processes', async () => {
    const other = new ProcessWorld(engine.another(), world.clock);
    const both = await Promise.all([
      start('at-once'),
      start('at-once'),
      acme(() =>
        other.processes.start('at-once', { definition: 'script', variables: scripted({ start: [TASK], 1: [END] }) }),
      ),
    ]);
    expect(new Set(both.map(({ instance }) => instance)).size).toBe(1);
  });

  it('are refused when their key was used for something else', async () => {
    const { instance } = await start('reused');
    await expect(start('reused', { start: [END] })).rejects.toMatchObject({ code: 'process-command-key-reused' });
    await complete('reused-task', instance, { a: 1 });
    await expect(complete('reused-task', instance, { a: 2 })).rejects.toMatchObject({ kind: 'invalid' });
  });

  it('that come too late are recorded, and say so', async () => {
    const { instance } = await start('late');
    await complete('late-1', instance);
    await expect(complete('late-2', instance)).rejects.toMatchObject({ code: 'TOKEN_GONE' });
    expect((await recordsOf(instance)).at(-1)).toMatchObject({ type: 'command-ignored', seq: 3 });
  });

  it('to an instance that is not there are refused', async () => {
    await expect(complete('nobody', 'no-such-instance')).rejects.toMatchObject({ code: 'process-instance-not-found' });
  });

  it('of one instance are carried out one after the other, in the order they came', async () => {
    const waits = [1, 2, 3, 4, 5].map((id) => ({ ...TASK, id }));
    const { instance } = await start('in-order', { start: waits });
    world.rules.done.length = 0;
    await acme(() =>
      Promise.all(
        waits.map(({ id: wait }) =>
          world.processes.completeTask(`in-order-${wait}`, { instance, wait, result: {}, by: 'mia' }),
        ),
      ),
    );
    expect(world.rules.done.map((command) => 'wait' in command && command.wait)).toEqual([1, 2, 3, 4, 5]);
    expect((await recordsOf(instance)).map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5, 6]);
  });

  it('of different instances share transactions', async () => {
    const transactions = countTransactions(world);
    await Promise.all(Array.from({ length: 200 }, (_, number) => start(`shared-${number}`)));
    expect(transactions()).toBeLessThanOrEqual(12);
  });

  it('that the engine fails on take nothing else down', async () => {
    const before = await count();
    const ended = await Promise.allSettled([start('fine-1'), start('bad', { start: ['throw'] }), start('fine-2')]);
    expect(ended.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(await count()).toBe(before + 2);
  });

  it('that the database refuses take nothing else down', async () => {
    const nothing = { type: 'raise-incident', incident: { id: 7, code: null, node: 'n', message: 'm' } } as never;
    const before = await count();
    const ended = await Promise.allSettled([start('well-1'), start('poison', { start: [nothing] }), start('well-2')]);
    expect(ended.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(await count()).toBe(before + 2);
    await expect(start('poison', { start: [END] })).resolves.toMatchObject({ state: 'completed' });
  });

  it('of two processes that went on from the same record: one goes first, the other looks again', async () => {
    const { instance } = await start('fence', { start: [TASK, { ...TASK, id: 2 }] });
    const others = [engine.another(), engine.another()].map(
      (database) => new ProcessWorld(unlocked(database), world.clock),
    );
    await Promise.all(
      others.map((other, index) =>
        acme(() =>
          other.processes.completeTask(`fence-${index}`, { instance, wait: index + 1, result: {}, by: 'mia' }),
        ),
      ),
    );
    expect((await recordsOf(instance)).map(({ seq }) => seq)).toEqual([1, 2, 3]);
  });

  it('cannot be waited for inside a transaction', async () => {
    const inside = () => engine.database.transaction(() => world.processes.cancel('inside', 'any', MIA));
    await expect(acme(inside)).rejects.toThrow('transaction');
  });

  it('leave a tenant alone: another has its own instances and keys', async () => {
    const { instance } = await start('mine');
    const platform = () => world.processes.cancel('mine', instance, MIA);
    await expect(runAsTenant('platform', platform)).rejects.toMatchObject({ code: 'process-instance-not-found' });
  });

  it('are remembered with their outcome', async () => {
    const outcome = await start('remembered');
    const rows = await acme(async () =>
      (await engine.database.reader()).findBy(ProcessCommandSchema, { instance: outcome.instance }),
    );
    expect(rows).toMatchObject([{ outcome, at: world.clock.now() }]);
  });
});

function countTransactions({ database }: ProcessWorld): () => number {
  const before = database.transaction.bind(database);
  let times = 0;
  database.transaction = (work) => {
    times++;
    return before(work);
  };
  return () => times;
}

/** As on a database that takes no notice of locks. */
function unlocked<Database extends object>(database: Database): Database {
  return new Proxy(database, {
    get: (target, name) => {
      if (name === 'locksRows') return false;
      const value: unknown = Reflect.get(target, name, target);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}
