import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { subjectInspected, subjectNoted } from '#libs/contracts/operations-center/inspection-events';
import { topicTerms } from '#libs/hot-topics/terms';
import { addToRows } from '#libs/persistence/rows/add-to-rows';
import { Database } from '#libs/persistence/database';
import { runAsTenant } from '#libs/persistence/tenant/tenant-context';
import type { ApiClient } from '#libs/testing/api-client';
import { eventually } from '#libs/testing/eventually';
import { startForTest, type ServiceInTest } from '#libs/testing/service-in-test';
import { StubRefusal } from '#libs/testing/doubles/stub-service';
import { operationsCenter } from '../src/service.js';
import { ALL_TEXTS, bucketOf, termKeyOf } from '../src/topics/readings/buckets.js';
import { TermCountSchema } from '../src/topics/readings/reading.schema.js';
import { TopicRounds } from '../src/topics/radar/topic-rounds.js';
import { anId, EventsOfOthers } from './events-of-others.js';

interface Incident {
  id: string;
  state: string;
  terms: string[];
  observed: number;
  samples: { kind: string; id: string }[];
}
interface Signal {
  subject: { id: string };
  turn: number;
  span: { from: number; to: number } | null;
}
interface Page<Item> {
  items: Item[];
}
const TOPICS = '/api/v1/topics';
const HOUR = `from=2026-11-23T08:00:00Z&to=2026-11-23T10:00:00Z`;

describe('operations-center: topics', () => {
  let service: ServiceInTest;
  let supervisor: ApiClient;
  let others: EventsOfOthers;
  let incident: Incident;
  const tickets: string[] = [];

  beforeAll(async () => {
    service = await startForTest(operationsCenter, { tenants: ['acme', 'globex'] });
    supervisor = await service.as('inspection:*', 'topic:*');
    others = new EventsOfOthers(service);
  });
  afterAll(() => service.stop());

  const call = async (...said: string[]) => {
    const contactId = anId();
    const segments = said.map((text, index) => ({
      ...{ seq: index + 1, speaker: text.startsWith('-') ? 'agent' : 'customer', text, fromMs: index, toMs: index },
    }));
    await supervisor.post(`/api/v1/transcripts/${contactId}/segments`, { segments });
    await supervisor.post(`/api/v1/transcripts/${contactId}/end`);
    return contactId;
  };
  const written = async (ticketId: string, description: string, category = 'other') => {
    const ticketCenter = await service.remote('ticket-center');
    ticketCenter.answers('GET', `/internal/tickets/${ticketId}/text`, () => ({
      ...{ channel: 'web', category, customerId: anId(), assigneeId: 'mia', openedAt: '2026-11-23T06:00:00.000Z' },
      items: [{ part: 'description', text: description, by: null, at: '2026-11-23T06:00:00.000Z' }],
    }));
    return ticketId;
  };
  const ticket = async (description: string, category = 'other') =>
    others.ticketClosed({ ticketId: await written(anId(), description, category) });
  const openTicket = async (description: string) => others.ticketOpened(await written(anId(), description));
  const read = async (ids: readonly string[]) => {
    const done = () => service.events(subjectInspected.type).map(({ subject }) => subject);
    await eventually('all of them are read', () => ids.every((id) => done().includes(id)), { within: 30_000 });
    await service.settled();
  };
  const noted = async (id: string) => {
    const isNoted = () => service.events(subjectNoted.type).some(({ subject }) => subject === id);
    await eventually('it is read while it is open', isNoted, { within: 30_000 });
    await service.settled();
  };
  const usually = (counts: Readonly<Record<string, number>>) =>
    runAsTenant('acme', () =>
      service.running.app.get(Database).transaction((tx) => {
        const bucket = bucketOf(service.clock.now()) - 20;
        const rows = Object.entries(counts).map(([termKey, texts]) => ({
          bucket,
          termKey,
          kind: 'call' as const,
          texts,
        }));
        return addToRows(tx, TermCountSchema, rows, { sums: ['texts'] });
      }),
    );
  const look = () => service.running.app.get(TopicRounds).rounds.run();
  const incidents = async () => (await supervisor.get<Page<Incident>>(`${TOPICS}/incidents`)).body.items;

  it('propose nothing while nothing is known of what is usual', async () => {
    const calls = Array.from({ length: 6 }, (_, n) => call(`支付失败了 ${n}`));
    tickets.push(await ticket('支付失败，付款不了'), await openTicket('支付失败'));
    await read([...(await Promise.all(calls)), tickets[0]!]);
    await noted(tickets[1]!);
    await look();
    expect(await incidents()).toEqual([]);
  });

  it('propose one incident of what is said far more often than usual, once', async () => {
    const weather = topicTerms('今天天气不错').map((term) => [termKeyOf(term), 300] as const);
    await usually({ [ALL_TEXTS]: 400, ...Object.fromEntries(weather) });
    await read(await Promise.all(Array.from({ length: 6 }, () => call('今天天气不错'))));
    await look();
    await look();
    const proposed = await incidents();
    expect(proposed).toHaveLength(1);
    incident = proposed[0]!;
    expect(incident).toMatchObject({ state: 'proposed', observed: 8, kinds: { call: 6, ticket: 2 } });
    expect(incident.terms).toEqual(expect.arrayContaining(['支付', '失败', '支付失败']));
    expect(incident.terms).not.toContain('天气');
    await service.settled();
    expect(service.events('operations.incident-proposed.v1')).toMatchObject([{ data: { observed: 8 } }]);
    expect(JSON.stringify(service.events('operations.incident-proposed.v1'))).not.toContain('支付');
  });

  it('become a master ticket, with the tickets it causes, and a draft of an announcement, by one call', async () => {
    const [master, draft] = [anId(), anId()];
    const ticketCenter = await service.remote('ticket-center');
    const commonCenter = await service.remote('common-center');
    ticketCenter.answers('POST', '/api/v1/tickets', () => ({ id: master }));
    ticketCenter.answers('POST', `/api/v1/tickets/${master}/links`, (body) => {
      if ((body as { toId: string }).toId !== tickets[1]) throw new StubRefusal(404, { code: 'ticket-not-found' });
      throw new StubRefusal(409, { code: 'tickets-already-linked' });
    });
    commonCenter.answers('POST', '/api/v1/announcements', () => ({ id: draft }));
    const body = {
      ticket: { ticketType: 'general', customerId: anId(), subject: 'Payments fail' },
      announcement: { title: 'Payments', body: 'It is looked into.', validFrom: '2026-11-23T09:00:00Z' },
    };
    const confirm = () => supervisor.post(`${TOPICS}/incidents/${incident.id}/confirm`, body);
    expect(await confirm()).toMatchObject({
      status: 200,
      body: {
        ...{ state: 'confirmed', ticketId: master, announcementId: draft, decidedBy: 'mia' },
        links: expect.arrayContaining([
          { ticketId: tickets[0], refused: 'ticket-not-found' },
          { ticketId: tickets[1], refused: null },
        ]),
      },
    });
    expect(await confirm()).toMatchObject({ status: 200, body: { ticketId: master } });
    const posted = ticketCenter.asked.filter(({ method }) => method === 'POST');
    expect(posted.map(({ path, body: asked }) => [path, (asked as { toId?: string }).toId])).toEqual([
      ['/api/v1/tickets', undefined],
      [`/api/v1/tickets/${master}/links`, tickets[0]],
      [`/api/v1/tickets/${master}/links`, tickets[1]],
    ]);
    expect(posted[0]!.headers['idempotency-key']).toBe(`incident-${incident.id}`);
    expect(await supervisor.post(`${TOPICS}/incidents/${incident.id}/dismiss`)).toMatchObject({
      ...{ status: 409, body: { code: 'topic-incident-decided' } },
    });
  });

  it('have tickets that are opened later linked to the master ticket, too', async () => {
    const [{ ticketId: master }] = (await incidents()) as [Incident & { ticketId: string }];
    const ticketCenter = await service.remote('ticket-center');
    ticketCenter.answers('POST', `/internal/tickets/${master}/links`, () => null);
    const later = await openTicket('支付失败');
    await noted(later);
    await look();
    await look();
    const asked = ticketCenter.asked.filter(({ path }) => path === `/internal/tickets/${master}/links`);
    expect(asked.map(({ body }) => body)).toEqual([{ toId: later, by: 'mia' }]);
    const [{ links }] = (await incidents()) as [Incident & { links: object[] }];
    expect(links).toContainEqual({ ticketId: later, refused: null });
    expect(links).toHaveLength(3);
  });

  it('are listed by how many speak of them, with samples; never what fewer than three said', async () => {
    await read([await call('我叫欧阳锋')]);
    const { items } = (
      await supervisor.get<Page<{ term: string; texts: number; burst: object | null }>>(`${TOPICS}/hot?${HOUR}`)
    ).body;
    const found = (term: string) => items.find((each) => each.term === term);
    expect(found('支付失败')).toMatchObject({
      texts: 9,
      kinds: { call: 6, ticket: 3 },
      burst: { expected: expect.any(Number) },
    });
    expect(found('天气')).toMatchObject({ texts: 6, burst: null });
    expect(items.filter(({ texts }) => texts < 3)).toEqual([]);
  });

  it('show leads and unmet needs, pointing at the words', async () => {
    const [lead, unmet] = [await call('这个套餐多少钱', '-99元'), await call('有没有儿童票？', '-抱歉，我不清楚')];
    await read([lead, unmet]);
    const signals = async (kind: string) => (await supervisor.get<Page<Signal>>(`${TOPICS}/${kind}`)).body.items;
    expect(await signals('leads')).toMatchObject([{ subject: { id: lead }, turn: 1, span: { from: 2, to: 4 } }]);
    expect((await signals('unmet-needs')).map(({ subject }) => subject.id)).toContain(unmet);
  });

  describe('what customers want', () => {
    it('is not learnt from too few tickets', async () => {
      expect(await supervisor.post(`${TOPICS}/intents/teach`)).toMatchObject({
        ...{ status: 409, body: { code: 'topic-too-few-tickets' } },
      });
    });

    it('is learnt from the categories of finished tickets, and counted', async () => {
      const refunds = Array.from({ length: 15 }, (_, n) => ticket(`我要申请退款，钱还没退回来，第${n}次`, 'refund'));
      const parcels = Array.from({ length: 15 }, (_, n) => ticket(`包裹物流没有更新，快递到哪里了，${n}`, 'delivery'));
      await read(await Promise.all([...refunds, ...parcels]));
      const taught = await supervisor.post<{ rightPercent: number }>(`${TOPICS}/intents/teach`);
      expect(taught.body).toMatchObject({ texts: 31 });
      expect(taught.body.rightPercent).toBeGreaterThan(80);
      await read([await call('你好，我要退款'), await call('快递包裹到哪里了')]);
      const { items } = (
        await supervisor.get<Page<{ intent: string | null; kinds: object }>>(`${TOPICS}/intents?${HOUR}`)
      ).body;
      expect(items).toEqual(
        expect.arrayContaining([
          expect.objectContaining({ intent: 'refund', kinds: { call: 1 } }),
          expect.objectContaining({ intent: 'delivery', kinds: { call: 1 } }),
        ]),
      );
    });
  });

  it('count a ticket once, when it is opened; its end counts no more', async () => {
    const counted = async () => {
      const { items } = (await supervisor.get<Page<{ term: string; texts: number }>>(`${TOPICS}/hot?${HOUR}`)).body;
      return items.find(({ term }) => term === '支付失败')?.texts;
    };
    const before = await counted();
    await others.ticketClosed({ ticketId: tickets[1] });
    await read([tickets[1]!]);
    expect(await counted()).toBe(before);
  });

  it('show signals to whom reaches who had them', async () => {
    const commonCenter = await service.remote('common-center');
    commonCenter.answers('GET', '/internal/organisation/circles/tom', () => ({ people: ['tom'], teams: [] }));
    const tom = await service.asCaller({ subject: 'tom', dataScope: { base: 'team' } }, 'topic:read');
    for (const path of ['leads', 'unmet-needs'])
      expect((await tom.get<Page<Signal>>(`${TOPICS}/${path}`)).body.items).toEqual([]);
  });

  it('keep tenants apart, and ask for permissions', async () => {
    const globex = await service.asCaller({ tenant: 'globex' }, 'topic:*');
    for (const path of ['incidents', 'leads', 'unmet-needs', `hot?${HOUR}`, `intents?${HOUR}`])
      expect((await globex.get<Page<object>>(`${TOPICS}/${path}`)).body.items).toEqual([]);
    const reader = await service.as('topic:read');
    expect((await reader.post(`${TOPICS}/incidents/${incident.id}/dismiss`)).status).toBe(403);
  });
});
