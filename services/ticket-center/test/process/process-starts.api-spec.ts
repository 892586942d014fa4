import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Database } from '#libs/persistence/database';
import { runAsTenant } from '#libs/persistence/tenant/tenant-context';
import type { ApiClient } from '#libs/testing/api-client';
import { eventually } from '#libs/testing/eventually';
import { startForTest, type ServiceInTest } from '#libs/testing/service-in-test';
import type { Problem } from '#libs/web/http/problem';
import { Processes } from '../../src/process/process.api.js';
import { ProcessInstanceSchema } from '../../src/process/schema/process-instance.schema.js';
import { ProcessStartSchema } from '../../src/process/starts/process-start.schema.js';
import { ticketCenter } from '../../src/service.js';
import { published, saved } from '../process-definition/processes-in-a-spec.js';

/** Begins with the event, and somebody looks at it. */
const begunBy = (id: string, event: string, more = '') => `<definitions
  xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:sb="urn:switchboard:bpmn:1"
  xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" targetNamespace="urn:test">${more}
<process id="${id}" name="${id}" isExecutable="true">
  <startEvent id="begin">${event}</startEvent>
  <userTask id="look" name="Look"/><endEvent id="end"/>
  <sequenceFlow id="f1" sourceRef="begin" targetRef="look"/>
  <sequenceFlow id="f2" sourceRef="look" targetRef="end"/>
</process></definitions>`;
const byMessage = (id: string, name: string) =>
  begunBy(id, '<messageEventDefinition id="e" messageRef="m"/>', `<message id="m" name="${name}"/>`);
const bySignal = (id: string, name: string) =>
  begunBy(id, '<signalEventDefinition id="e" signalRef="s"/>', `<signal id="s" name="${name}"/>`);
const byTimer = (id: string, kind: 'timeCycle' | 'timeDate', text: string) =>
  begunBy(
    id,
    `<timerEventDefinition id="e"><${kind} xsi:type="tFormalExpression">${text}</${kind}></timerEventDefinition>`,
  );

describe('a process that begins with an event', () => {
  let service: ServiceInTest;
  let mia: ApiClient;
  let processes: Processes;
  let keys = 0;

  beforeAll(async () => {
    service = await startForTest(ticketCenter);
    mia = await service.as('*');
    processes = service.running.app.get(Processes);
  });
  afterAll(() => service.stop());

  const acme = <T>(work: () => Promise<T>) => runAsTenant('acme', work);
  const reader = () => service.running.app.get(Database).reader();
  const instancesOf = (definitionId: string) =>
    acme(async () => (await reader()).find(ProcessInstanceSchema, { where: { definitionId }, order: { id: 'ASC' } }));
  const begun = (id: string, count: number) =>
    eventually(`${count} of ${id} have begun`, async () => {
      const found = await instancesOf(id);
      return found.length === count ? found : false;
    });
  const publish = async (bpmn: string, body = {}) =>
    expect(await published(mia, bpmn, body)).toMatchObject({ status: 200 });
  const send = (name: string, key: string | null = null, variables = {}) =>
    acme(() => processes.correlate(`m-${keys++}`, { name, correlationKey: key, variables, keepMs: 60_000 }));
  const watched = async (definition: string) =>
    (await acme(async () => (await reader()).findBy(ProcessStartSchema, { definition }))).map(({ version }) => version);

  it('does so once for each message, with what it carries', async () => {
    await publish(byMessage('claims', 'claim-made'));
    await send('claim-made', 'C1', { amount: 7 });
    await send('claim-made', 'C2', { amount: 8 });
    const found = await begun('claims', 2);
    expect(found.map(({ businessKey }) => businessKey).sort()).toEqual(['C1', 'C2']);
    expect(found.map(({ snapshot }) => snapshot.elements[1]!.variables!.amount).sort()).toEqual([7, 8]);
  });

  it('does so with a message that came before it was published', async () => {
    await send('early', 'E1');
    await publish(byMessage('early-bird', 'early'));
    await begun('early-bird', 1);
  });

  it('begins each process once with a signal', async () => {
    await publish(bySignal('storm-north', 'storm'));
    await publish(bySignal('storm-south', 'storm'));
    await acme(() => processes.broadcast('storm-1', 'storm', {}));
    await acme(() => processes.broadcast('storm-1', 'storm', {}));
    await begun('storm-north', 1);
    await begun('storm-south', 1);
  });

  it('begins at a time, and again at every turn, each once', async () => {
    await publish(byTimer('hourly', 'timeCycle', 'R2/PT5M'));
    expect(await instancesOf('hourly')).toEqual([]);
    service.clock.advance({ minutes: 5 });
    await begun('hourly', 1);
    service.clock.advance({ minutes: 5 });
    await begun('hourly', 2);
    service.clock.advance({ minutes: 5 });
    await eventually('nothing is watched for any more', async () => (await watched('hourly')).length === 0);
    expect(await instancesOf('hourly')).toHaveLength(2);
  });

  it('is watched for in the version that is in use: published, tried, promoted, rolled back', async () => {
    await publish(byMessage('moving', 'one'));
    await publish(byMessage('moving', 'two'), { percent: 10 });
    expect(await watched('moving')).toEqual([1]);
    await mia.post('/api/v1/process-definitions/moving/rollout/promote');
    expect(await watched('moving')).toEqual([2]);
    await mia.post('/api/v1/process-definitions/moving/rollback', { to: 1, reason: 'too soon' });
    expect(await watched('moving')).toEqual([1]);
    await send('two', 'X');
    await send('one', 'Y');
    expect((await begun('moving', 1))[0]).toMatchObject({ version: 1, businessKey: 'Y' });
  });

  it('is begun, told and signalled over the API, once under each key', async () => {
    await publish(byMessage('by-api', 'api-message'));
    await publish(bySignal('by-api-signal', 'api-signal'));
    const key = { 'idempotency-key': 'once' };
    const message = { name: 'api-message', correlationKey: 'A1', variables: { amount: 1 } };
    for (let time = 0; time < 2; time++) {
      expect(await mia.post('/api/v1/process-messages', message, key)).toMatchObject({ status: 202 });
      expect(await mia.post('/api/v1/process-signals', { name: 'api-signal' }, key)).toMatchObject({ status: 202 });
    }
    await begun('by-api', 1);
    await begun('by-api-signal', 1);
    const wanted = { definition: 'customer-confirmation', businessKey: 'A2' };
    const given = { ticketId: 'T', customerId: 'C', topic: 'cancel-order' };
    const first = await mia.post<{ id: string }>('/api/v1/process-instances', { ...wanted, variables: given }, key);
    expect(first).toMatchObject({ status: 201, body: { businessKey: 'A2', state: 'active' } });
    const again = await mia.post<{ id: string }>('/api/v1/process-instances', { ...wanted, variables: given }, key);
    expect(again.body.id).toBe(first.body.id);
    const other = await mia.post('/api/v1/process-instances', { ...wanted, businessKey: 'A3', variables: given }, key);
    expect(other).toMatchObject({ status: 422, body: { code: 'process-command-key-reused' } });
    expect(await mia.post('/api/v1/process-instances', wanted)).toMatchObject({
      status: 422,
      body: { code: 'process-start-refused' },
    });
  });

  it('is told of a message that nobody waited for at once', async () => {
    await mia.post('/api/v1/process-messages', { name: 'unheard', correlationKey: 'U1', keepSeconds: 0 });
    service.clock.advance(1_000);
    const path = '/api/v1/process-messages/discarded?name=unheard';
    await eventually('it is discarded', async () => {
      const { body } = await mia.get<{ items: object[] }>(path);
      return body.items.length === 1;
    });
    const expected = { name: 'unheard', correlationKey: 'U1', reason: 'nobody-waited' };
    expect((await mia.get(`${path}&correlationKey=U1`)).body).toMatchObject({ items: [expected], next: null });
    expect((await mia.get(`${path}&correlationKey=U2`)).body).toMatchObject({ items: [] });
  });

  it('is not published when its time cannot be told', async () => {
    const { id } = (await saved(mia, byTimer('some-day', 'timeDate', '=someDay'))).body;
    const answer = await mia.post<Problem>(`/api/v1/process-drafts/${id}/publish`, {});
    expect(answer.status).toBeGreaterThanOrEqual(409);
    expect(await mia.get('/api/v1/process-definitions/some-day')).toMatchObject({ status: 404 });
  });
});
