import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { runAsTenant } from '#libs/persistence/tenant/tenant-context';
import type { Variables } from '#libs/process-engine/variables';
import type { ApiClient } from '#libs/testing/api-client';
import { eventually } from '#libs/testing/eventually';
import { startForTest, type ServiceInTest } from '#libs/testing/service-in-test';
import { StubRefusal, type StubService } from '#libs/testing/doubles/stub-service';
import { Processes } from '../../src/process/process.api.js';
import { StatisticFold } from '../../src/process/statistics/statistic-fold.js';
import { ticketCenter } from '../../src/service.js';
import { published } from '../process-definition/processes-in-a-spec.js';

/** Large amounts are looked at, then the bank pays. */
const REFUND = `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:sb="urn:switchboard:bpmn:1"
  xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" targetNamespace="urn:test">
<process id="refund" name="Refund" isExecutable="true">
  <extensionElements><sb:startVariable name="amount"/></extensionElements>
  <startEvent id="start" name="Money is wanted back"/>
  <exclusiveGateway id="large" name="Large?" default="small"/>
  <userTask id="look" name="Look at it"/>
  <serviceTask id="pay" name="Pay"><extensionElements>
    <sb:call connector="bank" effect="write"><sb:retry attempts="1"/></sb:call>
    <sb:input target="action" value="&quot;pay&quot;"/><sb:input target="amount" value="amount"/>
    <sb:output target="receipt" value="result"/>
  </extensionElements></serviceTask>
  <endEvent id="end"/>
  <sequenceFlow id="f1" sourceRef="start" targetRef="large"/>
  <sequenceFlow id="yes" name="yes" sourceRef="large" targetRef="look">
    <conditionExpression xsi:type="tFormalExpression">amount &gt; 100</conditionExpression></sequenceFlow>
  <sequenceFlow id="small" name="no" sourceRef="large" targetRef="pay"/>
  <sequenceFlow id="f2" sourceRef="look" targetRef="pay"/>
  <sequenceFlow id="f3" sourceRef="pay" targetRef="end"/>
</process></definitions>`;

interface Told {
  readonly type: string;
  readonly sentence: string;
  readonly body: Record<string, unknown>;
}

interface List<Item> {
  readonly items: Item[];
  readonly next: string | null;
}

describe('the record of a process', () => {
  let service: ServiceInTest;
  let bank: StubService;
  let mia: ApiClient;
  let processes: Processes;
  let runs = 0;

  beforeAll(async () => {
    service = await startForTest(ticketCenter);
    await service.openLoopback();
    bank = await service.remote('bank');
    bank.answers('POST', '/actions/pay', () => ({ result: { number: 'R7' } }));
    mia = await service.as('process:*', 'connector:*');
    await mia.put('/api/v1/connectors/bank', { baseUrl: bank.url });
    expect(await published(mia, REFUND)).toMatchObject({ status: 200 });
    processes = service.running.app.get(Processes);
  });
  afterAll(() => service.stop());

  const start = (amount: number, businessKey: string, more: Variables = {}) =>
    runAsTenant('acme', async () => {
      const given = { definition: 'refund', businessKey, variables: { amount, ...more } };
      return (await processes.start(`run-${runs++}`, given)).instance;
    });
  const read = async <Body>(path: string) => {
    const answer = await mia.get<Body>(`/api/v1/process-instances${path}`);
    expect(answer.status).toBe(200);
    return answer.body;
  };
  const is = (id: string, wanted: object) =>
    eventually(`it is ${JSON.stringify(wanted)}`, async () => expect(await read(`/${id}`)).toMatchObject(wanted));
  const timeline = async (id: string, query = '') =>
    (await read<List<Told>>(`/${id}/timeline?limit=200${query}`)).items;

  it('tells what happened in words, with all that was recorded', async () => {
    const id = await start(20, 'B1');
    await is(id, { state: 'completed', elements: [], waits: [] });
    const told = await timeline(id);
    const sentences = told.map(({ sentence }) => sentence);
    expect(sentences[0]).toBe('The process "Refund", version 1, began.');
    expect(sentences).toContain('"Money is wanted back" was completed.');
    expect(sentences).toContain('The way "no" from "Large?" to "Pay" was taken.');
    expect(sentences.at(-1)).toBe('The process ended.');
    expect(told.find(({ type }) => type === 'condition-evaluated')!.body).toMatchObject({
      text: 'amount > 100',
      operands: { amount: 20 },
      result: false,
    });
    expect(sentences).toContain('At "Large?" the condition amount > 100 does not hold: amount = 20.');
  });

  it('is read page by page, and by node or kind', async () => {
    const id = await start(20, 'B2');
    await is(id, { state: 'completed' });
    const whole = await timeline(id);
    const paged: Told[] = [];
    for (let next: string | null = ''; next !== null;) {
      const page: List<Told> = await read(`/${id}/timeline?limit=7${next && `&cursor=${next}`}`);
      paged.push(...page.items);
      next = page.next;
    }
    expect(paged).toEqual(whole);
    expect((await timeline(id, '&node=large')).every(({ type }) => /element|condition/.test(type))).toBe(true);
    expect(await timeline(id, '&type=element-left')).toHaveLength(5);
  });

  it('shows on a diagram where it has been, and where it stands', async () => {
    const id = await start(500, 'B3');
    await is(id, { state: 'active', waits: [{ kind: 'task', node: 'look', name: 'Look at it' }] });
    expect(await read(`/${id}/path`)).toMatchObject({
      nodes: [
        { node: 'refund', state: 'live' },
        { node: 'start', entered: 1, completed: 1, state: 'completed' },
        { node: 'large', state: 'completed' },
        { node: 'look', entered: 1, completed: 0, state: 'live' },
      ],
      flows: { f1: 1, yes: 1 },
    });
  });

  it('shows what stands still, and why', async () => {
    bank.answers('POST', '/actions/pay', () => {
      throw new StubRefusal(409, { code: 'no-money' });
    });
    const id = await start(20, 'B4');
    await is(id, { incidents: [{ code: 'CALL_FAILED', node: 'pay' }] });
    const failed = (await timeline(id)).find(({ type }) => type === 'call-attempt-failed')!;
    expect(failed.body).toMatchObject({ failure: { class: expect.any(String), stack: expect.any(String) } });
    const { items } = await read<List<{ id: string }>>('?withIncident=true');
    expect(items.map((item) => item.id)).toEqual([id]);
  });

  it('is found by definition, version, state and what it is about, newest first', async () => {
    const id = await start(500, 'B5');
    const ids = async (query: string) => (await read<List<{ id: string }>>(query)).items.map((item) => item.id);
    expect(await ids('?businessKey=B5')).toEqual([id]);
    expect((await ids('?definition=refund&version=1&state=active'))[0]).toBe(id);
    expect(await ids('?definition=refund&version=2')).toEqual([]);
    expect(await ids(`?root=${id}`)).toEqual([id]);
  });

  it('of all instances of a version shows where time goes, and where it fails', async () => {
    const heatMap = async (query = '') =>
      (
        await mia.get<{ instances: number; nodes: { node: string; entered: number; failures: number }[] }>(
          `/api/v1/process-definitions/refund/versions/1/heat-map${query}`,
        )
      ).body;
    const { items } = await read<List<object>>('?definition=refund&limit=200');
    const at = (map: Awaited<ReturnType<typeof heatMap>>, node: string) =>
      map.nodes.find((each) => each.node === node)!;
    const map = await heatMap();
    expect(map.instances).toBe(items.length);
    expect(at(map, 'large').entered).toBe(items.length);
    expect(at(map, 'look')).toMatchObject({ entered: 2, completed: 0, live: 2, duration: null });
    expect(at(map, 'pay')).toMatchObject({ failures: 2, live: 1, duration: { p50: expect.any(Number) } });
    await runAsTenant('acme', () => service.running.app.get(StatisticFold).fold(100));
    expect(await heatMap()).toEqual(map);
    expect(await heatMap('?from=2026-11-23&to=2026-11-24')).toEqual(map);
    expect(await heatMap('?from=2026-11-24')).toEqual({ instances: 0, nodes: [], flows: {} });
  });

  it('of a version are counted by the day they began', async () => {
    const { body } = await mia.get('/api/v1/process-definitions/refund/versions/1/day-statistics');
    expect(body).toMatchObject({ items: [{ day: '2026-11-23', started: 5, live: 3, completed: 2, failed: 0 }] });
  });

  it('names what is large, which is read by itself', async () => {
    const note = 'long '.repeat(2_000);
    const id = await start(500, 'B6', { note, short: 'short' });
    const written = (await timeline(id, '&type=element-entered'))[0]!.body;
    expect(written).toMatchObject({ variables: { amount: 500, short: 'short', note: { bytes: 10_002 } } });
    const { $ref } = (written.variables as { note: { $ref: string } }).note;
    expect(await read(`/${id}/payloads/${$ref}`)).toEqual({ sha256: $ref, bytes: 10_002, value: note });
    expect(await read(`/${id}`)).toMatchObject({ elements: [{ variables: { note } }, { node: 'look' }] });
    const nothing = await mia.get(`/api/v1/process-instances/${id}/payloads/${'0'.repeat(64)}`);
    expect(nothing).toMatchObject({ status: 404, body: { code: 'process-payload-not-found' } });
  });

  it('of nobody is not there', async () => {
    const nobody = '/0199d2f0-0000-7000-8000-000000000001';
    for (const path of ['', '/timeline', '/path'])
      expect(await mia.get(`/api/v1/process-instances${nobody}${path}`)).toMatchObject({
        status: 404,
        body: { code: 'process-instance-not-found' },
      });
  });
});
