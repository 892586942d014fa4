import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Database } from '#libs/persistence/database';
import { runAsTenant } from '#libs/persistence/tenant/tenant-context';
import type { Variables } from '#libs/process-engine/variables';
import type { ApiClient } from '#libs/testing/api-client';
import { eventually } from '#libs/testing/eventually';
import { startForTest, type ServiceInTest } from '#libs/testing/service-in-test';
import { StubRefusal } from '#libs/testing/doubles/stub-service';
import { Processes } from '../../src/process/process.api.js';
import type { WhatIfView } from '../../src/process/what-if/what-if.dto.js';
import { ticketCenter } from '../../src/service.js';
import { published, saved } from './processes-in-a-spec.js';

const file = (...processes: string[]) =>
  `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:sb="urn:switchboard:bpmn:1"
  xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" targetNamespace="urn:test">${processes.join('')}</definitions>`;

interface Refund {
  readonly look?: string;
  /** Characters of the scan. */
  readonly least: number;
  readonly caught?: string;
}

/** A long scan is looked at, then the bank pays. */
const refund = ({ look = 'look', least, caught = '' }: Refund) => `<process id="refund" isExecutable="true">
  <extensionElements><sb:startVariable name="scan"/></extensionElements>
  <startEvent id="start"/>
  <exclusiveGateway id="long" default="short"/>
  <userTask id="${look}"/>
  <serviceTask id="pay"><extensionElements>
    <sb:call connector="bank" effect="write"><sb:retry attempts="1"/></sb:call>
    <sb:input target="action" value="&quot;pay&quot;"/><sb:input target="scan" value="scan"/>
    <sb:output target="receipt" value="result"/>
  </extensionElements></serviceTask>
  <endEvent id="end"/>
  <sequenceFlow id="f1" sourceRef="start" targetRef="long"/>
  <sequenceFlow id="yes" sourceRef="long" targetRef="${look}">
    <conditionExpression xsi:type="tFormalExpression">string length(scan) &gt; ${least}</conditionExpression></sequenceFlow>
  <sequenceFlow id="short" sourceRef="long" targetRef="pay"/>
  <sequenceFlow id="f2" sourceRef="${look}" targetRef="pay"/>
  <sequenceFlow id="f3" sourceRef="pay" targetRef="end"/>${caught}</process>`;
const CAUGHT = `<boundaryEvent id="refused" attachedToRef="pay"><errorEventDefinition id="any"/></boundaryEvent>
  <userTask id="by-hand"/><sequenceFlow id="f4" sourceRef="refused" targetRef="by-hand"/>
  <sequenceFlow id="f5" sourceRef="by-hand" targetRef="end"/>`;

const parent = (after: string) => `<process id="parent" isExecutable="true"><startEvent id="ps"/>
  <callActivity id="call" calledElement="refund"/>${after}
  <sequenceFlow id="p1" sourceRef="ps" targetRef="call"/></process>`;

describe('what if', () => {
  let service: ServiceInTest;
  let mia: ApiClient;
  let processes: Processes;
  let runs = 0;

  const acme = <T>(task: () => Promise<T>) => runAsTenant('acme', task);
  const start = (definition: string, variables: Variables) =>
    acme(async () => (await processes.start(`run-${runs++}`, { definition, variables })).instance);
  const is = (id: string, wanted: object) =>
    eventually(`it is ${JSON.stringify(wanted)}`, async () =>
      expect((await mia.get(`/api/v1/process-instances/${id}`)).body).toMatchObject(wanted),
    );
  const tried = async (bpmn: string, body: object = {}) => {
    const { id } = (await saved(mia, bpmn)).body;
    return mia.post<WhatIfView>(`/api/v1/process-drafts/${id}/what-if`, body);
  };
  const of = async (bpmn: string, body: object = {}) => (await tried(bpmn, body)).body;
  const rows = () =>
    acme(async () => {
      const reader = await service.running.app.get(Database).reader();
      const tables = ['process_instance', 'process_record', 'process_call', 'process_timer', 'process_command'];
      return Promise.all(tables.map((table) => reader.query(`SELECT COUNT(*) AS n FROM ${table}`)));
    });

  let short: string;
  let long: string;
  let poor: string;

  beforeAll(async () => {
    service = await startForTest(ticketCenter);
    await service.openLoopback();
    const bank = await service.remote('bank');
    bank.answers('POST', '/actions/pay', (body) => {
      if ((body as { scan: string }).scan === 'poor') throw new StubRefusal(409, { code: 'no-money' });
      return { result: 'R7' };
    });
    mia = await service.as('process:*', 'connector:*', 'work-item:*');
    await mia.put('/api/v1/connectors/bank', { baseUrl: bank.url });
    expect(await published(mia, file(refund({ least: 100 })))).toMatchObject({ status: 200 });
    processes = service.running.app.get(Processes);
    short = await start('refund', { scan: 'x' });
    long = await start('refund', { scan: 'y'.repeat(20_000) });
    poor = await start('refund', { scan: 'poor' });
    await is(short, { state: 'completed' });
    await is(poor, { incidents: [{ code: 'CALL_FAILED' }] });
    const task = await eventually('it waits', async () => {
      const { body } = await mia.get<{ waits: { id: number }[] }>(`/api/v1/process-instances/${long}`);
      return body.waits[0] ?? false;
    });
    await acme(() => processes.completeTask('done', { instance: long, wait: task.id, result: {}, by: 'ann' }));
    await is(long, { state: 'completed' });
  });
  afterAll(() => service.stop());

  it('nothing were changed: all goes the same way, also by values that are kept beside the records', async () => {
    const view = await of(file(refund({ least: 100 })));
    expect(view).toMatchObject({
      process: 'refund',
      base: 1,
      instances: 3,
      unchanged: 3,
      changed: 0,
      stuck: 0,
      failing: 0,
    });
    // Those that have ended first, then the newest.
    expect(view.items.map(({ instance }) => instance)).toEqual([long, short, poor]);
    expect(view.nodes.every(({ before, after }) => before === after)).toBe(true);
  });

  it('scans had to be longer: nobody would have looked at this one', async () => {
    const view = await of(file(refund({ least: 30_000 })));
    expect(view).toMatchObject({ unchanged: 2, changed: 1 });
    expect(view.items[0]).toEqual({
      instance: long,
      verdict: 'changed',
      diverges: { node: 'long', from: 'look', to: 'pay' },
      outcome: { before: 'completed', after: 'completed' },
      incidents: { raised: [], gone: [] },
      unused: [{ node: 'look', kind: 'task', times: 1, exists: true }],
      unanswered: [],
      refused: null,
    });
    expect(view.nodes).toContainEqual({ id: 'look', before: 1, after: 0 });
    expect(view.flows).toContainEqual({ id: 'short', before: 2, after: 3 });
  });

  it('the task had another name: what was done there is of no use', async () => {
    const view = await of(file(refund({ look: 'check', least: 100 })));
    expect(view).toMatchObject({ stuck: 1, unchanged: 2 });
    expect(view.items[0]).toMatchObject({
      unused: [
        { node: 'look', kind: 'task', exists: false },
        { node: 'pay', kind: 'call', exists: true },
      ],
      unanswered: [{ node: 'check', kind: 'task', times: 1 }],
    });
  });

  it('a refusal were caught: an incident is gone', async () => {
    const view = await of(file(refund({ least: 100, caught: CAUGHT })), { from: '2020-01-01T00:00:00Z' });
    expect(view.items.find(({ instance }) => instance === poor)).toMatchObject({
      diverges: { node: 'pay', from: null, to: 'refused' },
      incidents: { raised: [], gone: [{ code: 'CALL_FAILED', node: 'pay', times: 1 }] },
      unanswered: [{ node: 'by-hand', kind: 'task' }],
    });
  });

  it('only some are asked for', async () => {
    const same = file(refund({ least: 100 }));
    expect((await of(same, { most: 1 })).items).toMatchObject([{ instance: long }]);
    expect(await of(same, { outcome: 'failed' })).toMatchObject({ instances: 0 });
    expect(await of(same, { to: '2020-01-01T00:00:00Z' })).toMatchObject({ instances: 0 });
    expect(await tried(same, { most: 501 })).toMatchObject({ status: 422 });
  });

  it('called processes are not run again: they give what they gave', async () => {
    await published(mia, file(parent('')));
    const id = await start('parent', { scan: 'z' });
    await is(id, { state: 'completed' });
    const checked = parent('<userTask id="check"/><sequenceFlow id="p2" sourceRef="call" targetRef="check"/>');
    expect(await of(file(parent('')))).toMatchObject({ instances: 1, unchanged: 1 });
    expect((await of(file(checked))).items).toMatchObject([
      { instance: id, verdict: 'stuck', diverges: { node: 'call', from: null, to: 'check' } },
    ]);
    const { id: both } = (await saved(mia, file(checked, refund({ least: 100 })))).body;
    const path = `/api/v1/process-drafts/${both}/what-if`;
    expect(await mia.post(path, {})).toMatchObject({ status: 422, body: { code: 'process-what-if-which-process' } });
    expect(await mia.post(path, { process: 'parent' })).toMatchObject({ status: 200, body: { stuck: 1 } });
  });

  it('one version had come before another', async () => {
    await published(mia, file(refund({ least: 30_000 })), { percent: 0 });
    const path = '/api/v1/process-definitions/refund/versions/2/what-if';
    expect((await mia.post<WhatIfView>(path, {})).body).toMatchObject({ base: 1, changed: 1 });
    expect((await mia.post<WhatIfView>(path, { version: 2 })).body).toMatchObject({ base: 2, instances: 0 });
    expect(await mia.post(path, { version: 9 })).toMatchObject({ status: 404 });
  });

  it('nothing is left behind, and nothing told of what was in the processes', async () => {
    const before = await rows();
    const view = await of(file(refund({ least: 30_000 })));
    expect(await rows()).toEqual(before);
    expect(JSON.stringify(view)).not.toMatch(/yyyy|R7|poor/);
  });

  it('the draft is wrong, it says so, and it is for those who design processes', async () => {
    const wrong = file(refund({ least: 100 }).replace('targetRef="end"', 'targetRef="nowhere"'));
    expect(await tried(wrong)).toMatchObject({ status: 422, body: { code: 'process-draft-has-errors' } });
    const reader = await service.as('process:read');
    expect(await reader.post('/api/v1/process-drafts/x/what-if', {})).toMatchObject({ status: 403 });
  });

  it('an instance ran on several versions, it is left out', async () => {
    const moving = await start('refund', { scan: 'w'.repeat(200) });
    const body = { to: 2, reason: 'newer', filter: { instances: [moving] } };
    expect(await mia.post('/api/v1/process-definitions/refund/migrations', body)).toMatchObject({ status: 200 });
    const path = '/api/v1/process-definitions/refund/versions/1/what-if';
    expect((await mia.post<WhatIfView>(path, { version: 2 })).body).toMatchObject({
      instances: 0,
      leftOut: { migrated: 1 },
    });
  });
});
