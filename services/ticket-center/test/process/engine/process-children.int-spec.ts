import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { runAsTenant } from '#libs/persistence/tenant/tenant-context';
import type { Json } from '#libs/process-engine/model/expression';
import { onEachEngine, type Engine } from '#libs/testing/engines';
import { FakeClock } from '#libs/testing/fake-clock';
import { ProcessInstanceSchema } from '../../../src/process/schema/process-instance.schema.js';
import { PARTITIONS, ProcessWorld, TENANTS, processDatabase } from './process-world.js';
import { scripted, type Script } from './scripted-rules.js';

const TASK = { type: 'open-task', id: 9, input: {} } as const;
const ended = (variables: Record<string, Json> = {}) =>
  ({ type: 'end-instance', outcome: 'completed', variables }) as const;
const call = (script: Partial<Script>, definition = 'script') =>
  ({ type: 'start-child', id: 1, definition, version: 'latest', variables: scripted(script) }) as const;
const STORED_MS = 30_000;

onEachEngine('processes that call others', (open) => {
  let engine: Engine;
  let clock: FakeClock;
  let world: ProcessWorld;
  let keys = 0;
  beforeAll(async () => {
    engine = await open(processDatabase, TENANTS);
  });
  beforeEach(() => {
    clock = new FakeClock('2026-11-23T09:00:00Z');
    world = new ProcessWorld(engine.database, clock);
  });
  afterAll(() => engine.dispose());

  const acme = <T>(work: () => Promise<T>) => runAsTenant('acme', work);
  const start = (script: Partial<Script>) =>
    acme(async () => {
      const variables = scripted(script);
      const started = await world.processes.start(`parent-${keys++}`, { definition: 'script', variables });
      await world.settled();
      return started.instance;
    });
  const childrenOf = (parentInstance: string) =>
    acme(async () => (await engine.database.reader()).findBy(ProcessInstanceSchema, { parentInstance }));
  const answers = () => world.rules.done.filter(({ type }) => type.startsWith('child-'));
  const cancel = (instance: string) =>
    acme(async () => {
      await world.processes.cancel(`cancel-${keys++}`, instance, { operator: 'mia', reason: 'a test' });
      await world.settled();
    });

  it('start an instance of their own, which knows where it comes from', async () => {
    const instance = await start({ start: [call({ start: [TASK] })] });
    expect(await childrenOf(instance)).toMatchObject([
      { parentInstance: instance, parentWait: 1, rootInstance: instance, state: 'active' },
    ]);
  });

  it('learn what it ended with', async () => {
    await start({ start: [call({ start: [ended({ price: 7 })] })] });
    expect(answers()).toEqual([
      { type: 'child-ended', wait: 1, result: { outcome: 'completed', variables: { price: 7 } } },
    ]);
  });

  it('learn its error', async () => {
    const failed = {
      type: 'end-instance',
      outcome: 'failed',
      variables: {},
      error: { code: 'E1', message: 'no' },
    } as const;
    await start({ start: [call({ start: [failed] })] });
    expect(answers()).toMatchObject([{ result: { outcome: 'failed', code: 'E1', message: 'no' } }]);
  });

  it('learn that it was cancelled', async () => {
    const instance = await start({ start: [call({ start: [TASK] })] });
    const [child] = await childrenOf(instance);
    await cancel(child!.id);
    expect(answers()).toMatchObject([{ result: { outcome: 'lost' } }]);
  });

  it('hear what it escalates', async () => {
    const parent = await start({ start: [call({ start: [TASK] })] });
    const [child] = await childrenOf(parent);
    const escalation = {
      type: 'escalate-to-parent',
      parent: { instance: parent, wait: 1 },
      code: 'SOS',
      variables: {},
    };
    const instance = await start({ start: [escalation as never] });
    expect(child!.id).not.toBe(instance);
    expect(answers()).toMatchObject([{ type: 'child-escalated', wait: 1, code: 'SOS' }]);
  });

  it('cancel it when it is no longer wanted', async () => {
    const cancelChild = { type: 'cancel-child', wait: 1, answered: false } as const;
    const instance = await start({ start: [call({ start: [TASK] }), TASK], 9: [cancelChild] });
    await acme(() => world.processes.completeTask(`done-${keys++}`, { instance, wait: 9, result: {}, by: 'mia' }));
    await acme(() => world.settled());
    expect(await childrenOf(instance)).toMatchObject([{ state: 'cancelled' }]);
  });

  it('cancel it in the order they asked, even when it was started in the same moment', async () => {
    const cancelChild = { type: 'cancel-child', wait: 1, answered: false } as const;
    const instance = await start({ start: [call({ start: [TASK] }), cancelChild] });
    expect(await childrenOf(instance)).toMatchObject([{ state: 'cancelled' }]);
  });

  it('whose process was killed before the child began have it started by another, once', async () => {
    world.outgoing.deliver = () => undefined;
    const instance = await start({ start: [call({ start: [TASK] })] });
    expect(await childrenOf(instance)).toEqual([]);
    const others = [1, 2].map(() => new ProcessWorld(engine.another(), clock));
    clock.advance(STORED_MS);
    await Promise.all(others.map((other) => acme(() => other.outgoing.look(PARTITIONS))));
    expect(await childrenOf(instance)).toHaveLength(1);
  });

  it('that call each other to some depth keep the root', async () => {
    const instance = await start({ start: [call({ start: [call({ start: [TASK] })] })] });
    const [child] = await childrenOf(instance);
    expect(await childrenOf(child!.id)).toMatchObject([{ rootInstance: instance }]);
  });

  it('learn that it could not be started', async () => {
    await start({ start: [call({}, 'unknown')] });
    expect(answers()).toMatchObject([{ result: { outcome: 'lost', message: 'There is no such process.' } }]);
  });
});
