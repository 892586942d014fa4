import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ApiClient } from '#libs/testing/api-client';
import { startForTest, type ServiceInTest } from '#libs/testing/service-in-test';
import { ticketCenter } from '../../src/service.js';
import { IndexWorker } from '../../src/ticket-search/index/index-worker.js';
import type { TicketView } from '../../src/ticket/ticket.dto.js';

const CUSTOMER = '0199d2f0-0000-7000-8000-000000000001';

interface Page {
  items: { id: string; number: string; excerpts: { part: string; text: string; marks: [number, number][] }[] }[];
  next: string | null;
}

describe('search of tickets over HTTP', () => {
  let service: ServiceInTest;
  let mia: ApiClient;
  let portal: ApiClient;
  beforeAll(async () => {
    service = await startForTest(ticketCenter);
    const calls = await service.remote('call-center');
    for (const person of ['mia', 'portal', 'lead'])
      calls.answers('GET', `/internal/agents/${person}/team`, () => ({ teamId: null }));
    mia = await service.as('ticket:*', 'ticket-view:*', 'ticket-search:*');
    portal = await service.asCaller({ subject: 'portal' }, 'ticket:search');
  });
  afterAll(() => service.stop());

  const opened = async (over: object) => {
    const body = { ticketType: 'general', customerId: CUSTOMER, subject: 'A question', ...over };
    return (await mia.post<TicketView>('/api/v1/tickets', body)).body;
  };
  const read = async () => {
    await service.settled();
    await service.running.app.get(IndexWorker).rounds.run();
  };
  const search = async (words: string, over: object = {}, by = mia) =>
    (await by.post<Page>('/api/v1/ticket-search', { words, ...over })).body;
  const ids = ({ items }: Page) => items.map(({ id }) => id);

  it('finds a ticket by what was said in it, and shows where', async () => {
    const { id } = await opened({ subject: '快递一直没到', description: 'The courier never rang.' });
    await mia.post(`/api/v1/tickets/${id}/reply`, { text: 'We ask the depot in Hangzhou.' });
    await read();
    for (const words of ['快递', 'courier', 'hangzhou depot', '没到 couri'])
      expect(ids(await search(words))).toEqual([id]);
    const [found] = (await search('快递')).items;
    expect(found!.excerpts).toEqual([{ part: 'subject', text: '快递一直没到', marks: [[0, 2]] }]);
    expect(ids(await search('kuaidi'))).toEqual([]);
  });

  it('shows no part of a number to who sees masks, also where the text is cut', async () => {
    const digits = Array.from({ length: 12 }, (_, at) => `${'x'.repeat(140 + at)} 13800138000`);
    for (const each of digits) await opened({ subject: 'A prize', description: `Tombola ${each} rings` });
    await read();
    const stranger = await service.asCaller({ masked: true }, 'ticket:*', 'ticket-search:*');
    const texts = (await search('tombola', {}, stranger)).items.map(({ excerpts }) => excerpts[0]!.text);
    expect(texts).toHaveLength(digits.length);
    expect(texts.filter((text) => /1380/.test(text))).toEqual([]);
    const [found] = (await search('tombola rings', {}, stranger)).items;
    const { text, marks } = found!.excerpts[0]!;
    for (const [from, to] of marks) expect(['tombola', 'rings']).toContain(text.slice(from, to).toLowerCase());
  });

  it('finds notes for those who may see them', async () => {
    const { id } = await opened({ subject: 'Warranty' });
    await mia.post(`/api/v1/tickets/${id}/note`, { text: 'Probably a fraudster.' });
    await read();
    expect(ids(await search('fraudster'))).toEqual([id]);
    expect(ids(await search('fraudster', {}, portal))).toEqual([]);
    expect((await search('warranty', {}, portal)).items[0]!.excerpts.map(({ part }) => part)).toEqual(['subject']);
  });

  it('finds within a view, and within conditions', async () => {
    const [low, high] = [
      await opened({ subject: 'Gasket', priority: 'low' }),
      await opened({ subject: 'Gasket', priority: 'high' }),
    ];
    await read();
    expect(ids(await search('gasket'))).toEqual([high.id, low.id]);
    const conditions = { all: [{ attribute: 'priority', op: 'is', values: ['low'] }] };
    expect(ids(await search('gasket', { conditions }))).toEqual([low.id]);
    const view = (await mia.post<{ id: string }>('/api/v1/ticket-views', { name: 'Low', conditions })).body;
    expect(ids(await search('gasket', { viewId: view.id }))).toEqual([low.id]);
    expect(ids(await search('gasket', { limit: 1, sort: 'relevance' }))).toHaveLength(1);
  });

  it('finds a number by its beginning', async () => {
    const { id, number } = await opened({ subject: 'By number' });
    await service.settled();
    expect(ids(await search(number.toLowerCase()))).toEqual([id]);
    expect(ids(await search(number.slice(0, 10)))).toContain(id);
  });

  it('is made anew in the background', async () => {
    const { id } = await opened({ subject: 'Rebuilt' });
    await read();
    const { body } = await mia.post<{ id: string; tickets: number }>('/api/v1/ticket-search-rebuilds');
    await read();
    const rebuilt = await mia.get(`/api/v1/ticket-search-rebuilds/${body.id}`);
    expect(rebuilt.body).toMatchObject({ queued: body.tickets, waiting: 0, endedAt: expect.any(String) });
    expect(ids(await search('rebuilt'))).toEqual([id]);
    const metrics = await service.anonymous().get<string>('/metrics');
    expect(metrics.body).toMatch(/switchboard_ticket_search_lag_seconds\{[^}]*\} 0\n/);
  });

  it('asks for the permission', async () => {
    const answer = await (await service.as('ticket:read')).post('/api/v1/ticket-search', { words: 'x' });
    expect(answer).toMatchObject({ status: 403 });
  });
});
