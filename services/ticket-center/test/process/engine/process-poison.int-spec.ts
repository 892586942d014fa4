import type { ServerResponse } from 'node:http';
import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { HttpCaller, MOST_BYTES } from '#libs/discovery/calls/http-caller';
import { fixed } from '#libs/discovery/config/live-value';
import { ResilienceSettings, type ResilienceListener } from '#libs/discovery/resilience/resilience';
import { ServiceClient } from '#libs/discovery/calls/service-client';
import { TargetPolicies } from '#libs/discovery/resilience/target-policies';
import { newId } from '#libs/kernel/id';
import { runAsTenant } from '#libs/persistence/tenant/tenant-context';
import type { Json } from '#libs/process-engine/model/expression';
import { onEachEngine, type Engine } from '#libs/testing/engines';
import { eventually } from '#libs/testing/eventually';
import { FakeClock } from '#libs/testing/fake-clock';
import { OpenedNetworks, OutsideAddresses } from '#libs/web/outside/outside-address';
import { OutsideConnections } from '#libs/web/outside/outside-connections';
import { withServiceTables } from '#libs/web/platform/service-schema';
import { Connectors, type Performed } from '../../../src/connector/connector.api.js';
import { ConnectorSchema } from '../../../src/connector/connector.schema.js';
import { ProcessCallSchema } from '../../../src/process/schema/process-call.schema.js';
import { ProcessIncidentSchema } from '../../../src/process/schema/process-incident.schema.js';
import { ProcessInstanceSchema } from '../../../src/process/schema/process-instance.schema.js';
import { ProcessRecordSchema } from '../../../src/process/schema/process-record.schema.js';
import { ticketCenter } from '../../../src/service.js';
import { engineWorld } from './engine-world.js';
import { answer, OddSystem, works } from './odd-system.js';
import { PARTITIONS, TENANTS } from './process-world.js';

/** Asks a system for whatever it is told to. */
const ASKING = `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:sb="urn:switchboard:bpmn:1"
  targetNamespace="urn:test"><process id="asking" isExecutable="true">
  <extensionElements><sb:startVariable name="what" type="string" required="true"/>
    <sb:startVariable name="other" type="boolean" required="true"/></extensionElements>
  <startEvent id="start"/><exclusiveGateway id="which" default="ours"/>
  <serviceTask id="ask"><extensionElements>
    <sb:call connector="orders" timeout="PT2S"><sb:retry attempts="3" backoff="PT10S" factor="3"/></sb:call>
    <sb:input target="action" value="what"/><sb:output target="answer" value="result"/>
  </extensionElements></serviceTask>
  <serviceTask id="elsewhere"><extensionElements>
    <sb:call connector="other"/><sb:input target="action" value="what"/><sb:output target="answer" value="result"/>
  </extensionElements></serviceTask>
  <endEvent id="end"/><endEvent id="over"/>
  <sequenceFlow id="f1" sourceRef="start" targetRef="which"/>
  <sequenceFlow id="ours" sourceRef="which" targetRef="ask"/>
  <sequenceFlow id="f2" sourceRef="which" targetRef="elsewhere"><conditionExpression>other</conditionExpression></sequenceFlow>
  <sequenceFlow id="f3" sourceRef="ask" targetRef="end"/>
  <sequenceFlow id="f4" sourceRef="elsewhere" targetRef="over"/>
</process></definitions>`;
const OPENED = OpenedNetworks.parse({ everyone: ['127.0.0.1/32'] });
const CLAIM_MS = 120_000;
/** Other work on the machine says nothing here. */
const PATIENTLY = { within: 25_000, every: 20 };
const FIVE_MB = 'x'.repeat(5 * 1024 * 1024);
const unheard: ResilienceListener = {
  breakerChanged: () => {},
  bulkheadFull: () => {},
  retried: () => {},
  retryBudgetSpent: () => {},
};

/** A process that dies of some calls, and with it all that are under way. */
class Fatal extends Connectors {
  readonly asked: string[] = [];
  #dead = false;

  constructor() {
    super(undefined as never, undefined as never, undefined as never, undefined as never, undefined as never);
  }

  override async perform(_name: string, action: string): Promise<Performed> {
    this.asked.push(action);
    this.#dead ||= action === 'crash';
    await new Promise(setImmediate);
    return this.#dead ? new Promise(() => undefined) : { refused: false, result: 'done' };
  }
}

onEachEngine('poison service tasks', (open) => {
  let engine: Engine;
  let clock: FakeClock;
  let system: OddSystem;
  let caller: HttpCaller;
  let world: Awaited<ReturnType<typeof engineWorld>>;
  beforeAll(async () => {
    engine = await open(withServiceTables(ticketCenter.database), TENANTS);
    system = new OddSystem();
    await system.start();
    const systems = ['orders', 'other'].map((name) => ({ name, baseUrl: system.url, timeoutMs: 60_000, version: 1 }));
    await acme(() => engine.database.transaction((tx) => tx.insert(ConnectorSchema, systems)));
  });
  beforeEach(async () => {
    clock = new FakeClock('2026-11-23T09:00:00Z');
    system.asked.length = 0;
    system.most = 0;
    system.behaviours.clear();
    const lenient = { volume: 30, windowMs: 1_000 };
    const settings = ResilienceSettings.parse({ byDefault: { breaker: lenient } });
    const outside = new OutsideConnections(new OutsideAddresses(fixed(OPENED)));
    caller = new HttpCaller(new TargetPolicies(fixed(settings), unheard, clock), (url) =>
      outside.to(url, 'system', MOST_BYTES),
    );
    const client = new ServiceClient(caller, undefined as never, undefined as never, clock);
    world = await worldOf(
      new Connectors(
        engine.database,
        client,
        { actions: () => undefined } as never,
        undefined as never,
        undefined as never,
      ),
    );
    await acme(() => engine.database.transaction((tx) => tx.clear(ProcessCallSchema)));
  });
  afterAll(async () => {
    system.stop();
    await engine.dispose();
  });

  const acme = <T>(work: () => Promise<T>) => runAsTenant('acme', work);
  const worldOf = (connectors: Connectors) => engineWorld(engine.another(), clock, ASKING, connectors);
  const start = (what: string, other = false) =>
    acme(async () => {
      const instance = newId(new Date());
      const begin = { definition: 'asking', binding: 1, businessKey: null, variables: { what, other } };
      await world.runtime.submit({ key: instance, instance, start: begin });
      return instance;
    });
  const many = (count: number, what: string, other = false) =>
    Promise.all(Array.from({ length: count }, () => start(what, other)));
  const look = (at = world) => acme(() => at.calls.look(PARTITIONS));
  const settled = async () => {
    await look();
    await acme(() => world.calls.idle());
  };
  const stateOf = async (instance: string) =>
    (await acme(async () => (await engine.database.reader()).findOneByOrFail(ProcessInstanceSchema, { id: instance })))
      .state;
  const areDone = async (instances: readonly string[]) =>
    (await Promise.all(instances.map(stateOf))).every((state) => state === 'completed');
  const incidentsOf = (instance: string) =>
    acme(async () => (await engine.database.reader()).findBy(ProcessIncidentSchema, { instance }));
  const failuresOf = (instance: string) =>
    acme(async () => {
      const where = { instance, type: 'call-attempt-failed' } as const;
      const records = await (
        await engine.database.reader()
      ).find(ProcessRecordSchema, { where, order: { seq: 'ASC' } });
      return records.map(({ body }) => (body as { failure: Record<string, Json> }).failure);
    });
  const snapshotOf = async (instance: string) =>
    JSON.stringify(
      (
        await acme(async () =>
          (await engine.database.reader()).findOneByOrFail(ProcessInstanceSchema, { id: instance }),
        )
      ).snapshot,
    );

  it('deterministic throw: tried as often as the policy says, each wait longer, under one key; then an incident', async () => {
    system.behaviours.set('throw', (response) => answer(response, 500, '{"code":"broken","detail":"as always"}'));
    const [poison, others] = [await start('throw'), await many(3, 'work')];
    await settled();
    clock.advance({ seconds: 10 });
    await settled();
    clock.advance({ seconds: 29 });
    await settled();
    expect(await incidentsOf(poison)).toEqual([]);
    clock.advance({ seconds: 1 });
    await settled();
    expect(await incidentsOf(poison)).toMatchObject([{ code: 'CALL_FAILED', node: 'ask' }]);
    const keys = system.asked.filter(({ action }) => action === 'throw').map(({ key }) => key);
    expect([keys.length, new Set(keys).size]).toEqual([3, 1]);
    expect(await areDone(others)).toBe(true);
  });

  it('hang: ended by its hard timeout', async () => {
    system.behaviours.set('hang', () => {});
    const poison = await start('hang');
    await settled();
    expect(await failuresOf(poison)).toMatchObject([{ class: 'CallTimedOut', retryable: true }]);
    expect(await incidentsOf(poison)).toEqual([]);
  });

  it('hang: meanwhile only so many calls go to the system that hangs, and those of others go on', async () => {
    const held: ServerResponse[] = [];
    system.behaviours.set('hang', (response) => held.push(response));
    const [hanging, others] = [await many(60, 'hang', true), await many(40, 'work')];
    await look();
    await eventually('the others are done', () => areDone(others), PATIENTLY);
    expect(held).toHaveLength(25);
    expect(system.most).toBeLessThanOrEqual(50);
    system.behaviours.clear();
    held.forEach(works);
    await acme(() => world.calls.idle());
    expect(await areDone(hanging)).toBe(true);
  }, 60_000);

  it('5 MB reply: an incident POISON at once, and none of it is kept; nor of a 5 MB refusal more than can be read', async () => {
    system.behaviours.set('much', (response) => answer(response, 200, JSON.stringify({ result: FIVE_MB })));
    system.behaviours.set('refuse', (response) =>
      answer(response, 500, JSON.stringify({ code: 'broken', detail: FIVE_MB })),
    );
    const [poison, refused, others] = [await start('much'), await start('refuse'), await many(5, 'work')];
    await settled();
    expect(await incidentsOf(poison)).toMatchObject([{ code: 'POISON', message: expect.stringContaining('5242882') }]);
    expect((await snapshotOf(poison)).length).toBeLessThan(8_000);
    const [failure] = await failuresOf(refused);
    expect((failure!.message as string).length).toBe(2_000);
    expect(await areDone(others)).toBe(true);
  });

  it('non-JSON: not what was agreed, so tried again and then an incident; what it says is not kept', async () => {
    system.behaviours.set('page', (response) => answer(response, 200, '<html>welcome, Ann</html>', 'text/html'));
    const poison = await start('page');
    for (const seconds of [0, 10, 30]) {
      clock.advance({ seconds });
      await settled();
    }
    expect(await incidentsOf(poison)).toMatchObject([
      { code: 'CALL_FAILED', message: expect.stringContaining('UnexpectedAnswer') },
    ]);
    expect(JSON.stringify(await failuresOf(poison))).not.toContain('Ann');
  });

  it('crash of the worker: after three lost leases an incident POISON; what died with it comes to its end', async () => {
    const innocent = [...(await many(4, 'work')), ...(await many(2, 'work', true))];
    const poison = await start('crash');
    innocent.push(...(await many(4, 'work')));
    const worlds: Fatal[] = [];
    for (let life = 0; life < 5; life++) {
      worlds.push(new Fatal());
      const mortal = await worldOf(worlds.at(-1)!);
      await look(mortal);
      const turns = async () => (await areDone(innocent)) || worlds.at(-1)!.asked.includes('crash');
      await eventually('it died, or is done', turns, PATIENTLY);
      clock.advance(CLAIM_MS);
    }
    await eventually('it is quarantined', async () => (await incidentsOf(poison)).length === 1);
    expect(await incidentsOf(poison)).toMatchObject([
      { code: 'POISON', message: expect.stringContaining('LeaseLost') },
    ]);
    await eventually('the others are done', () => areDone(innocent), PATIENTLY);
    expect(worlds.flatMap(({ asked }) => asked).filter((action) => action === 'crash')).toHaveLength(3);
  });

  it('of a system that fails all the time are not made any more: its breaker is open, and that of others is not', async () => {
    system.behaviours.set('throw', (response) => answer(response, 500, '{}'));
    await many(100, 'throw');
    await settled();
    expect(system.asked.length).toBeLessThan(100);
    const other = await many(3, 'work', true);
    await settled();
    expect(await areDone(other)).toBe(true);
  });
});
