import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Circle } from '#libs/contracts/common-center/identity/organisation-api';
import { ticketDispatched } from '#libs/contracts/ticket-center/ticket-events';
import type { DataScope } from '#libs/kernel/data-scope';
import { newId } from '#libs/kernel/id';
import type { ApiClient } from '#libs/testing/api-client';
import { startForTest, type ServiceInTest } from '#libs/testing/service-in-test';
import { StubRefusal } from '#libs/testing/doubles/stub-service';
import type { Problem } from '#libs/web/http/problem';
import { ticketCenter } from '../../src/service.js';
import { CountWorker } from '../../src/ticket-view/count/count-worker.js';
import { IndexWorker } from '../../src/ticket-search/index/index-worker.js';
import type { TicketView } from '../../src/ticket/ticket.dto.js';

const CUSTOMER = '0199d2f0-0000-7000-8000-000000000001';
const NORTH = '0199d2f0-0000-7000-8000-0000000000a1';
const AGENT = ['ticket:read', 'ticket:work', 'ticket:open', 'ticket:search', 'ticket:watch', 'ticket-view:*'];
const ALL = { all: [], any: [] };

interface Items {
  items: { id: string }[];
}

describe('whose tickets somebody sees', () => {
  let service: ServiceInTest;
  let lead: ApiClient;
  const circles = new Map<string, Circle>([['mia', { people: ['mia'], teams: [] }]]);

  beforeAll(async () => {
    service = await startForTest(ticketCenter);
    lead = await service.asCaller({ subject: 'lead' }, '*');
    const calls = await service.remote('call-center');
    const common = await service.remote('common-center');
    common.answers('POST', '/internal/accounts/active', (body) => body);
    for (const person of ['mia', 'li', 'lead', 'zoe', 'portal', 'lost']) {
      calls.answers('GET', `/internal/agents/${person}/team`, () => ({ teamId: null }));
      common.answers('GET', `/internal/organisation/circles/${person}`, () => {
        const circle = circles.get(person);
        if (!circle) throw new StubRefusal(503, { code: 'away' });
        return circle;
      });
    }
  });
  afterAll(() => service.stop());

  let tickets = 0;
  const opened = async (over: object = {}) => {
    const body = { ticketType: 'general', customerId: CUSTOMER, subject: `Parcel ${++tickets}`, ...over };
    return (await lead.post<TicketView>('/api/v1/tickets', body)).body;
  };
  const assigned = async (assigneeId: string, over: object = {}) => {
    const { id } = await opened(over);
    return (await lead.post<TicketView>(`/api/v1/tickets/${id}/assign`, { assigneeId })).body;
  };
  const asAgent = (subject: string, base: DataScope, further?: object) =>
    service.asCaller({ subject, dataScope: { base, ...(further && { further }) } }, ...AGENT);
  const ids = ({ body }: { body: Items }) => body.items.map(({ id }) => id);
  const listed = async (who: ApiClient) => ids(await who.get<Items>('/api/v1/tickets?limit=200'));
  /** Lines, counts and the index follow. */
  const followed = async () => {
    await service.settled();
    await service.running.app.get(CountWorker).rounds.run();
    await service.running.app.get(IndexWorker).rounds.run();
  };

  it('is what they have and supervise, in every list there is', async () => {
    const mia = await asAgent('mia', 'self');
    const own = await assigned('mia', { subject: 'Umbrella' });
    const other = await assigned('li', { subject: 'Umbrella' });
    await followed();
    expect(await listed(mia)).toEqual([own.id]);
    expect((await mia.get(`/api/v1/tickets/${own.id}`)).status).toBe(200);
    const ask = { conditions: ALL };
    expect(ids(await mia.post<Items>('/api/v1/ticket-views/ask', ask))).toEqual([own.id]);
    expect(ids(await mia.post<Items>('/api/v1/ticket-search', { words: 'umbrella' }))).toEqual([own.id]);
    expect(ids(await mia.post<Items>('/api/v1/ticket-search', { words: other.number }))).toEqual([]);
    expect(ids(await lead.post<Items>('/api/v1/ticket-search', { words: 'umbrella' })).sort()).toEqual(
      [own.id, other.id].sort(),
    );
  });

  it('is what a view counts for them', async () => {
    circles.set('zoe', { people: ['zoe'], teams: [] });
    const zoe = await asAgent('zoe', 'self');
    await assigned('zoe');
    await followed();
    const view = { name: 'All', conditions: ALL };
    const saved = (await zoe.post<{ id: string; count: number }>('/api/v1/ticket-views', view)).body;
    await followed();
    expect((await zoe.get<{ count: number }>(`/api/v1/ticket-views/${saved.id}`)).body.count).toBe(1);
    expect(ids(await zoe.get<Items>(`/api/v1/ticket-views/${saved.id}/tickets`))).toHaveLength(1);
  });

  it('is what their team has, with the permission that reaches so far', async () => {
    circles.set('li', { people: ['li', 'mia'], teams: [NORTH] });
    const li = await asAgent('li', 'self', { team: ['ticket:read'] });
    const colleagues = await assigned('mia');
    const ofTeam = await opened();
    await lead.post(`/api/v1/tickets/${ofTeam.id}/team`, { teamId: NORTH });
    const beyond = await assigned('zoe');
    expect(await listed(li)).toEqual(expect.arrayContaining([colleagues.id, ofTeam.id]));
    expect(await listed(li)).not.toContain(beyond.id);
    expect((await li.get(`/api/v1/tickets/${ofTeam.id}`)).status).toBe(200);
  });

  it('is the whole tenant where nothing narrower is said', async () => {
    const other = await assigned('zoe');
    const agent = await service.asCaller({ subject: 'mia' }, ...AGENT);
    expect(await listed(agent)).toContain(other.id);
  });

  it('is what they watch as well', async () => {
    const mia = await asAgent('mia', 'self');
    const { id } = await assigned('li');
    expect((await mia.get(`/api/v1/tickets/${id}`)).status).toBe(404);
    await lead.put(`/api/v1/tickets/${id}/watchers/mia`);
    expect((await mia.get(`/api/v1/tickets/${id}`)).status).toBe(200);
  });

  it('is nothing, rather than everything, while nobody can say', async () => {
    const lost = await asAgent('lost', 'team');
    expect((await lost.get('/api/v1/tickets')).status).toBeGreaterThanOrEqual(500);
    const { id } = await assigned('li');
    expect((await lost.get(`/api/v1/tickets/${id}`)).status).toBeGreaterThanOrEqual(500);
  });

  it('keeps every route of a ticket beyond it shut', async () => {
    const { id } = await assigned('li');
    const mia = await service.asCaller({ subject: 'mia', dataScope: { base: 'self' } }, '*');
    const routes = Object.entries(service.running.openApi.paths).flatMap(([path, methods]) =>
      path.startsWith('/api/v1/tickets/{') ? Object.keys(methods).map((method) => ({ path, method })) : [],
    );
    expect(routes.length).toBeGreaterThan(40);
    const opened: string[] = [];
    for (const { path, method } of routes) {
      const url = path.replace(/\{\w+\}/, id).replaceAll(/\{\w+\}/g, CUSTOMER);
      const { status } = await mia.call(method.toUpperCase(), url, method === 'get' ? undefined : {});
      if (status !== 404) opened.push(`${method} ${path}: ${status}`);
    }
    expect(opened).toEqual([expect.stringContaining('post /api/v1/tickets/{id}/grab')]);
  });

  it('is where what is asked, escalated and done in bulk about tickets is seen', async () => {
    const mia = await service.asCaller({ subject: 'mia', dataScope: { base: 'self' } }, '*');
    const [own, other] = [await assigned('mia'), await assigned('zoe')];
    const zoe = await service.asCaller({ subject: 'zoe' }, '*');
    const steps = [{ after: 'PT1H', to: [{ type: 'person', personId: 'lead' }] }];
    expect((await lead.post('/api/v1/escalation-chains', { name: 'up', steps })).status).toBe(201);
    const made = new Map<string, string[]>();
    for (const [who, { id }] of [
      [mia, own],
      [zoe, other],
    ] as const) {
      const ask = { teamId: NORTH, question: 'How?' };
      const bulk = { tickets: { ids: [id] }, action: { type: 'note', text: 'seen' } };
      for (const [list, asked] of [
        ['assist-requests', who.post<{ id: string }>(`/api/v1/tickets/${id}/assist-requests`, ask)],
        ['bulk-actions', who.post<{ id: string }>('/api/v1/bulk-actions', bulk)],
        ['escalations', lead.post<{ id: string }>(`/api/v1/tickets/${id}/escalations`, { chain: 'up' })],
      ] as const)
        made.set(list, [...(made.get(list) ?? []), (await asked).body.id]);
    }
    for (const [list, [within, beyond]] of made) {
      expect([list, ids(await mia.get<Items>(`/api/v1/${list}`))]).toEqual([list, [within]]);
      expect(ids(await lead.get<Items>(`/api/v1/${list}`))).toEqual(expect.arrayContaining([within, beyond]));
      expect((await mia.get(`/api/v1/${list}/${within}`)).status).toBe(200);
      expect((await mia.get(`/api/v1/${list}/${beyond}`)).status).toBe(404);
    }
    const [, results] = made.get('bulk-actions')!;
    expect((await mia.get(`/api/v1/bulk-actions/${results}/results`)).status).toBe(404);
    const [, theirs] = made.get('assist-requests')!;
    expect((await mia.post(`/api/v1/assist-requests/${theirs}/answer`, { answer: 'So.' })).status).toBe(404);
    expect((await mia.post(`/api/v1/assist-requests/${theirs}/take`)).status).toBe(200);
    expect((await mia.post(`/api/v1/assist-requests/${theirs}/answer`, { answer: 'So.' })).status).toBe(200);
  });

  it('keeps tickets beyond it out of what is done with those within', async () => {
    const mia = await service.asCaller({ subject: 'mia', dataScope: { base: 'self' } }, '*');
    const [own, other] = [await assigned('mia'), await assigned('zoe')];
    const link = { toId: other.id, kind: 'relates' };
    for (const [path, body] of [
      ['merge', { into: other.id }],
      ['links', link],
    ] as const)
      expect((await mia.post(`/api/v1/tickets/${own.id}/${path}`, body)).status).toBe(404);
    const placed = await mia.put(`/api/v1/tickets/${own.id}/parent`, { parentId: other.id }, { 'if-match': '"2"' });
    expect(placed.status).toBe(404);
    await lead.post(`/api/v1/tickets/${own.id}/links`, link);
    const seenBy = async (who: ApiClient) =>
      (await who.get<{ links: object[] }>(`/api/v1/tickets/${own.id}/relations`)).body.links.length;
    expect([await seenBy(lead), await seenBy(mia)]).toEqual([1, 0]);
  });

  it('keeps bulk actions to it', async () => {
    const order = ['bulk-action:*', 'ticket:close'];
    const mia = await service.asCaller({ subject: 'mia', dataScope: { base: 'self' } }, ...order);
    const { id } = await assigned('li');
    const refused = await mia.post<Problem>('/api/v1/bulk-actions', {
      tickets: { ids: [id] },
      action: { type: 'close' },
    });
    expect(refused).toMatchObject({ status: 422, body: { code: 'bulk-action-for-nothing' } });
    const body = { tickets: { filter: { assigneeId: 'zoe' } }, action: { type: 'close' } };
    expect((await mia.post<Problem>('/api/v1/bulk-actions', body)).status).toBe(422);
  });

  describe('what is done for customers', () => {
    const WORK = ['task:*', 'visit:*'];
    const working = (subject: string, base: DataScope) => service.asCaller({ subject, dataScope: { base } }, ...WORK);
    const aTask = async (agentId: string | null, ticketId: string | null = null) => {
      const body = { kind: 'marketing', customerId: CUSTOMER, ticketId };
      const { id } = (await lead.post<{ id: string }>('/api/v1/tasks', body)).body;
      if (agentId !== null) await lead.post(`/api/v1/tasks/${id}/assign`, { agentId });
      return id;
    };
    const aVisit = async (ticketId: string) => {
      const visitId = newId(service.clock.now());
      await service.publish(ticketDispatched, { ticketId, visitId, customerId: CUSTOMER });
      return visitId;
    };
    const lists = async (who: ApiClient, path: string) => ids(await who.get<Items>(`/api/v1/${path}?limit=200`));
    const routesOf = (things: string) =>
      Object.entries(service.running.openApi.paths).flatMap(([path, methods]) =>
        path.startsWith(`/api/v1/${things}/{`) ? Object.keys(methods).map((method) => ({ path, method })) : [],
      );

    it('tasks are seen by who has them, by who has the ticket they follow, and by nobody else', async () => {
      const mia = await working('mia', 'self');
      const [own, others, free] = [await aTask('mia'), await aTask('li'), await aTask(null)];
      const following = await aTask('li', (await assigned('mia')).id);
      expect((await lists(mia, 'tasks')).sort()).toEqual([own, following].sort());
      expect(await lists(lead, 'tasks')).toEqual(expect.arrayContaining([own, others, free, following]));
      for (const id of [own, following]) expect((await mia.get(`/api/v1/tasks/${id}`)).status).toBe(200);
      for (const id of [others, free]) expect((await mia.get(`/api/v1/tasks/${id}`)).status).toBe(404);
      expect((await mia.post(`/api/v1/tasks/${free}/take`)).status).toBe(200);
      expect((await mia.get(`/api/v1/tasks/${free}`)).status).toBe(200);
    });

    it('visits are seen by who goes, by who has the ticket, and by nobody else', async () => {
      const mia = await working('mia', 'self');
      const own = await aVisit((await assigned('mia')).id);
      const others = await aVisit((await assigned('li')).id);
      expect(await lists(mia, 'visits')).toEqual([own]);
      expect(await lists(mia, 'visits/undispatched')).toEqual([own]);
      expect(await lists(lead, 'visits')).toEqual(expect.arrayContaining([own, others]));
      expect((await mia.get(`/api/v1/visits/${own}`)).status).toBe(200);
    });

    it('and their routes are shut for everybody else', async () => {
      const mia = await service.asCaller({ subject: 'mia', dataScope: { base: 'self' } }, '*');
      const beyond = { tasks: await aTask('li'), visits: await aVisit((await assigned('li')).id) };
      const opened: string[] = [];
      for (const [things, id] of Object.entries(beyond))
        for (const { path, method } of routesOf(things)) {
          const url = path.replace(/\{\w+\}/, id);
          const { status } = await mia.call(method.toUpperCase(), url, method === 'get' ? undefined : {});
          if (status !== 404) opened.push(`${method} ${path}: ${status}`);
        }
      expect(opened).toEqual(['post /api/v1/tasks/{id}/take: 409']);
    });
  });

  describe('what waits in a pool', () => {
    let agent: ApiClient;
    beforeAll(async () => {
      agent = await service.asCaller({ subject: 'mia' }, ...AGENT, 'ticket:grab');
      await lead.post('/api/v1/pools', { name: 'blind', condition: 'category = "blind"', picking: true });
      await service.settled();
    });

    it('is seen by nobody who could grab it, by no way, until they have', async () => {
      const { id, number } = await opened({ category: 'blind', subject: 'Balloon' });
      await followed();
      expect(await listed(agent)).not.toContain(id);
      expect((await agent.get(`/api/v1/tickets/${id}`)).status).toBe(404);
      expect((await agent.get(`/api/v1/tickets/${id}/journal`)).status).toBe(404);
      for (const words of ['balloon', number])
        expect(ids(await agent.post<Items>('/api/v1/ticket-search', { words }))).toEqual([]);
      expect((await agent.post(`/api/v1/tickets/${id}/grab`)).status).toBe(200);
      expect((await agent.get(`/api/v1/tickets/${id}`)).status).toBe(200);
      expect(await listed(agent)).toContain(id);
    });

    it('is seen by those who lead, and by who tells customers of it', async () => {
      const { id } = await opened({ category: 'blind' });
      await service.settled();
      expect((await lead.get(`/api/v1/tickets/${id}`)).status).toBe(200);
      const portal = await service.asCaller({ subject: 'portal', kind: 'client' }, 'ticket:read', 'ticket:read-pooled');
      expect((await portal.get(`/api/v1/tickets/${id}`)).status).toBe(200);
    });
  });
});
