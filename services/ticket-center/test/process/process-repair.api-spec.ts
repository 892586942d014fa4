import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Database } from '#libs/persistence/database';
import { runAsTenant } from '#libs/persistence/tenant/tenant-context';
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

/** Somebody looks at a parcel, it is sent, somebody calls. */
const parcel = (send: string) => `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"
  xmlns:sb="urn:switchboard:bpmn:1" targetNamespace="urn:test">
<process id="parcel" name="Parcel" isExecutable="true">
  <extensionElements><sb:startVariable name="parcel"/></extensionElements>
  <startEvent id="start"/>
  <userTask id="look" name="Look"/>
  <serviceTask id="${send}" name="Send"><extensionElements>
    <sb:call connector="post" effect="write"><sb:retry attempts="1"/></sb:call>
    <sb:input target="action" value="&quot;send&quot;"/><sb:input target="parcel" value="parcel"/>
    <sb:output target="answer" value="result"/>
  </extensionElements></serviceTask>
  <userTask id="call" name="Call"/>
  <endEvent id="end"/>
  <sequenceFlow id="f1" sourceRef="start" targetRef="look"/>
  <sequenceFlow id="f2" sourceRef="look" targetRef="${send}"/>
  <sequenceFlow id="f3" sourceRef="${send}" targetRef="call"/>
  <sequenceFlow id="f4" sourceRef="call" targetRef="end"/>
</process></definitions>`;

interface Operation {
  readonly id: string;
  readonly total: number;
  readonly progress: Readonly<Record<string, number>>;
}

describe('what operators do to processes', () => {
  let service: ServiceInTest;
  let post: StubService;
  let lea: ApiClient;
  let processes: Processes;
  let runs = 0;

  beforeAll(async () => {
    service = await startForTest(ticketCenter);
    await service.openLoopback();
    post = await service.remote('post');
    lea = await service.asCaller({ subject: 'lea' }, '*');
    await lea.put('/api/v1/connectors/post', { baseUrl: post.url });
    expect(await published(lea, parcel('send'))).toMatchObject({ status: 200 });
    processes = service.running.app.get(Processes);
  });
  afterAll(() => service.stop());
  beforeEach(() => post.answers('POST', '/actions/send', () => ({ result: 'sent' })));

  const acme = <T>(work: () => Promise<T>) => runAsTenant('acme', work);
  const reader = () => service.running.app.get(Database).reader();
  const start = (name = 'P') =>
    acme(async () => {
      const given = { definition: 'parcel', version: 1, businessKey: name, variables: { parcel: name } };
      return (await processes.start(`run-${runs++}`, given)).instance;
    });
  const rowOf = (id: string) => acme(async () => (await reader()).findOneByOrFail(ProcessInstanceSchema, { id }));
  const snapshotOf = async (id: string) => (await rowOf(id)).snapshot;
  const standsAt = (id: string, node: string) =>
    eventually(`it stands at ${node}`, async () =>
      Object.values((await snapshotOf(id)).elements).some((each) => each.node === node),
    );
  const incidentsOf = (instance: string) =>
    acme(async () => (await reader()).findBy(ProcessIncidentSchema, { instance }));
  const done = async (id: string) => {
    const task = Object.values((await snapshotOf(id)).waits).find(({ kind }) => kind === 'task')!;
    await acme(() =>
      processes.completeTask(`done-${id}-${task.id}`, { instance: id, wait: task.id, result: {}, by: 'li' }),
    );
  };
  /** One that stands still, since the post refuses. */
  const stuck = async (name = 'P') => {
    post.answers('POST', '/actions/send', () => {
      throw new StubRefusal(409, { code: 'no-such-street' });
    });
    const id = await start(name);
    await done(id);
    await eventually('an incident is raised', async () => (await incidentsOf(id)).length === 1);
    post.answers('POST', '/actions/send', () => ({ result: 'sent' }));
    return id;
  };
  const repair = (id: string, action: object, headers = {}) =>
    lea.post<{ state: string; code: string }>(
      `/api/v1/process-instances/${id}/repairs`,
      { action, reason: 'a test' },
      headers,
    );
  const finished = (operation: Operation) =>
    eventually('the operation is over', async () => {
      const { body } = await lea.get<Operation>(`/api/v1/process-operations/${operation.id}`);
      return body.progress.waiting === 0 ? body : false;
    });
  const order = async (action: object, filter: object) => {
    const body = { action, filter, reason: 'many of them' };
    const answer = await lea.post<Operation>('/api/v1/process-operations', body);
    expect(answer.status).toBe(202);
    return answer.body;
  };

  describe('one by one', () => {
    it('retry what failed, with other variables', async () => {
      const id = await stuck();
      expect(await repair(id, { type: 'retry', variables: { parcel: 'P-new' } })).toMatchObject({ status: 200 });
      await standsAt(id, 'call');
      expect(post.asked.at(-1)).toMatchObject({ body: { parcel: 'P-new' } });
      expect(await incidentsOf(id)).toEqual([]);
      const acted = { instance: id, type: 'operator-acted' } as const;
      const [record] = await acme(async () => (await reader()).findBy(ProcessRecordSchema, acted));
      expect(record?.body).toMatchObject({ action: 'retry', operator: 'lea', reason: 'a test' });
    });

    it('skip it, with what it should have said', async () => {
      const id = await stuck();
      expect(await repair(id, { type: 'skip', variables: { answer: 'by hand' } })).toMatchObject({ status: 200 });
      await standsAt(id, 'call');
      expect((await snapshotOf(id)).elements[1]!.variables).toMatchObject({ answer: 'by hand' });
    });

    it('go back, knowing beforehand what may happen twice', async () => {
      const id = await start();
      await done(id);
      await standsAt(id, 'call');
      const back = { action: { type: 'go-back', to: 'look', node: 'call' }, reason: 'a test' };
      const preview = await lea.post(`/api/v1/process-instances/${id}/repairs/preview`, back);
      expect(preview).toMatchObject({
        status: 200,
        body: { entered: ['look'], terminated: ['call'], repeats: ['send'] },
      });
      await standsAt(id, 'call');
      expect(await repair(id, back.action)).toMatchObject({ status: 200 });
      await standsAt(id, 'look');
    });

    it('suspend and resume; what is so already is said', async () => {
      const id = await start();
      expect(await repair(id, { type: 'suspend' })).toMatchObject({ status: 200, body: { state: 'suspended' } });
      expect(await repair(id, { type: 'suspend' })).toMatchObject({
        status: 409,
        body: { code: 'process-nothing-changed' },
      });
      expect(await repair(id, { type: 'resume' })).toMatchObject({ status: 200, body: { state: 'active' } });
    });

    it('do it once when it is asked twice under the same key', async () => {
      const id = await start();
      const key = { 'idempotency-key': 'cancel-it' };
      expect(await repair(id, { type: 'cancel' }, key)).toMatchObject({ status: 200, body: { state: 'cancelled' } });
      expect(await repair(id, { type: 'cancel' }, key)).toMatchObject({ status: 200, body: { state: 'cancelled' } });
      expect(await repair(id, { type: 'suspend' })).toMatchObject({ status: 409 });
    });

    it('are refused what makes no sense, and nothing changes', async () => {
      const id = await start();
      const { seq } = await rowOf(id);
      expect(await repair(id, { type: 'retry' })).toMatchObject({
        status: 409,
        body: { code: 'process-nothing-to-repair' },
      });
      expect(await repair(id, { type: 'go-back', to: 'nowhere', node: 'look' })).toMatchObject({ status: 409 });
      expect(await repair(id, { type: 'skip', element: 99 })).toMatchObject({ status: 409 });
      expect(await lea.post(`/api/v1/process-instances/${id}/repairs`, { action: { type: 'cancel' } })).toMatchObject({
        status: 422,
      });
      expect((await rowOf(id)).seq).toBe(seq);
    });

    it('need the permission', async () => {
      const reading = await service.as('process:read');
      const body = { action: { type: 'cancel' }, reason: 'x' };
      expect(await reading.post(`/api/v1/process-instances/${await start()}/repairs`, body)).toMatchObject({
        status: 403,
      });
    });
  });

  describe('in bulk', () => {
    it('retry all that stand still at a node, and see how far it is', async () => {
      const ids = [await stuck('B1'), await stuck('B2'), await stuck('B3')];
      const other = await start('B4');
      const filter = { definition: 'parcel', businessKeys: ['B1', 'B2', 'B3', 'B4'], incident: { node: 'send' } };
      const found = await lea.post('/api/v1/process-operations/preview', { filter });
      expect(found).toMatchObject({ status: 200, body: { total: 3, sample: [...ids].sort() } });
      const over = await finished(await order({ type: 'retry' }, filter));
      expect(over).toMatchObject({ total: 3, progress: { waiting: 0, done: 3, refused: 0 } });
      for (const id of ids) await standsAt(id, 'call');
      await standsAt(other, 'look');
    });

    it('one that is refused keeps nobody waiting, and says why', async () => {
      const [fits, unfit] = [await stuck('C1'), await start('C2')];
      const over = await finished(await order({ type: 'skip' }, { businessKeys: ['C1', 'C2'] }));
      expect(over.progress).toMatchObject({ done: 1, refused: 1 });
      const items = await lea.get(`/api/v1/process-operations/${over.id}/items?state=refused`);
      expect(items.body).toMatchObject({
        items: [{ instance: unfit, state: 'refused', problem: { code: 'process-nothing-to-repair' } }],
        next: null,
      });
      await standsAt(fits, 'call');
    });

    it('is refused when nothing fits', async () => {
      const body = { action: { type: 'cancel' }, filter: { businessKeys: ['nobody'] }, reason: 'x' };
      expect(await lea.post('/api/v1/process-operations', body)).toMatchObject({
        status: 422,
        body: { code: 'process-operation-no-instances' },
      });
    });
  });

  describe('moving to another version', () => {
    beforeAll(async () => expect(await published(lea, parcel('ship'))).toMatchObject({ status: 200 }));
    const migrate = (keys: string[], plan: object, path = '') =>
      lea.post<{ migrated: number; unfit: object[]; code: string }>(
        `/api/v1/process-definitions/parcel/migrations${path}`,
        { to: 2, plan, filter: { businessKeys: keys }, reason: 'a better name' },
      );

    it('takes all that fit, to the nodes the plan names', async () => {
      const ids = [await stuck('M1'), await start('M2')];
      const plan = { nodes: { send: 'ship' } };
      expect((await migrate(['M1', 'M2'], plan, '/validation')).body).toEqual({ total: 2, unfit: [] });
      expect(await migrate(['M1', 'M2'], plan)).toMatchObject({ status: 200, body: { migrated: 2 } });
      expect((await Promise.all(ids.map(rowOf))).map(({ version }) => version)).toEqual([2, 2]);
      await repair(ids[0]!, { type: 'retry' });
      await standsAt(ids[0]!, 'call');
      expect(await migrate(['M1', 'M2'], plan)).toMatchObject({ status: 200, body: { migrated: 0 } });
    });

    it('takes nobody when one does not fit', async () => {
      const [fits, unfit] = [await start('N1'), await stuck('N2')];
      const named = { unfit: [{ instance: unfit, code: 'process-migration-refused' }] };
      expect((await migrate(['N1', 'N2'], {}, '/validation')).body).toMatchObject({ total: 2, ...named });
      expect(await migrate(['N1', 'N2'], {})).toMatchObject({ status: 409, body: { code: 'process-not-all' } });
      expect((await Promise.all([fits, unfit].map(rowOf))).map(({ version }) => version)).toEqual([1, 1]);
    });
  });
});
