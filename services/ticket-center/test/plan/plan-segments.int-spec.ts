import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { ticketDispatched } from '#libs/contracts/ticket-center/ticket-events';
import { newId } from '#libs/kernel/id';
import { runAsTenant } from '#libs/persistence/tenant/tenant-context';
import type { ApiClient } from '#libs/testing/api-client';
import type { ServiceInTest } from '#libs/testing/service-in-test';
import { serviceOnEachEngine } from '#libs/testing/service-on-each-engine';
import type { PlanResults, PlanView } from '../../src/plan/plan.dto.js';
import { PlanRelease } from '../../src/plan/release/plan-release.js';
import { ReleaseRounds } from '../../src/plan/release/release-rounds.js';
import { ticketCenter } from '../../src/service.js';
import type { TaskView } from '../../src/task/task.dto.js';
import type { VisitView } from '../../src/visit/visit.dto.js';

const HEADER = 'name,phone,email,externalSystem,externalId,vip,area';
const PEOPLE = { channel: 'people' };

serviceOnEachEngine('plans with segments', (start) => {
  let service: ServiceInTest;
  let sam: ApiClient;
  let run = 0;
  const families: string[][] = [];

  beforeAll(async () => {
    service = await start(ticketCenter);
    sam = await service.asCaller({ subject: 'sam' }, '*');
    const common = await service.remote('common-center');
    common.answers('POST', '/internal/customers/resolve', (body) => ({
      results: (body as { rows: { externalId: { id: string } }[] }).rows.map(({ externalId }) => ({
        customerId: customerOf(externalId.id),
      })),
    }));
    common.answers('POST', '/internal/customers/families', (body) => ({
      families: (body as { ids: string[] }).ids.map((id) => families.find((each) => each.includes(id)) ?? [id]),
    }));
    const calls = await service.remote('call-center');
    calls.answers('GET', `/api/v1/campaigns/${customerOf('campaign')}`, () => ({ id: customerOf('campaign') }));
  });
  afterAll(() => service.stop());

  function customerOf(id: string): string {
    return `0199d2f0-0000-7000-8000-${Buffer.from(id.padEnd(6, '.').slice(-6)).toString('hex')}`;
  }

  async function aPlan(design: object, lines: readonly string[]): Promise<string> {
    const { id, version } = (await sam.post<PlanView>('/api/v1/plans', { name: 'Fibre', kind: 'marketing' })).body;
    const put = await sam.put(`/api/v1/plans/${id}/design`, design, { 'if-match': `"${version}"` });
    expect(put.status).toBe(200);
    await sam.post(`/api/v1/plans/${id}/imports`, [HEADER, ...lines].join('\n'), { 'content-type': 'text/csv' });
    await service.settled();
    await sam.post(`/api/v1/plans/${id}/start`);
    await service.settled();
    return id;
  }
  /** `name,…` of so many customers that no plan has had yet. */
  function some(count: number, rest = 'false,east'): string[] {
    run += 1;
    return Array.from({ length: count }, (_, n) => `C${n},,,shop,${run}-${n},${rest}`);
  }
  const plan = async (id: string) => (await sam.get<PlanView>(`/api/v1/plans/${id}`)).body;
  const results = async (id: string) => (await sam.get<PlanResults>(`/api/v1/plans/${id}/results`)).body;
  const tasks = async (id: string, query = '') =>
    (await sam.get<{ items: TaskView[] }>(`/api/v1/tasks?planId=${id}&limit=200${query}`)).body.items;
  const countOf = (items: readonly TaskView[], agentId: string | null) =>
    items.filter((task) => task.agentId === agentId).length;

  it('share targets out by condition, share and person, each once', async () => {
    const people = [{ id: 'ann' }, { id: 'bob', weight: 3 }];
    const design = {
      segments: [
        { ...PEOPLE, name: 'vip', when: 'vip', people: [{ id: 'zoe' }] },
        { name: 'calls', share: 40, channel: 'voice', campaignId: customerOf('campaign') },
        { ...PEOPLE, name: 'rest', people, rule: 'weighted' },
      ],
    };
    const id = await aPlan(design, [...some(10, 'true,east'), ...some(90)]);
    const { segments } = await results(id);
    expect(segments[0]).toMatchObject({ segment: 'vip', tasks: 10 });
    expect(segments.reduce((sum, segment) => sum + segment.tasks, 0)).toBe(100);
    const all = await tasks(id);
    expect(new Set(all.map(({ customerId }) => customerId)).size).toBe(100);
    const rest = all.filter(({ segment }) => segment === 'rest');
    expect(Math.abs(countOf(rest, 'ann') - rest.length / 4)).toBeLessThanOrEqual(1);
    expect(countOf(rest, 'ann') + countOf(rest, 'bob')).toBe(rest.length);
    const called = service
      .events('task.created.v1')
      .filter(({ data }) => data['campaignId'] === customerOf('campaign'));
    expect(called).toHaveLength(segments[1]!.tasks);
  });

  it('make so many tasks a day as there is room for, however many make them at once', async () => {
    const segment = {
      ...PEOPLE,
      name: 'all',
      people: [
        { id: 'cy', perDay: 7 },
        { id: 'di', perDay: 3 },
      ],
    };
    const id = await aPlan({ segments: [segment], timeZone: 'UTC' }, some(25));
    expect(countOf(await tasks(id), 'cy')).toBe(7);
    const release = service.running.app.get(PlanRelease);
    const again = () => runAsTenant('acme', () => release.run(id));
    await Promise.all([again(), again(), again()]);
    expect(await tasks(id)).toHaveLength(10);
    for (const expected of [20, 25, 25]) {
      service.clock.advance({ days: 1 });
      sam = await service.asCaller({ subject: 'sam' }, '*');
      await service.running.app.get(ReleaseRounds).rounds.run();
      await service.settled();
      expect(await tasks(id)).toHaveLength(expected);
    }
    expect((await results(id)).segments[0]).toMatchObject({ waiting: 0, tasks: 25 });
  });

  it('wait while they are paused, go on, and drop what is left when they are stopped', async () => {
    const id = await aPlan({ segments: [{ ...PEOPLE, name: 'all', perDay: 5 }], timeZone: 'UTC' }, some(12));
    await sam.post(`/api/v1/plans/${id}/pause`);
    service.clock.advance({ days: 1 });
    sam = await service.asCaller({ subject: 'sam' }, '*');
    await service.running.app.get(ReleaseRounds).rounds.run();
    expect(await tasks(id)).toHaveLength(5);
    await sam.post(`/api/v1/plans/${id}/resume`);
    await service.settled();
    expect(await tasks(id)).toHaveLength(10);
    await sam.post(`/api/v1/plans/${id}/stop`);
    await service.settled();
    expect(await plan(id)).toMatchObject({ status: 'stopped', openTasks: 0 });
    expect((await results(id)).segments[0]).toMatchObject({ dropped: 10, waiting: 2 });
  });

  it('turn to nobody who wants none of it, and to nobody too often', async () => {
    const [quiet, ...others] = some(6);
    const customerId = customerOf(`${run}-0`);
    await sam.put(`/api/v1/suppressions/${customerId}`, { reason: 'complaint' });
    const design = { segments: [{ ...PEOPLE, name: 'all' }], frequencyCap: { most: 1, days: 7 } };
    const first = await aPlan(design, [quiet!, ...others, others[0]!]);
    expect((await results(first)).segments[0]).toMatchObject({ suppressed: 2, tasks: 5 });
    const second = await aPlan(design, [...others, ...some(1)]);
    expect((await results(second)).segments[0]).toMatchObject({ suppressed: 5, tasks: 1 });
    service.clock.advance({ days: 8 });
    sam = await service.asCaller({ subject: 'sam' }, '*');
    expect((await results(await aPlan(design, others))).segments[0]).toMatchObject({ suppressed: 0, tasks: 5 });
  });

  it('turn to nobody who wanted none of it, or had it, under another of their ids', async () => {
    const [quiet, capped, ...others] = some(3);
    const of = [run, run + 1].map((each) => [0, 1].map((n) => customerOf(`${each}-${n}`)));
    await sam.put(`/api/v1/suppressions/${of[0]![0]!}`, { reason: 'complaint' });
    const design = { segments: [{ ...PEOPLE, name: 'all' }], frequencyCap: { most: 1, days: 7 } };
    expect((await results(await aPlan(design, [quiet!, capped!]))).segments[0]).toMatchObject({
      suppressed: 1,
      tasks: 1,
    });
    families.push([of[1]![0]!, of[0]![0]!], [of[1]![1]!, of[0]![1]!]);
    const again = await aPlan(design, [...some(2), ...others]);
    expect((await results(again)).segments[0]).toMatchObject({ suppressed: 2, tasks: 1 });
    families.length = 0;
    expect((await results(await aPlan(design, some(2)))).segments[0]).toMatchObject({ suppressed: 0, tasks: 2 });
  });

  it('give what somebody had to the others, and lose none of it', async () => {
    const people = [{ id: 'eve' }, { id: 'fay' }, { id: 'gus' }];
    const id = await aPlan({ segments: [{ ...PEOPLE, name: 'all', people }] }, some(9));
    const fay = await service.asCaller({ subject: 'fay' }, 'task:*');
    const [done] = await tasks(id, '&agentId=fay');
    await fay.post(`/api/v1/tasks/${done!.id}/take`);
    await fay.post(`/api/v1/tasks/${done!.id}/complete`, { outcome: 'done' });
    await sam.post(`/api/v1/plans/${id}/people/fay/leave`);
    await service.settled();
    const after = await tasks(id);
    expect([countOf(after, 'eve'), countOf(after, 'fay'), countOf(after, 'gus')]).toEqual([4, 1, 4]);
    for (const left of ['eve', 'gus']) await sam.post(`/api/v1/plans/${id}/people/${left}/leave`);
    await service.settled();
    expect(countOf(await tasks(id, '&status=open'), null)).toBe(8);
  });

  it('compare those they turned to with those they left alone', async () => {
    const id = await aPlan({ segments: [{ ...PEOPLE, name: 'all' }], controlPercent: 50 }, some(60));
    const before = (await results(id)).segments[0]!;
    expect(before.treated.of + before.control.of).toBe(60);
    for (const { id: taskId } of await tasks(id)) {
      await sam.post(`/api/v1/tasks/${taskId}/take`);
      const conversion = { product: 'fibre', value: 100 };
      await sam.post(`/api/v1/tasks/${taskId}/complete`, { outcome: 'interested', conversion });
    }
    const treated = new Set((await tasks(id)).map(({ customerId }) => customerId));
    const control = Array.from({ length: 60 }, (_, n) => customerOf(`${run}-${n}`)).find((each) => !treated.has(each));
    const convert = async () => (await sam.post(`/api/v1/plans/${id}/conversions`, { customerId: control })).body;
    expect([await convert(), await convert()]).toEqual([{ counted: true }, { counted: false }]);
    await service.settled();
    const { difference, ...after } = (await results(id)).segments[0]!;
    expect(after).toMatchObject({
      ...{ converted: before.tasks, reached: before.tasks, value: 100 * before.tasks },
      treated: { converted: before.treated.of },
      control: { converted: 1 },
    });
    expect(difference!.difference).toBeCloseTo(1 - 1 / before.control.of, 10);
    expect(difference!.low).toBeGreaterThan(0.5);
    expect(await plan(id)).toMatchObject({ status: 'completed' });
  });

  it('refuse a design that leads nowhere', async () => {
    const { id, version } = (await sam.post<PlanView>('/api/v1/plans', { name: 'x', kind: 'care' })).body;
    const put = (segment: object) =>
      sam.put(`/api/v1/plans/${id}/design`, { segments: [segment] }, { 'if-match': `"${version}"` });
    const rest = { name: 'rest', channel: 'people' };
    expect(await put({ ...rest, when: 'vip' })).toMatchObject({ status: 422, body: { code: 'plan-design-faulty' } });
    expect(await put({ ...rest, questionnaire: 'none' })).toMatchObject({ status: 404 });
    expect(await put({ ...rest, when: 'vip and' })).toMatchObject({ body: { code: 'plan-design-faulty' } });
  });

  it('and dispatch alike never give the last place of a day to two', async () => {
    await sam.put('/api/v1/service-areas/east', { name: 'East' });
    await sam.put('/api/v1/engineers/li', { areas: ['east'], dailyCapacity: 2 });
    const visits: string[] = [];
    for (let n = 0; n < 5; n += 1) {
      const visitId = newId(service.clock.now());
      const ids = { ticketId: newId(service.clock.now()), customerId: newId(service.clock.now()) };
      await service.publish(ticketDispatched, { ...ids, visitId });
      visits.push(visitId);
    }
    const need = { area: 'east', day: '2027-01-06' };
    const answers = await Promise.all(visits.map((id) => sam.post<VisitView>(`/api/v1/visits/${id}/dispatch`, need)));
    expect(answers.filter(({ body }) => body.engineerId === 'li')).toHaveLength(2);
    expect(answers.filter(({ body }) => body.engineerId === null)).toHaveLength(3);
  });
});
