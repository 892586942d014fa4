import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { runAsTenant } from '#libs/persistence/tenant/tenant-context';
import { onEachEngine, type Engine } from '#libs/testing/engines';
import { FakeClock } from '#libs/testing/fake-clock';
import { ProcessCallSchema } from '../../../src/process/schema/process-call.schema.js';
import { PARTITIONS, ProcessWorld, TENANTS, processDatabase } from './process-world.js';
import { scripted, type Script } from './scripted-rules.js';

const CALL = {
  type: 'request-call',
  id: 1,
  connector: 'order-system',
  effect: 'write',
  attempt: 1,
  key: 'the-key',
  input: { action: 'cancel', order: '#W1' },
  timeout: 200,
} as const;
const AGAIN = { ...CALL, attempt: 2, notBefore: '2026-11-23T09:00:10.000Z' };
const CLOSED = { type: 'cancel-call', wait: 1, answered: true } as const;
const END = { type: 'end-instance', outcome: 'completed', variables: {} } as const;
const ONCE: Partial<Script> = { start: [CALL], 1: [CLOSED, END] };
const CLAIM_MS = 120_000;

onEachEngine('calls of process instances', (open) => {
  let engine: Engine;
  let clock: FakeClock;
  let world: ProcessWorld;
  let started = 0;
  beforeAll(async () => {
    engine = await open(processDatabase, TENANTS);
  });
  beforeEach(async () => {
    await acme(() => engine.database.transaction((tx) => tx.clear(ProcessCallSchema)));
    clock = new FakeClock('2026-11-23T09:00:00Z');
    world = new ProcessWorld(engine.database, clock);
  });
  afterAll(() => engine.dispose());

  const acme = <T>(work: () => Promise<T>) => runAsTenant('acme', work);
  const start = (script = ONCE) =>
    acme(() => world.processes.start(`call-${started++}`, { definition: 'script', variables: scripted(script) }));
  const look = (at = world) =>
    acme(async () => {
      await at.calls.look(PARTITIONS);
      await at.calls.idle();
    });
  const answers = (at = world) => at.rules.done.filter(({ type }) => type.startsWith('call-'));
  const rows = () => acme(async () => (await engine.database.reader()).find(ProcessCallSchema));

  it('are made once, and the answer goes to the instance', async () => {
    const { instance } = await start();
    await look();
    await look();
    expect(world.connectors.asked).toEqual([
      { action: 'order-system/cancel', key: 'the-key', input: { order: '#W1' } },
    ]);
    expect(answers()).toEqual([{ type: 'call-succeeded', wait: 1, result: 'done' }]);
    expect((await acme(() => world.processes.status(instance))).state).toBe('completed');
  });

  it('are made outside of every transaction, and only after it is kept that they may have gone out', async () => {
    await start();
    let kept: unknown;
    world.connectors.answer = async () => {
      kept = (await rows())[0];
      await engine.database.transaction((tx) => tx.find(ProcessCallSchema));
      return 'done';
    };
    await look();
    expect(kept).toMatchObject({ idempotencyKey: 'the-key', claims: 1, claim: expect.any(String) });
    expect(answers()).toHaveLength(1);
  });

  it('that fail are answered with why, and made again when the engine says so, under the same key', async () => {
    await start({ start: [CALL], 1: [AGAIN] });
    world.connectors.answer = () => Promise.reject(new RangeError('out of order'));
    await look();
    expect(answers()).toMatchObject([
      {
        attempt: 1,
        failure: { class: 'RangeError', message: 'out of order', retryable: true, stack: expect.any(String) },
      },
    ]);
    await look();
    expect(world.connectors.asked).toHaveLength(1);
    clock.set(AGAIN.notBefore);
    await look();
    expect(world.connectors.asked.map(({ key }) => key)).toEqual(['the-key', 'the-key']);
    expect(answers().at(-1)).toMatchObject({ attempt: 2 });
  });

  it('that take too long have failed', async () => {
    await start();
    world.connectors.answer = () => new Promise(() => undefined);
    await look();
    expect(answers()).toMatchObject([{ type: 'call-failed', attempt: 1, failure: { retryable: true } }]);
  });

  it('that are refused are not worth trying again', async () => {
    await start({ start: [{ ...CALL, input: {} }] });
    await look();
    expect(answers()).toMatchObject([{ failure: { class: 'CallRefused', retryable: false } }]);
    expect(world.connectors.asked).toHaveLength(0);
  });

  it('with an answer too large to keep are poison', async () => {
    await start();
    world.connectors.answer = () => Promise.resolve('x'.repeat(300_000));
    await look();
    expect(answers()).toMatchObject([{ failure: { class: 'AnswerTooLarge', poison: true } }]);
  });

  it('of a process that was killed are made again when its claim has run out, under the same key', async () => {
    const dead = new ProcessWorld(engine.another(), clock);
    await start();
    await acme(() => dead.claims.take(ProcessCallSchema, { partitions: PARTITIONS, most: 100, forMs: CLAIM_MS }));
    await look();
    expect(world.connectors.asked).toHaveLength(0);
    clock.advance(CLAIM_MS);
    await look();
    expect(world.connectors.asked.map(({ key }) => key)).toEqual(['the-key']);
    expect(answers()).toHaveLength(1);
  });

  it('that kill every process that makes them are poison', async () => {
    await start();
    for (let death = 0; death < 3; death++) {
      await acme(() => world.claims.take(ProcessCallSchema, { partitions: PARTITIONS, most: 100, forMs: CLAIM_MS }));
      clock.advance(CLAIM_MS);
    }
    await look();
    expect(world.connectors.asked).toHaveLength(0);
    expect(answers()).toMatchObject([{ failure: { class: 'LeaseLost', poison: true } }]);
  });

  it('answered by a process that lost its claim do not count', async () => {
    const slow = new ProcessWorld(engine.another(), clock);
    await start();
    const asked = Promise.withResolvers<void>();
    const answer = Promise.withResolvers<string>();
    slow.connectors.answer = () => {
      asked.resolve();
      return answer.promise;
    };
    await acme(() => slow.calls.look(PARTITIONS));
    await asked.promise;
    clock.advance(CLAIM_MS);
    await look();
    answer.resolve('too late');
    await slow.calls.idle();
    expect([answers(), answers(slow)].map(({ length }) => length)).toEqual([1, 0]);
  });

  it('are not made when nobody waits for them any more', async () => {
    const task = { type: 'open-task', id: 2, input: {} } as const;
    const { instance } = await start({ start: [CALL, task], 2: [{ ...CLOSED, answered: false }] });
    await acme(() => world.processes.completeTask(`${instance}-done`, { instance, wait: 2, result: {}, by: 'mia' }));
    await look();
    expect(world.connectors.asked).toHaveLength(0);
  });
});
