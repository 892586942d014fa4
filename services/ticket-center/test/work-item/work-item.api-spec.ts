import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { runAsTenant } from '#libs/persistence/tenant/tenant-context';
import type { ApiClient } from '#libs/testing/api-client';
import { eventually } from '#libs/testing/eventually';
import { startForTest, type ServiceInTest } from '#libs/testing/service-in-test';
import type { Variables } from '#libs/process-engine/variables';
import { ProcessDefinitions } from '../../src/process-definition/process-definition.api.js';
import { Processes } from '../../src/process/process.api.js';
import { Runtime } from '../../src/process/run/runtime.js';
import { ticketCenter } from '../../src/service.js';
import type { WorkItemDetails, WorkItemView } from '../../src/work-item/work-item.dto.js';
import { published } from '../process-definition/processes-in-a-spec.js';
import { LOOK_FORM, ORDER_WORK } from './work-in-a-spec.js';

const AGENT = ['work-item:read', 'work-item:claim', 'work-item:work'];

interface Problem {
  readonly code: string;
  readonly errors?: readonly { readonly field: string }[];
}

describe('work items', () => {
  let service: ServiceInTest;
  let designer: ApiClient;
  let mia: ApiClient;
  let ben: ApiClient;
  let lead: ApiClient;
  let processes: Processes;
  let keys = 0;

  beforeAll(async () => {
    service = await startForTest(ticketCenter);
    await logIn();
    await designer.put('/api/v1/forms/look', LOOK_FORM);
    await designer.put('/api/v1/service-targets/quick', { duration: 'PT2H' });
    await designer.put('/api/v1/service-targets/whole-order', { duration: 'P3D' });
    expect(await published(designer, ORDER_WORK)).toMatchObject({ status: 200 });
    processes = service.running.app.get(Processes);
  });
  afterAll(() => service.stop());
  // Time goes on in some specs, and tokens run out.
  beforeEach(() => logIn());

  const logIn = async () => {
    designer = await service.as('*');
    mia = await service.asCaller({ subject: 'mia' }, ...AGENT);
    ben = await service.asCaller({ subject: 'ben' }, ...AGENT);
    lead = await service.asCaller({ subject: 'lea' }, 'work-item:*');
  };
  const acme = <T>(work: () => Promise<T>) => runAsTenant('acme', work);
  const start = async (variables: Variables = {}, businessKey: string | null = null): Promise<string> => {
    const order = { definition: 'order-work', businessKey, variables: { order: 'W1', ...variables } };
    return (await acme(() => processes.start(`start-${keys++}`, order))).instance;
  };
  const list = async (query: string, by = mia) =>
    (await by.get<{ items: WorkItemView[]; next: string | null }>(`/api/v1/work-items?${query}`)).body;
  const of = async (instance: string, state = 'open,claimed') =>
    (await list(`instance=${instance}&state=${state}`)).items;
  const only = async (instance: string, state?: string) => {
    const items = await of(instance, state);
    expect(items).toHaveLength(1);
    return items[0]!;
  };
  const get = async (id: string) => (await mia.get<WorkItemDetails>(`/api/v1/work-items/${id}`)).body;
  const act = (by: ApiClient, id: string, what: string, body: object = {}, headers: Record<string, string> = {}) =>
    by.post<WorkItemDetails & Problem>(`/api/v1/work-items/${id}/${what}`, body, headers);
  const claimed = async (by: ApiClient, variables?: Variables) => {
    const { id } = await only(await start(variables));
    expect(await act(by, id, 'claim')).toMatchObject({ status: 200 });
    return id;
  };
  const right = { result: { approved: true } };
  const completed = async (by: ApiClient, id: string, result: object = {}) =>
    expect(await act(by, id, 'complete', { result })).toMatchObject({ status: 200 });

  it('show what is to be done, for whom and until when', async () => {
    const item = await only(await start({}, 'T-1'));
    const due = new Date(service.clock.ms() + 2 * 3_600_000).toISOString();
    expect(item).toMatchObject({
      ...{ name: 'Look at the order', node: 'look', definitionId: 'order-work', definitionVersion: 1, sop: 'looking' },
      ...{ state: 'open', pool: 'back-office', assigneeId: null, businessKey: 'T-1', sla: 'quick', due },
    });
    expect(await get(item.id)).toMatchObject({
      input: { number: 'W1' },
      form: { name: 'look', version: 1, ...LOOK_FORM },
    });
  });

  it('go to one of fifty who claim one at the same time', async () => {
    const { id } = await only(await start());
    const people = await Promise.all(
      Array.from({ length: 50 }, (_, at) => service.asCaller({ subject: `agent-${at}` }, ...AGENT)),
    );
    const answers = await Promise.all(people.map((person) => act(person, id, 'claim')));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    const others = answers.filter(({ status }) => status !== 200);
    expect(new Set(others.map(({ status, body }) => `${status} ${body.code}`))).toEqual(
      new Set(['409 work-item-taken']),
    );
    const winner = answers.findIndex(({ status }) => status === 200);
    expect(await get(id)).toMatchObject({ state: 'claimed', assigneeId: `agent-${winner}` });
  });

  it('can be given back to the pool, by those who have them', async () => {
    const id = await claimed(mia);
    expect(await act(ben, id, 'release')).toMatchObject({ status: 403, body: { code: 'work-item-not-yours' } });
    expect(await act(mia, id, 'release')).toMatchObject({
      body: { state: 'open', assigneeId: null, pool: 'back-office' },
    });
    expect(await act(mia, id, 'release')).toMatchObject({ status: 409, body: { code: 'work-item-not-claimed' } });
    expect(await act(ben, id, 'claim')).toMatchObject({ status: 200 });
  });

  it('are completed by whoever has them, and the process goes on', async () => {
    const instance = await start();
    const { id } = await only(instance);
    expect(await act(mia, id, 'complete', right)).toMatchObject({
      status: 409,
      body: { code: 'work-item-not-claimed' },
    });
    await act(mia, id, 'claim');
    expect(await act(ben, id, 'complete', right)).toMatchObject({ status: 403, body: { code: 'work-item-not-yours' } });
    expect(await act(mia, id, 'complete', right)).toMatchObject({
      status: 200,
      body: { state: 'completed', completedBy: 'mia', closedAt: service.clock.now().toISOString() },
    });
    expect((await of(instance)).map(({ node }) => node)).toEqual(['agree']);
  });

  it('are completed by a lead although they are in the hands of others, or of nobody', async () => {
    const id = await claimed(mia);
    await completed(lead, id, right.result);
    expect(await get(id)).toMatchObject({ state: 'completed', completedBy: 'lea', assigneeId: 'mia' });
    await completed(lead, (await only(await start())).id, right.result);
  });

  it('cannot be completed twice, not even by two at the same moment', async () => {
    const instance = await start();
    const { id } = await only(instance);
    await act(mia, id, 'claim');
    const answers = await Promise.all(Array.from({ length: 10 }, () => act(mia, id, 'complete', right)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    const others = answers.filter(({ status }) => status !== 200);
    expect(new Set(others.map(({ status, body }) => `${status} ${body.code}`))).toEqual(new Set(['409 TASK_DONE']));
    expect(await act(mia, id, 'complete', { result: { approved: false } })).toMatchObject({
      status: 409,
      body: { code: 'TASK_DONE' },
    });
    expect((await of(instance)).map(({ node }) => node)).toEqual(['agree']);
  });

  it('answer a repeated completion as they answered the first', async () => {
    const id = await claimed(mia);
    const key = { 'idempotency-key': `key-${keys++}` };
    const first = await act(mia, id, 'complete', right, key);
    expect(await act(mia, id, 'complete', right, key)).toMatchObject({ status: 200, body: first.body });
    const other = await act(mia, id, 'complete', { result: { approved: false } }, key);
    expect(other).toMatchObject({ status: 422, body: { code: 'process-command-key-reused' } });
    expect(await act(lead, id, 'complete', right, key)).toMatchObject({ status: 409, body: { code: 'TASK_DONE' } });
  });

  it('are completed with what their form asks, and nothing else', async () => {
    const id = await claimed(mia);
    const answer = await act(mia, id, 'complete', { result: { approved: 'yes', boss: 'mia' } });
    expect(answer).toMatchObject({ status: 422, body: { code: 'validation-failed' } });
    expect(answer.body.errors!.map(({ field }) => field).sort()).toEqual(['result.approved', 'result.boss']);
    expect(await get(id)).toMatchObject({ state: 'claimed', version: 2 });
    await completed(mia, id, right.result);
  });

  it('are changed by those who have seen their newest version', async () => {
    const { id } = await only(await start());
    const seen = { 'if-match': '"1"' };
    expect(await act(mia, id, 'claim', {}, seen)).toMatchObject({ status: 200, body: { version: 2 } });
    for (const what of ['release', 'complete'])
      expect(await act(mia, id, what, right, seen)).toMatchObject({ status: 412, body: { code: 'stale-version' } });
    expect(await act(mia, id, 'complete', right, { 'if-match': '"2"' })).toMatchObject({ status: 200 });
  });

  it('are delegated, come back, and only then can be completed', async () => {
    const id = await claimed(mia);
    expect(await act(mia, id, 'delegate', { toId: 'ben', note: 'is this so?' })).toMatchObject({
      body: { state: 'claimed', assigneeId: 'ben', ownerId: 'mia' },
    });
    for (const by of [ben, lead])
      expect(await act(by, id, 'complete', right)).toMatchObject({
        status: 409,
        body: { code: 'work-item-delegated' },
      });
    expect(await act(ben, id, 'release')).toMatchObject({ status: 409, body: { code: 'work-item-delegated' } });
    expect(await act(ben, id, 'resolve', { note: 'it is' })).toMatchObject({
      body: { assigneeId: 'mia', ownerId: null },
    });
    expect(await act(mia, id, 'resolve')).toMatchObject({ status: 409, body: { code: 'work-item-not-delegated' } });
    await completed(mia, id, right.result);
    const { body } = await mia.get<{ items: { type: string; data: object }[] }>(`/api/v1/work-items/${id}/journal`);
    expect(body.items).toMatchObject([
      { type: 'work-item-claimed', data: { by: 'mia' } },
      { type: 'work-item-delegated', data: { toId: 'ben', ownerId: 'mia', note: 'is this so?' } },
      { type: 'work-item-resolved', data: { by: 'ben', note: 'it is' } },
    ]);
  });

  it('are given to another by a lead, whoever has them', async () => {
    const id = await claimed(mia);
    expect((await act(mia, id, 'assign', { toId: 'ben' })).status).toBe(403);
    await act(mia, id, 'delegate', { toId: 'zoe' });
    expect(await act(lead, id, 'assign', { toId: 'ben' })).toMatchObject({
      body: { assigneeId: 'ben', ownerId: null },
    });
    await completed(ben, id, right.result);
  });

  it('go to the owner of the ticket, a performer, and each of those who are asked', async () => {
    const whole = new Date(service.clock.ms() + 3 * 86_400_000).toISOString();
    const instance = await start({ ticketOwner: 'mia', boss: 'ben', asked: ['mia', 'ben', 'team-9'] });
    service.clock.advance({ minutes: 1 });
    const look = await only(instance);
    await act(mia, look.id, 'claim');
    await completed(mia, look.id, right.result);
    const agree = await only(instance);
    expect(agree).toMatchObject({
      node: 'agree',
      state: 'claimed',
      assigneeId: 'mia',
      pool: 'ticket-owner',
      due: whole,
    });
    await completed(mia, agree.id);
    const sign = await only(instance);
    expect(sign).toMatchObject({ state: 'claimed', assigneeId: 'ben', pool: null, assignment: 'boss' });
    await completed(ben, sign.id);
    const votes = await of(instance);
    expect(votes.map(({ state, pool }) => `${state} ${pool}`).sort()).toEqual(['open ben', 'open mia', 'open team-9']);
    expect((await list('mine=true', ben)).items).toContainEqual(expect.objectContaining({ node: 'vote', pool: 'ben' }));
    for (const { id } of votes.slice(0, 2)) {
      await act(mia, id, 'claim');
      await completed(mia, id);
    }
    expect(await only(instance, 'withdrawn')).toMatchObject({ id: votes[2]!.id, assigneeId: null });
    expect((await acme(() => processes.status(instance))).state).toBe('completed');
  });

  it('lie where everybody finds them when those who should have them are not known', async () => {
    const instance = await start({ ticketOwner: null, boss: ['a', 'b'] });
    const look = await only(instance);
    await completed(lead, look.id, right.result);
    const agree = await only(instance);
    expect(agree).toMatchObject({ state: 'open', assigneeId: null, pool: 'ticket-owner' });
    await completed(lead, agree.id);
    expect(await only(instance)).toMatchObject({ node: 'sign', state: 'open', assigneeId: null, pool: null });
    expect((await list('pool=none')).items).toContainEqual(expect.objectContaining({ instance, node: 'sign' }));
  });

  it('are withdrawn when their time is over, whoever has them', async () => {
    const instance = await start();
    const { id } = await only(instance);
    await act(mia, id, 'claim');
    service.clock.advance({ days: 1 });
    await logIn();
    await eventually('it is withdrawn', async () => (await get(id)).state === 'withdrawn', { every: 10 });
    expect(await get(id)).toMatchObject({ assigneeId: 'mia', completedBy: null });
    for (const what of ['claim', 'release', 'complete', 'resolve'])
      expect(await act(mia, id, what, right)).toMatchObject({ status: 409, body: { code: 'work-item-withdrawn' } });
  });

  it('are withdrawn with their process', async () => {
    const instance = await start();
    const { id } = await only(instance);
    await acme(() => processes.cancel(`cancel-${instance}`, instance, { operator: 'lea', reason: 'a test' }));
    expect(await get(id)).toMatchObject({ state: 'withdrawn', version: 2 });
  });

  it('wait while their process is suspended', async () => {
    const instance = await start();
    const { id } = await only(instance);
    await act(mia, id, 'claim');
    const operate = (type: 'suspend' | 'resume') =>
      acme(() =>
        service.running.app.get(Runtime).submit({
          key: `${type}-${instance}`,
          instance,
          command: { type, operator: 'lea', reason: 'a test' },
        }),
      );
    await operate('suspend');
    const key = { 'idempotency-key': `key-${keys++}` };
    const refused = await act(mia, id, 'complete', right, key);
    expect(refused).toMatchObject({ status: 409, body: { code: 'process-instance-suspended' } });
    expect(await get(id)).toMatchObject({ state: 'claimed' });
    await operate('resume');
    expect(await act(mia, id, 'complete', right, key)).toMatchObject({ status: 200, body: { state: 'completed' } });
  });

  it('keep the form they were opened with; a migrated one has the node, the form and the name of its new version', async () => {
    const instance = await start();
    const { id } = await only(instance);
    const asking = { jsonSchema: { ...LOOK_FORM.jsonSchema, required: ['approved', 'remark'] } };
    await designer.put('/api/v1/forms/look', asking, { 'if-match': '"1"' });
    service.clock.advance(5_001);
    expect((await get(id)).form).toMatchObject({ version: 1, ...LOOK_FORM });
    expect((await get((await only(await start())).id)).form).toMatchObject({ version: 2 });

    const next = ORDER_WORK.replaceAll('"look"', '"inspect"')
      .replace('Look at the order', 'Inspect')
      .replace('sb:form="inspect"', 'sb:form="look"');
    expect(await published(designer, next)).toMatchObject({ status: 200 });
    await act(mia, id, 'claim');
    const target = await acme(() =>
      service.running.app.get(ProcessDefinitions).model({ id: 'order-work', version: 2 }),
    );
    const plan = { nodes: { look: 'inspect' }, flows: {}, drop: [], add: [], timers: 'keep' } as const;
    const command = { type: 'migrate', target, version: 2, plan, operator: 'lea', reason: 'a test' } as const;
    await acme(() => service.running.app.get(Runtime).submit({ key: `migrate-${instance}`, instance, command }));
    expect(await get(id)).toMatchObject({
      ...{ node: 'inspect', name: 'Inspect', definitionVersion: 2, form: { version: 2 } },
      ...{ state: 'claimed', assigneeId: 'mia', version: 3 },
    });
    await completed(mia, id, { approved: true, remark: 'inspected' });
  });

  it('have the form of their node though it has only just been made', async () => {
    await only(await start());
    await designer.put('/api/v1/forms/brand-new', LOOK_FORM);
    const fresh = ORDER_WORK.replaceAll('order-work', 'fresh-work').replace('sb:form="look"', 'sb:form="brand-new"');
    await published(designer, fresh);
    const order = { definition: 'fresh-work', variables: { order: 'W1' } };
    const { instance } = await acme(() => processes.start('fresh', order));
    expect((await get((await only(instance)).id)).form).toMatchObject({ name: 'brand-new', version: 1 });
  });

  it('come in pages, the most urgent first, also those that are due together', async () => {
    for (let at = 0; at < 7; at++) {
      if (at % 3 === 0) service.clock.advance({ minutes: 1 });
      await start({}, 'paged');
    }
    const seen: string[] = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const page: { items: WorkItemView[]; next: string | null } = await list(
        `businessKey=paged&limit=2${cursor && `&cursor=${cursor}`}`,
      );
      seen.push(...page.items.map(({ id }) => id));
      cursor = page.next;
    }
    expect(new Set(seen).size).toBe(7);
    const dues = await Promise.all(seen.map(async (id) => (await get(id)).due!));
    expect(dues).toEqual(dues.toSorted());
    const { items } = await list(`businessKey=paged&dueBefore=${encodeURIComponent(dues[3]!)}`);
    expect(items.map(({ due }) => due! < dues[3]!)).toEqual([true, true, true]);
  });

  it('are counted by pool', async () => {
    const counts = async () => {
      const { body } = await mia.get<{
        items: { pool: string | null; open: number; claimed: number; overdue: number }[];
      }>('/api/v1/work-items/counts');
      return body.items.find(({ pool }) => pool === 'back-office')!;
    };
    const before = await counts();
    await start();
    await claimed(mia);
    expect(await counts()).toEqual({ ...before, open: before.open + 1, claimed: before.claimed + 1 });
    service.clock.advance({ hours: 3 });
    await logIn();
    expect((await counts()).overdue).toBeGreaterThanOrEqual(before.overdue + 2);
  });

  it('are found by whose they are and how they stand', async () => {
    const zoe = await service.asCaller({ subject: 'zoe' }, ...AGENT);
    const [one, other] = [await claimed(zoe), await claimed(zoe)];
    expect((await list('mine=true', zoe)).items.map(({ id }) => id).sort()).toEqual([one, other].sort());
    await act(zoe, one, 'release');
    expect((await list('assigneeId=zoe')).items.map(({ id }) => id)).toEqual([other]);
    expect((await list('pool=back-office&state=open&limit=200')).items.map(({ id }) => id)).toContain(one);
    expect((await mia.get('/api/v1/work-items?state=lost')).status).toBe(422);
    expect((await mia.get(`/api/v1/work-items/${crypto.randomUUID()}`)).status).toBe(404);
  });

  it('are shown to those who may see them', async () => {
    const nobody = await service.as('ticket:read');
    expect((await nobody.get('/api/v1/work-items')).status).toBe(403);
    const reader = await service.as('work-item:read');
    const { id } = await only(await start());
    for (const what of ['claim', 'release', 'complete', 'delegate', 'resolve', 'assign'])
      expect((await act(reader, id, what, { toId: 'ben' })).status).toBe(403);
  });
});
