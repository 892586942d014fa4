import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Database } from '#libs/persistence/database';
import { runAsTenant } from '#libs/persistence/tenant/tenant-context';
import type { Wait } from '#libs/process-engine/snapshot';
import type { ApiClient } from '#libs/testing/api-client';
import { eventually } from '#libs/testing/eventually';
import { startForTest, type ServiceInTest } from '#libs/testing/service-in-test';
import { StubRefusal, type StubService } from '#libs/testing/doubles/stub-service';
import { Processes } from '../../src/process/process.api.js';
import { ProcessIncidentSchema } from '../../src/process/schema/process-incident.schema.js';
import { ProcessInstanceSchema } from '../../src/process/schema/process-instance.schema.js';
import { ProcessRecordSchema } from '../../src/process/schema/process-record.schema.js';
import { ticketCenter } from '../../src/service.js';
import { published } from '../process-definition/processes-in-a-spec.js';

/** A person looks at an order, for a day at most; then it is cancelled, and waits to be paid back. */
const ORDER = `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:sb="urn:switchboard:bpmn:1"
  xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" targetNamespace="urn:test">
<message id="m" name="paid" sb:correlationKey="order"/>
<process id="order" name="Order" isExecutable="true">
  <extensionElements><sb:startVariable name="order"/></extensionElements>
  <startEvent id="start"/>
  <userTask id="look" name="Look"/>
  <boundaryEvent id="late" attachedToRef="look"><timerEventDefinition id="day">
    <timeDuration xsi:type="tFormalExpression">P1D</timeDuration>
  </timerEventDefinition></boundaryEvent>
  <serviceTask id="cancel" name="Cancel"><extensionElements>
    <sb:call connector="order-system" effect="write"><sb:retry attempts="2" backoff="PT10S"/></sb:call>
    <sb:input target="action" value="&quot;cancel&quot;"/><sb:input target="order" value="order"/>
    <sb:output target="answer" value="result"/>
  </extensionElements></serviceTask>
  <intermediateCatchEvent id="paid"><messageEventDefinition id="p" messageRef="m"/></intermediateCatchEvent>
  <endEvent id="end"/><endEvent id="escalated"/>
  <sequenceFlow id="f1" sourceRef="start" targetRef="look"/>
  <sequenceFlow id="f2" sourceRef="look" targetRef="cancel"/>
  <sequenceFlow id="f3" sourceRef="cancel" targetRef="paid"/>
  <sequenceFlow id="f4" sourceRef="paid" targetRef="end"/>
  <sequenceFlow id="f5" sourceRef="late" targetRef="escalated"/>
</process></definitions>`;

describe('a process that runs', () => {
  let service: ServiceInTest;
  let orders: StubService;
  let mia: ApiClient;
  let processes: Processes;
  let runs = 0;

  beforeAll(async () => {
    service = await startForTest(ticketCenter);
    await service.openLoopback();
    orders = await service.remote('order-system');
    mia = await service.as('*');
    await mia.put('/api/v1/connectors/order-system', { baseUrl: orders.url, timeoutMs: 5_000 });
    expect(await published(mia, ORDER)).toMatchObject({ status: 200 });
    processes = service.running.app.get(Processes);
  });
  afterAll(() => service.stop());
  beforeEach(() => {
    orders.answers('POST', '/actions/cancel', () => ({ result: 'cancelled' }));
  });

  const acme = <T>(work: () => Promise<T>) => runAsTenant('acme', work);
  const reader = () => service.running.app.get(Database).reader();
  const start = (order: string) =>
    acme(async () => (await processes.start(`run-${runs++}`, { definition: 'order', variables: { order } })).instance);
  const snapshotOf = (id: string) =>
    acme(async () => (await (await reader()).findOneByOrFail(ProcessInstanceSchema, { id })).snapshot);
  const waitsOf = async (id: string): Promise<Wait[]> => Object.values((await snapshotOf(id)).waits);
  const look = async (instance: string) => {
    const task = (await waitsOf(instance)).find(({ kind }) => kind === 'task')!;
    const done = { instance, wait: task.id, result: {}, by: 'mia' };
    await acme(() => processes.completeTask(`look-${instance}`, done));
    return done;
  };
  const waitingFor = (instance: string, kind: Wait['kind']) =>
    eventually(`it waits for a ${kind}`, async () => (await waitsOf(instance)).some((wait) => wait.kind === kind), {
      every: 10,
    });
  const ended = (instance: string) =>
    eventually('it has ended', async () => (await snapshotOf(instance)).state === 'completed', { every: 10 });
  /** Only for this one: the calls of other orders may still be under way. */
  const askedFor = (order: string) => orders.asked.filter(({ body }) => (body as { order?: string }).order === order);
  const nodesLeft = (instance: string) =>
    acme(async () => {
      const where = { instance, type: 'element-left' } as const;
      const left = await (await reader()).find(ProcessRecordSchema, { where, order: { seq: 'ASC' } });
      return left.map(({ node }) => node);
    });

  it('goes from a person to a system to a message to its end, and all of it is on record', async () => {
    const instance = await start('W1');
    await look(instance);
    await waitingFor(instance, 'message');
    expect(askedFor('W1')).toHaveLength(1);
    const message = { name: 'paid', correlationKey: 'W1', variables: { amount: 7 }, keepMs: 0 };
    await acme(() => processes.correlate('paid-W1', message));
    await ended(instance);
    expect(await nodesLeft(instance)).toEqual(expect.arrayContaining(['start', 'look', 'cancel', 'paid', 'end']));
    const status = await acme(() => processes.status(instance));
    expect(status).toMatchObject({ state: 'completed', definition: { id: 'order', version: 1 } });
  });

  it('lets nobody complete a task twice', async () => {
    const instance = await start('W2');
    const done = await look(instance);
    await expect(acme(() => processes.completeTask('again', done))).rejects.toMatchObject({ code: 'TASK_DONE' });
  });

  it('goes on when its time has come', async () => {
    const instance = await start('W3');
    service.clock.advance({ days: 1 });
    await ended(instance);
    expect(await nodesLeft(instance)).toContain('escalated');
  });

  it('tries a call again under the same key, and stops with an incident when that does not help', async () => {
    orders.answers('POST', '/actions/cancel', () => {
      throw new StubRefusal(503);
    });
    const instance = await start('W4');
    await look(instance);
    await eventually('it was asked', () => askedFor('W4').length > 0, { every: 10 });
    const incidents = () => acme(async () => (await reader()).findBy(ProcessIncidentSchema, { instance }));
    await eventually('an incident is raised', async () => {
      service.clock.advance({ seconds: 10 });
      return (await incidents()).length === 1;
    });
    expect(await incidents()).toMatchObject([{ code: 'CALL_FAILED', node: 'cancel' }]);
    expect(askedFor('W4')).toHaveLength(2);
    expect(new Set(askedFor('W4').map(({ headers }) => headers['idempotency-key'])).size).toBe(1);
  });

  it('is cancelled, and nobody waits any more', async () => {
    const instance = await start('W5');
    await acme(() => processes.cancel('cancel-W5', instance, { operator: 'mia', reason: 'a test' }));
    expect(await snapshotOf(instance)).toMatchObject({ state: 'cancelled', waits: {} });
  });
});
