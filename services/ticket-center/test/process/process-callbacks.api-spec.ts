import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Database } from '#libs/persistence/database';
import { runAsTenant } from '#libs/persistence/tenant/tenant-context';
import type { ProcessRecord } from '#libs/process-engine/records';
import type { Wait } from '#libs/process-engine/snapshot';
import type { ApiClient } from '#libs/testing/api-client';
import { eventually } from '#libs/testing/eventually';
import { startForTest, type ServiceInTest } from '#libs/testing/service-in-test';
import { StubRefusal, type StubService } from '#libs/testing/doubles/stub-service';
import { Processes } from '../../src/process/process.api.js';
import { ProcessCallSchema } from '../../src/process/schema/process-call.schema.js';
import { ProcessIncidentSchema } from '../../src/process/schema/process-incident.schema.js';
import { ProcessInstanceSchema } from '../../src/process/schema/process-instance.schema.js';
import { ProcessRecordSchema } from '../../src/process/schema/process-record.schema.js';
import { ticketCenter } from '../../src/service.js';
import { published } from '../process-definition/processes-in-a-spec.js';

/** Another system approves, within two days. */
const approval = (id: string, boundary = '') => `<definitions
  xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:sb="urn:switchboard:bpmn:1"
  xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" targetNamespace="urn:test">
<error id="e" errorCode="REJECTED"/>
<process id="${id}" name="${id}" isExecutable="true">
  <startEvent id="start"/>
  <serviceTask id="approve" name="Approve"><extensionElements>
    <sb:call connector="approvals" callback="PT48H"><sb:retry attempts="2" backoff="PT10S"/></sb:call>
    <sb:input target="action" value="&quot;ask&quot;"/><sb:input target="order" value="&quot;W1&quot;"/>
    <sb:output target="approved" value="result.approved"/>
  </extensionElements></serviceTask>
  <boundaryEvent id="rejected" attachedToRef="approve"><errorEventDefinition errorRef="e"/></boundaryEvent>
  ${boundary}
  <userTask id="read" name="Read"/><endEvent id="end"/><endEvent id="refused"/>
  <sequenceFlow id="f1" sourceRef="start" targetRef="approve"/>
  <sequenceFlow id="f2" sourceRef="approve" targetRef="read"/>
  <sequenceFlow id="f3" sourceRef="read" targetRef="end"/>
  <sequenceFlow id="f4" sourceRef="rejected" targetRef="refused"/>
</process></definitions>`;
/** After a day somebody asks by phone. */
const HURRY = `<boundaryEvent id="late" attachedToRef="approve"><timerEventDefinition id="day">
    <timeDuration xsi:type="tFormalExpression">P1D</timeDuration></timerEventDefinition></boundaryEvent>
  <userTask id="ask" name="Ask by phone"/><endEvent id="asked"/>
  <sequenceFlow id="f5" sourceRef="late" targetRef="ask"/><sequenceFlow id="f6" sourceRef="ask" targetRef="asked"/>`;

interface Asked {
  readonly callback: { readonly url: string; readonly until: string };
}

describe('a service task that is called back', () => {
  let service: ServiceInTest;
  let approvals: StubService;
  let processes: Processes;
  let runs = 0;

  beforeAll(async () => {
    service = await startForTest(ticketCenter, { tenants: ['acme', 'rival'] });
    await service.openLoopback();
    approvals = await service.remote('approvals');
    const mia = await service.as('*');
    await mia.put('/api/v1/connectors/approvals', { baseUrl: approvals.url, timeoutMs: 5_000 });
    expect(await published(mia, approval('approval'))).toMatchObject({ status: 200 });
    expect(await published(mia, approval('hurried', HURRY))).toMatchObject({ status: 200 });
    processes = service.running.app.get(Processes);
  });
  afterAll(() => service.stop());
  beforeEach(() => {
    approvals.asked.length = 0;
    approvals.answers('POST', '/actions/ask', () => ({}));
  });

  const acme = <T>(work: () => Promise<T>) => runAsTenant('acme', work);
  const reader = () => service.running.app.get(Database).reader();
  const start = (definition = 'approval') =>
    acme(async () => (await processes.start(`callback-${runs++}`, { definition, variables: {} })).instance);
  const snapshotOf = (id: string) =>
    acme(async () => (await (await reader()).findOneByOrFail(ProcessInstanceSchema, { id })).snapshot);
  const isAt = async (instance: string, node: string) =>
    Object.values((await snapshotOf(instance)).elements).some((element) => element.node === node);
  const comesTo = (instance: string, node: string) =>
    eventually(`it comes to ${node}`, () => isAt(instance, node), { every: 10 });
  const recordsOf = (instance: string, type: ProcessRecord['type']) =>
    acme(async () => (await reader()).findBy(ProcessRecordSchema, { instance, type }));
  const callOf = (instance: string) => acme(async () => (await reader()).findOneBy(ProcessCallSchema, { instance }));
  /** Where to call back, once the other side has been asked and it is kept that it will. */
  const handedOut = async (instance: string) => {
    await eventually(
      'the call was taken on',
      async () => (await callOf(instance))?.due.getTime() === until(await callOf(instance)),
      {
        every: 10,
      },
    );
    return new URL((approvals.asked.at(-1)!.body as Asked).callback.url);
  };
  const until = (call: { callbackUntil: Date | null } | null) => call?.callbackUntil?.getTime();
  /** As the gateway sends on who is not logged in. */
  const outside = (tenant = 'acme') => service.asCaller({ kind: 'service', tenant });
  const callBack = async (url: URL, body: object = { result: { approved: true } }, by?: ApiClient) =>
    (by ?? (await outside())).post<Record<string, unknown>>(url.pathname, body);

  it('hands out an address at the tenant’s own door, and waits', async () => {
    const instance = await start();
    const url = await handedOut(instance);
    expect(url.origin).toBe('https://acme.localhost');
    const { until } = (approvals.asked[0]!.body as Asked).callback;
    expect(until).toBe((await callOf(instance))!.callbackUntil!.toISOString());
    service.clock.advance({ hours: 47 });
    expect(await isAt(instance, 'approve')).toBe(true);
  });

  it('goes on with what it is brought', async () => {
    const instance = await start();
    const url = await handedOut(instance);
    expect(await callBack(url)).toMatchObject({ status: 200, body: { instance, record: expect.any(Number) } });
    await comesTo(instance, 'read');
    expect((await snapshotOf(instance)).elements[1]!.variables).toMatchObject({ approved: true });
    expect(await callOf(instance)).toBeNull();
  });

  it('goes the way of the error it is told', async () => {
    const instance = await start();
    const error = { code: 'REJECTED', message: 'over the limit' };
    expect(await callBack(await handedOut(instance), { error })).toMatchObject({ status: 200 });
    expect((await snapshotOf(instance)).state).toBe('completed');
    expect(await recordsOf(instance, 'event-thrown')).toMatchObject([{ body: { event: error, caughtBy: 'rejected' } }]);
  });

  it('duplicated callback: the first answer again with 200, no second row; something else is refused with 422', async () => {
    const instance = await start();
    const url = await handedOut(instance);
    const first = await callBack(url);
    const { seq } = await snapshotOf(instance);
    expect(await callBack(url)).toMatchObject({ status: 200, body: first.body });
    const others = [{ result: { approved: false } }, { error: { code: 'REJECTED' } }];
    for (const other of others)
      expect(await callBack(url, other)).toMatchObject({ status: 422, body: { code: 'process-command-key-reused' } });
    expect((await snapshotOf(instance)).seq).toBe(seq);
  });

  it('takes one of many that come at once', async () => {
    const url = await handedOut(await start());
    const bodies = Array.from({ length: 8 }, (_, index) => ({ result: { approved: index % 2 === 0 } }));
    const answers = await Promise.all(bodies.map((body) => callBack(url, body)));
    const statuses = answers.map(({ status }) => status).sort();
    expect(statuses).toEqual([200, 200, 200, 200, 422, 422, 422, 422]);
  });

  it('takes what is brought before the call was even answered', async () => {
    const early = Promise.withResolvers<unknown>();
    approvals.answers('POST', '/actions/ask', async (body) => {
      early.resolve(await callBack(new URL((body as Asked).callback.url)));
      return {};
    });
    const instance = await start();
    expect(await early.promise).toMatchObject({ status: 200 });
    await comesTo(instance, 'read');
    expect(await callOf(instance)).toBeNull();
    expect(await recordsOf(instance, 'command-ignored')).toHaveLength(0);
  });

  it('asks again under the same key, with the same address, when the other side does not take it on', async () => {
    approvals.answers('POST', '/actions/ask', () => {
      throw new StubRefusal(503);
    });
    const instance = await start();
    await eventually('it failed', async () => (await recordsOf(instance, 'call-attempt-failed')).length === 1);
    approvals.answers('POST', '/actions/ask', () => ({}));
    service.clock.advance({ seconds: 10 });
    await handedOut(instance);
    const [first, second] = approvals.asked.map(({ body, headers }) => [body, headers['idempotency-key']]);
    expect(second).toEqual(first);
  });

  it('is an incident when nobody calls back in time; what comes then is 409 TOKEN_GONE, and recorded as late', async () => {
    const instance = await start();
    const url = await handedOut(instance);
    service.clock.advance({ hours: 48 });
    const incidents = () => acme(async () => (await reader()).findBy(ProcessIncidentSchema, { instance }));
    await eventually('an incident is raised', async () => (await incidents()).length === 1);
    expect(await incidents()).toMatchObject([
      { code: 'CALL_FAILED', message: expect.stringContaining('CallbackOverdue') },
    ]);
    for (let time = 0; time < 2; time++)
      expect(await callBack(url)).toMatchObject({ status: 409, body: { code: 'TOKEN_GONE' } });
    expect(await recordsOf(instance, 'command-ignored')).toMatchObject([{ body: { reason: 'LATE_RESULT' } }]);
  });

  it('is 409 TOKEN_GONE after a boundary event and after a cancel: recorded, and nothing is changed', async () => {
    const [hurried, cancelled] = [await start('hurried'), await start()];
    const left = new Map<string, URL>();
    for (const instance of [hurried, cancelled]) {
      await eventually(
        'taken on',
        async () => until(await callOf(instance)) === (await callOf(instance))?.due.getTime(),
      );
      const { key } = Object.values((await snapshotOf(instance)).waits).find(({ kind }) => kind === 'call') as Wait & {
        key: string;
      };
      const asked = approvals.asked.find(({ headers }) => headers['idempotency-key'] === key)!;
      left.set(instance, new URL((asked.body as Asked).callback.url));
    }
    service.clock.advance({ days: 1 });
    await comesTo(hurried, 'ask');
    await acme(() => processes.cancel(`cancel-${cancelled}`, cancelled, { operator: 'mia', reason: 'a test' }));
    for (const [instance, url] of left) {
      const before = await snapshotOf(instance);
      expect(await callBack(url)).toMatchObject({ status: 409, body: { code: 'TOKEN_GONE' } });
      expect(await recordsOf(instance, 'command-ignored')).toMatchObject([{ body: { reason: 'LATE_RESULT' } }]);
      expect(await snapshotOf(instance)).toEqual({ ...before, seq: before.seq + 1 });
    }
  });

  it('is refused with a clear problem: forged, of another tenant, expired, without a tenant', async () => {
    const instance = await start();
    const url = await handedOut(instance);
    const rival = await outside('rival');
    const forged = new URL(url.href.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A')));
    const invalid = { status: 403, body: { code: 'callback-token-invalid' } };
    expect(await callBack(forged)).toMatchObject(invalid);
    expect(await callBack(url, undefined, rival)).toMatchObject(invalid);
    expect(await callBack(url, undefined, service.anonymous())).toMatchObject({
      status: 400,
      body: { code: 'tenant-missing' },
    });
    service.clock.advance({ days: 9 });
    expect(await callBack(url)).toMatchObject({ status: 403, body: { code: 'callback-token-expired' } });
    expect(await recordsOf(instance, 'command-ignored')).toHaveLength(0);
  });

  it('is refused with what is no result, or a larger one than can be kept; the token stays good', async () => {
    const instance = await start();
    const url = await handedOut(instance);
    for (const body of [{}, { result: 1, error: { code: 'X' } }, { error: { code: '' } }, { approved: true }])
      expect(await callBack(url, body)).toMatchObject({ status: 422, body: { code: 'validation-failed' } });
    expect(await callBack(url, { result: 'x'.repeat(300_000) })).toMatchObject({
      status: 422,
      body: { code: 'callback-too-large' },
    });
    expect(await callBack(url)).toMatchObject({ status: 200 });
    await comesTo(instance, 'read');
  });

  it('keeps a result that comes while it is suspended until it goes on', async () => {
    const instance = await start();
    const url = await handedOut(instance);
    const mia = await service.as('*');
    const repair = (action: object) =>
      mia.post(`/api/v1/process-instances/${instance}/repairs`, { action, reason: 'a test' });
    expect(await repair({ type: 'suspend' })).toMatchObject({ status: 200 });
    expect(await callBack(url)).toMatchObject({ status: 200 });
    expect(await isAt(instance, 'approve')).toBe(true);
    expect(await repair({ type: 'resume' })).toMatchObject({ status: 200 });
    await comesTo(instance, 'read');
  });

  it('never writes its token down, not even when the other side repeats it in a failure', async () => {
    approvals.answers('POST', '/actions/ask', (body) => {
      throw new StubRefusal(500, { code: 'broken', detail: `cannot reach ${(body as Asked).callback.url}` });
    });
    const instance = await start();
    await eventually('it failed', async () => (await recordsOf(instance, 'call-attempt-failed')).length === 1);
    const token = (approvals.asked.at(-1)!.body as Asked).callback.url.split('/').at(-1)!;
    const kept = await acme(async () => {
      const db = await reader();
      // As programs read it: what is sealed is opened.
      return Promise.all(db.connection.entityMetadatas.map(({ target }) => db.find(target)));
    });
    expect(JSON.stringify(kept)).toContain('cannot reach https://acme.localhost');
    expect(JSON.stringify([kept, service.events()])).not.toContain(token);
  });
});
