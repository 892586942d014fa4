import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ConfigCentre } from '#libs/discovery/config/config-centre';
import { Metrics } from '#libs/observability/metrics';
import { Database } from '#libs/persistence/database';
import { runAsTenant } from '#libs/persistence/tenant/tenant-context';
import type { Variables } from '#libs/process-engine/variables';
import type { ApiAnswer, ApiClient } from '#libs/testing/api-client';
import { eventually } from '#libs/testing/eventually';
import { startForTest, type ServiceInTest } from '#libs/testing/service-in-test';
import { StubRefusal } from '#libs/testing/doubles/stub-service';
import { ArchiveWorkers } from '../../../src/process/archive/archive-workers.js';
import { ProcessWorkers } from '../../../src/process/workers/process-workers.js';
import { ProcessInstanceSchema } from '../../../src/process/schema/process-instance.schema.js';
import { OldCommands } from '../../../src/process/workers/old-commands.js';
import { ticketCenter } from '../../../src/service.js';
import { bpmnOf, callerOf, published } from '../../process-definition/processes-in-a-spec.js';

/** A look at it, the bank pays; where it is asked to fail, it fails. */
const REFUND = `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:sb="urn:switchboard:bpmn:1"
  xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" targetNamespace="urn:test">
<error id="no" name="no" errorCode="NO"/>
<process id="refund" name="Refund" isExecutable="true">
  <extensionElements><sb:startVariable name="amount"/></extensionElements>
  <startEvent id="start" name="Money is wanted back"/>
  <exclusiveGateway id="large" name="Large?" default="small"/>
  <endEvent id="refused"><errorEventDefinition errorRef="no"/></endEvent>
  <serviceTask id="pay" name="Pay"><extensionElements>
    <sb:call connector="bank" effect="write"><sb:retry attempts="1"/></sb:call>
    <sb:input target="action" value="&quot;pay&quot;"/><sb:input target="amount" value="amount"/>
    <sb:output target="receipt" value="result"/>
  </extensionElements></serviceTask>
  <endEvent id="end"/>
  <sequenceFlow id="f1" sourceRef="start" targetRef="large"/>
  <sequenceFlow id="yes" name="yes" sourceRef="large" targetRef="refused">
    <conditionExpression xsi:type="tFormalExpression">amount &gt; 100</conditionExpression></sequenceFlow>
  <sequenceFlow id="small" name="no" sourceRef="large" targetRef="pay"/>
  <sequenceFlow id="f3" sourceRef="pay" targetRef="end"/>
</process></definitions>`;

interface List {
  readonly items: { readonly id: string; readonly sentence?: string }[];
  readonly next: string | null;
}

const REPAIRS = [
  { type: 'retry' },
  { type: 'set-variables', variables: { amount: 1 } },
  { type: 'skip', node: 'pay', variables: {} },
  { type: 'go-back', to: 'large', node: 'pay' },
  { type: 'suspend' },
  { type: 'resume' },
];
const reason = 'a test';

describe('a process in the archive', () => {
  let service: ServiceInTest;
  let mia: ApiClient;
  const known: Record<'paid' | 'refused' | 'mended' | 'large' | 'cancelled' | 'caller' | 'active', string> =
    {} as never;
  let hot: Record<string, unknown>;

  const app = () => service.running.app;
  const start = async (definition: string, amount: number, more: Variables = {}) => {
    const body = { definition, businessKey: `B${amount}`, variables: { amount, ...more } };
    const answer = await mia.post<{ id: string }>('/api/v1/process-instances', body, {
      'idempotency-key': key(amount),
    });
    expect(answer.status).toBe(201);
    service.clock.advance(1_000);
    return answer.body.id;
  };
  const key = (amount: number) => `refund-of-${amount}`;
  const get = async (path: string) => {
    const { status, body } = await mia.get<object>(`/api/v1/process-${path}`);
    return { status, body: { ...body, traceId: undefined } };
  };
  const is = (id: string, state: string) =>
    eventually(`it is ${state}`, async () => expect((await get(`instances/${id}`)).body).toMatchObject({ state }));
  const repair = (id: string, action: object, preview = '') =>
    mia.post<{ code: string }>(`/api/v1/process-instances/${id}/repairs${preview}`, { action, reason });
  const pages = async (path: string) => {
    const found: unknown[] = [];
    for (let next: string | null = ''; next !== null;) {
      const { status, body }: ApiAnswer<List> = await mia.get(`/api/v1/process-${path}${next && `&cursor=${next}`}`);
      expect(status).toBe(200);
      found.push(body);
      next = body.next;
    }
    return found;
  };

  /** What the API answers about all of them, as text. */
  const answers = async () => {
    const told: Record<string, unknown> = {};
    const paths = [
      ...['limit=2', 'limit=2&state=completed', 'limit=3&definition=refund&version=1', 'limit=1&businessKey=B20'],
      ...['limit=2&state=failed', 'limit=2&withIncident=true', `limit=1&root=${known.caller}`],
    ].map((query) => `instances?${query}`);
    for (const id of Object.values(known))
      paths.push(
        ...['limit=7', 'limit=2&node=pay', 'limit=1&type=flow-taken'].map((q) => `instances/${id}/timeline?${q}`),
      );
    for (const path of paths) told[path] = JSON.stringify(await pages(path));
    for (const id of Object.values(known)) {
      for (const part of ['', '/path', `/payloads/${'0'.repeat(64)}`, `/payloads/${await large()}`])
        told[`${id}${part}`] = JSON.stringify(await get(`instances/${id}${part}`));
      if (id === known.active) continue;
      for (const action of REPAIRS)
        for (const preview of ['', '/preview']) {
          const { status, body } = await repair(id, action, preview);
          told[`${action.type}${preview} ${id}`] = JSON.stringify([status, { ...body, traceId: undefined }]);
        }
    }
    for (const query of ['', '?most=3', '?from=2026-11-23T09:00:02Z'])
      told[`heat map ${query}`] = JSON.stringify(await get(`definitions/refund/versions/1/heat-map${query}`));
    return told;
  };
  const large = async () => {
    const { body } = await mia.get<{ items: { body: { variables?: { note?: { $ref: string } } } }[] }>(
      `/api/v1/process-instances/${known.large}/timeline?limit=1&type=element-entered`,
    );
    return body.items[0]!.body.variables!.note!.$ref;
  };
  const inTables = () =>
    runAsTenant('acme', async () => {
      const rows = await (await app().get(Database).reader()).find(ProcessInstanceSchema);
      return rows.map(({ id }) => id);
    });

  beforeAll(async () => {
    service = await startForTest(ticketCenter);
    await service.openLoopback();
    const bank = await service.remote('bank');
    const pays = () => bank.answers('POST', '/actions/pay', () => ({ result: { number: 'R7' } }));
    const refuses = () =>
      bank.answers('POST', '/actions/pay', () => {
        throw new StubRefusal(409, { code: 'no-money' });
      });
    mia = await service.as('process:*', 'connector:*');
    await mia.put('/api/v1/connectors/bank', { baseUrl: bank.url });
    expect(await published(mia, REFUND)).toMatchObject({ status: 200 });
    expect(await published(mia, bpmnOf(callerOf('caller', 'refund')))).toMatchObject({ status: 200 });
    refuses();
    for (const [name, amount] of [
      ['mended', 10],
      ['cancelled', 11],
      ['active', 12],
    ] as const) {
      known[name] = await start('refund', amount);
      await eventually('it stands still', async () =>
        expect((await get(`instances/${known[name]}`)).body).toMatchObject({ incidents: [{ node: 'pay' }] }),
      );
    }
    pays();
    expect((await repair(known.mended, { type: 'retry' })).status).toBe(200);
    expect((await repair(known.cancelled, { type: 'cancel' })).status).toBe(200);
    known.paid = await start('refund', 20);
    known.refused = await start('refund', 500);
    known.large = await start('refund', 30, { note: 'long '.repeat(2_000) });
    known.caller = await start('caller', 40);
    for (const name of ['mended', 'paid', 'large', 'caller'] as const) await is(known[name], 'completed');
    await is(known.refused, 'failed');
    service.clock.advance({ days: 20 });
    mia = await service.as('process:*');
    await counted();
    hot = await answers();
    await app().get(ArchiveWorkers).rounds.run();
    expect((await inTables()).length).toBeGreaterThan(6);
    await app().get(ConfigCentre).set('process-archive', '{"afterDays":10}');
    await app().get(ArchiveWorkers).rounds.run();
  });
  afterAll(() => service.stop());

  /** What has ended is in the statistics; a round that was under way may have looked before. */
  async function counted(): Promise<void> {
    const { rounds } = app().get(ProcessWorkers);
    await rounds.run();
    await rounds.run();
  }

  it('left the tables as soon as the live value said so, and is counted', async () => {
    expect(await inTables()).toEqual([known.active]);
    const metrics = await app().get(Metrics).text();
    expect(metrics).toContain('switchboard_process_archived_total{service="ticket-center"} 7');
    expect(metrics).toContain('switchboard_process_archive_waiting_count{service="ticket-center"} 0');
  });

  it('is read as it was before, byte for byte, by every route', async () => {
    const cold = await answers();
    expect(cold).toEqual(hot);
    expect(await inTables()).toEqual([known.active]);
    const refusals = Object.entries(hot).filter(([path]) => path.startsWith('retry'));
    expect(new Set(refusals.map(([, text]) => (JSON.parse(text as string) as [number])[0]))).toEqual(new Set([409]));
    expect(hot[`instances?limit=2&withIncident=true`]).toContain(known.active);
    expect(JSON.parse(hot[known.large + `/payloads/${await large()}`] as string)).toMatchObject({ status: 200 });
  });

  it('is what a start with its key answers, as long as keys are remembered; then another begins', async () => {
    expect(await start('refund', 20)).toBe(known.paid);
    await runAsTenant('acme', () => app().get(OldCommands).forget());
    const another = await start('refund', 20);
    expect(another).not.toBe(known.paid);
    await is(another, 'completed');
  });

  it('takes note of what is asked of it too late, as one that has just ended', async () => {
    const cancelledNow = await start('refund', 600);
    await is(cancelledNow, 'failed');
    const told = async (id: string) => {
      const { status, body } = await repair(id, { type: 'cancel' });
      return [
        status,
        body.code,
        (await mia.get<List>(`/api/v1/process-instances/${id}/timeline?limit=200`)).body.items.length,
      ];
    };
    const before = await mia.get<List>(`/api/v1/process-instances/${known.cancelled}/timeline?limit=200`);
    expect(await told(known.refused)).toEqual(await told(cancelledNow));
    expect(await told(known.cancelled)).toEqual([409, 'process-nothing-changed', before.body.items.length + 1]);
    await app().get(ArchiveWorkers).rounds.run();
    expect(await inTables()).not.toContain(known.cancelled);
    expect(await told(known.cancelled)).toEqual([409, 'process-nothing-changed', before.body.items.length + 2]);
  });
});
