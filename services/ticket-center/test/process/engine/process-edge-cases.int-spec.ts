import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { newId } from '#libs/kernel/id';
import { runAsTenant } from '#libs/persistence/tenant/tenant-context';
import type { Command } from '#libs/process-engine/commands';
import type { ProcessRecord } from '#libs/process-engine/records';
import type { Snapshot, Wait } from '#libs/process-engine/snapshot';
import type { Variables } from '#libs/process-engine/variables';
import { onEachEngine, type Engine } from '#libs/testing/engines';
import { FakeClock } from '#libs/testing/fake-clock';
import { ProcessInstanceSchema } from '../../../src/process/schema/process-instance.schema.js';
import { ProcessRecordSchema } from '../../../src/process/schema/process-record.schema.js';
import { ProcessTimerSchema } from '../../../src/process/schema/process-timer.schema.js';
import { childIdOf } from '../../../src/process/run/digest.js';
import { engineWorld } from './engine-world.js';
import { PARTITIONS, processDatabase, StubConnectors, TENANTS } from './process-world.js';

const START_VARIABLE = '<sb:startVariable name="amount" type="number"/>';
const timer = (kind: string, text: string) => `<timerEventDefinition><${kind}>${text}</${kind}></timerEventDefinition>`;
const flows = (...pairs: [string, string][]) =>
  pairs.map(([from, to]) => `<sequenceFlow id="${from}-${to}" sourceRef="${from}" targetRef="${to}"/>`).join('');
const processOf = (id: string, content: string) =>
  `<process id="${id}" isExecutable="true"><extensionElements>${START_VARIABLE}</extensionElements>
  <startEvent id="${id}_start"/>${content}</process>`;
const FILE = `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:sb="urn:switchboard:bpmn:1"
  targetNamespace="urn:test">
${processOf(
  'limited',
  `<userTask id="look"/><endEvent id="done"/><endEvent id="escalated"/>
  <boundaryEvent id="late" attachedToRef="look">${timer('timeDuration', 'PT1H')}</boundaryEvent>
  ${flows(['limited_start', 'look'], ['look', 'done'], ['late', 'escalated'])}`,
)}
${processOf(
  'reminded',
  `<userTask id="answer"/><endEvent id="answered"/><endEvent id="sent"/>
  <boundaryEvent id="remind" attachedToRef="answer" cancelActivity="false">${timer('timeCycle', 'R/PT1H')}</boundaryEvent>
  ${flows(['reminded_start', 'answer'], ['answer', 'answered'], ['remind', 'sent'])}`,
)}
${processOf(
  'choosing',
  `<exclusiveGateway id="which"/><endEvent id="much"/>
  <sequenceFlow id="over" sourceRef="which" targetRef="much"><conditionExpression>amount &gt; 10</conditionExpression></sequenceFlow>
  ${flows(['choosing_start', 'which'])}`,
)}
${processOf(
  'endless',
  `<exclusiveGateway id="again"/><scriptTask id="turn" sb:resultVariable="turns"><script>1</script></scriptTask>
  ${flows(['endless_start', 'again'], ['again', 'turn'], ['turn', 'again'])}`,
)}
${processOf('calling', `<callActivity id="call" calledElement="called"/><endEvent id="over2"/>${flows(['calling_start', 'call'], ['call', 'over2'])}`)}
${processOf(
  'called',
  `<subProcess id="inner"><startEvent id="begin"/><serviceTask id="write"><extensionElements>
    <sb:call connector="orders"/><sb:input target="action" value="&quot;write&quot;"/></extensionElements></serviceTask>
    <endEvent id="written"/>${flows(['begin', 'write'], ['write', 'written'])}</subProcess><endEvent id="over3"/>
  ${flows(['called_start', 'inner'], ['inner', 'over3'])}`,
)}
</definitions>`;

onEachEngine('edge cases of running processes', (open) => {
  const OPERATOR = { operator: 'mia', reason: 'a test' };
  let engine: Engine;
  let clock: FakeClock;
  let connectors: StubConnectors;
  let world: Awaited<ReturnType<typeof engineWorld>>;
  let keys = 0;
  beforeAll(async () => {
    engine = await open(processDatabase, TENANTS);
  });
  beforeEach(async () => {
    clock = new FakeClock('2026-11-23T09:00:00Z');
    connectors = new StubConnectors(engine.database);
    world = await engineWorld(engine.database, clock, FILE, connectors);
    await acme(() => engine.database.transaction((tx) => tx.clear(ProcessTimerSchema)));
  });
  afterAll(() => engine.dispose());

  const acme = <T>(work: () => Promise<T>) => runAsTenant('acme', work);
  const start = (definition: string, variables: Variables = { amount: 1 }) =>
    acme(async () => {
      const instance = newId(new Date());
      const begin = { definition, binding: 1, businessKey: null, variables };
      await world.runtime.submit({ key: instance, instance, start: begin });
      await world.outgoing.idle();
      return instance;
    });
  const send = (instance: string, command: Exclude<Command, { type: 'start' }>) =>
    acme(() => world.runtime.submit({ key: `edge-${keys++}`, instance, command }));
  const rowOf = (id: string) =>
    acme(async () => (await engine.database.reader()).findOneByOrFail(ProcessInstanceSchema, { id }));
  const snapshotOf = async (instance: string): Promise<Snapshot> => (await rowOf(instance)).snapshot;
  const waitOf = async (instance: string, kind: Wait['kind']) =>
    Object.values((await snapshotOf(instance)).waits).find((wait) => wait.kind === kind)!;
  const recordsOf = (instance: string, type: ProcessRecord['type']) =>
    acme(async () => (await engine.database.reader()).findBy(ProcessRecordSchema, { instance, type }));
  const timers = (at = world) => acme(() => at.timers.look(PARTITIONS));

  it('boundary timer against completion: whoever commits first wins, the other is TOKEN_GONE and changes nothing', async () => {
    const instances = await Promise.all(Array.from({ length: 40 }, () => start('limited')));
    const tasks = await Promise.all(instances.map((instance) => waitOf(instance, 'task')));
    clock.advance({ hours: 1 });
    const complete = (instance: string, index: number) =>
      send(instance, { type: 'complete-task', wait: tasks[index]!.id, result: {}, by: 'mia' });
    await Promise.all([timers(), ...instances.map(complete)]);
    await timers();
    for (const instance of instances) {
      const ends = (await recordsOf(instance, 'element-left')).filter(({ node }) => /done|escalated/.test(node!));
      expect(ends).toHaveLength(1);
      const late = await recordsOf(instance, 'command-ignored');
      if (ends[0]!.node === 'escalated') expect(late).toHaveLength(1);
      for (const { body } of late) expect(body).toMatchObject({ reason: 'TOKEN_GONE' });
      expect(await snapshotOf(instance)).toMatchObject({ state: 'completed', waits: {} });
    }
    expect(await acme(async () => (await engine.database.reader()).count(ProcessTimerSchema))).toBe(0);
  });

  it('cancel with a called process: its sub-process ends first, an answer under way is a late result, again is no-op', async () => {
    const instance = await start('calling');
    const child = childIdOf(instance, (await waitOf(instance, 'child')).id);
    const asked = Promise.withResolvers<void>();
    const answer = Promise.withResolvers<string>();
    connectors.answer = () => {
      asked.resolve();
      return answer.promise;
    };
    await acme(() => world.calls.look(PARTITIONS));
    await asked.promise;
    const { id: wait } = await waitOf(child, 'call');
    await send(instance, { type: 'cancel', ...OPERATOR });
    await acme(() => world.outgoing.idle());
    const terminated = (await recordsOf(child, 'element-terminated')).map(({ node }) => node);
    expect(terminated.indexOf('write')).toBeLessThan(terminated.indexOf('inner'));
    answer.resolve('too late');
    await acme(() => world.calls.idle());
    const late = await send(child, { type: 'call-succeeded', wait, result: 'too late' });
    expect(late).toMatchObject({ state: 'cancelled', ignored: 'LATE_RESULT' });
    expect(await send(instance, { type: 'cancel', ...OPERATOR })).toMatchObject({ ignored: 'NOTHING_TO_DO' });
    expect([(await rowOf(instance)).state, (await rowOf(child)).state]).toEqual(['cancelled', 'cancelled']);
  });

  it('a timer overdue after a restart fires once, and a cycle that missed turns catches up with one', async () => {
    const [limited, reminded] = [await start('limited'), await start('reminded')];
    clock.advance({ hours: 5, minutes: 30 });
    const again = await engineWorld(engine.another(), clock, FILE, connectors);
    await timers(again);
    await timers(again);
    expect((await rowOf(limited)).state).toBe('completed');
    expect((await recordsOf(reminded, 'element-left')).filter(({ node }) => node === 'sent')).toHaveLength(1);
    expect(await waitOf(reminded, 'timer')).toMatchObject({ due: '2026-11-23T15:00:00.000Z' });
  });

  it('a clock that is set back fires nothing a second time', async () => {
    const reminded = await start('reminded');
    clock.advance({ hours: 1 });
    await timers();
    clock.advance({ minutes: -30 });
    await timers();
    clock.advance({ minutes: 30 });
    await timers();
    expect((await recordsOf(reminded, 'element-left')).filter(({ node }) => node === 'sent')).toHaveLength(1);
  });

  it('a gateway without a true condition is an incident NO_FLOW, and goes on when a variable is right', async () => {
    const instance = await start('choosing', { amount: 5 });
    const [incident] = Object.values((await snapshotOf(instance)).incidents);
    expect(incident).toMatchObject({ code: 'NO_FLOW', node: 'which' });
    await send(instance, { type: 'retry', incident: incident!.id, variables: { amount: 11 }, ...OPERATOR });
    expect((await rowOf(instance)).state).toBe('completed');
  });

  it('a condition that gives nothing is an incident, not false', async () => {
    const instance = await start('choosing', { amount: null });
    expect(Object.values((await snapshotOf(instance)).incidents)).toMatchObject([
      { code: 'EXPRESSION', node: 'which' },
    ]);
  });

  it('an unbounded loop stops at STEP_LIMIT, its state saved, and keeps nobody from going on', async () => {
    const [endless, other] = await Promise.all([start('endless'), start('choosing', { amount: 11 })]);
    expect(Object.values((await snapshotOf(endless)).incidents)).toMatchObject([{ code: 'STEP_LIMIT' }]);
    expect((await rowOf(other)).state).toBe('completed');
    await send(endless, { type: 'cancel', ...OPERATOR });
    expect((await rowOf(endless)).state).toBe('cancelled');
  });
});
