import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '#libs/kernel/id';
import type { ApiClient } from '#libs/testing/api-client';
import type { ServiceInTest } from '#libs/testing/service-in-test';
import { serviceOnEachEngine } from '#libs/testing/service-on-each-engine';
import { Quarantine } from '../../src/file/scan/quarantine.js';
import { IndexWorker } from '../../src/knowledge/index/index-worker.js';
import { ReviewReminders } from '../../src/knowledge/task/review-reminders.js';
import { commonCenter } from '../../src/service.js';
import { CommonCenterInTest, ok } from '../common-center-in-test.js';

interface Draft {
  id: string;
  version: number;
  state: string;
  publishedNumber: number | null;
}
interface Hit {
  id: string;
  title: { text: string; hit: boolean }[];
  reason: string[];
  excerpts: { text: string; hit: boolean }[][];
}
interface Found {
  match: string;
  items: Hit[];
  next: string | null;
}

const PASSWORD = 'a-long-password';
const SECRET = 'a-secret-of-the-portal';
const DAY_MS = 86_400_000;

serviceOnEachEngine('common-center: knowledge', (start) => {
  let center: CommonCenterInTest;
  let service: ServiceInTest;
  let people = 0;
  let lead: ApiClient;
  let writer: ApiClient;
  let writerId: string;
  let portal: ApiClient;
  let categoryId: string;

  beforeAll(async () => {
    service = await start(commonCenter, { tenants: ['acme', 'globex'] });
    center = await CommonCenterInTest.of(service);
    await center.register('acme', { clients: [{ id: 'portal', name: 'portal', secret: SECRET, roles: ['portal'] }] });
    await center.register('globex');
    [, lead] = await person(['supervisor'], null);
    const category = { name: 'Orders' };
    categoryId = (await ok(lead.post<{ id: string }>('/api/v1/knowledge/categories', category))).id;
    portal = await center.asClient('acme', 'portal', SECRET);
    [writerId, writer] = await person(['agent'], 'north');
  });
  afterAll(() => service.stop());

  /** Tokens end after some minutes; what is awaited here takes days. */
  async function pass(days: number): Promise<void> {
    service.clock.advance(days * DAY_MS);
    portal = await center.asClient('acme', 'portal', SECRET);
    lead = await again(lead);
    writer = await again(writer);
  }
  const logins = new Map<ApiClient, string>();
  async function person(roles: string[], team: string | null): Promise<[string, ApiClient]> {
    const login = `knows-${(people += 1)}`;
    const admin = await center.asPerson('acme');
    const account = { login, name: login, password: PASSWORD, roles, team };
    const { id } = await ok(admin.post<{ id: string }>('/api/v1/accounts', account));
    return [id, await loggedIn(login)];
  }
  async function loggedIn(login: string): Promise<ApiClient> {
    const client = await center.asPerson('acme', login, PASSWORD);
    logins.set(client, login);
    return client;
  }
  const again = (client: ApiClient) => loggedIn(logins.get(client)!);
  const app = () => service.running.app;
  const indexed = () => app().get(IndexWorker).rounds.run();
  const content = (over: object = {}) => ({
    ...{ title: 'How to return a parcel', body: 'Within 7 days, with the receipt.', language: 'en', categoryId },
    ...{ audience: ['public'], ...over },
  });
  async function published(over: object = {}): Promise<string> {
    const { id } = await ok(writer.post<Draft>('/api/v1/knowledge/drafts', content(over)));
    await ok(writer.post(`/api/v1/knowledge/drafts/${id}/submit`, {}));
    await ok(lead.post(`/api/v1/knowledge/drafts/${id}/approve`));
    await indexed();
    return id;
  }
  const search = (who: ApiClient, question: string, more: object = {}) =>
    ok(who.post<Found>('/api/v1/knowledge-search', { question, ...more }));
  const idsOf = ({ items }: Found) => items.map(({ id }) => id);

  describe('an article', () => {
    it('is written, reviewed by somebody else, and found by everybody it is for', async () => {
      const draft = await ok(writer.post<Draft>('/api/v1/knowledge/drafts', content({ title: 'Zebra crossing' })));
      expect(await writer.post(`/api/v1/knowledge/drafts/${draft.id}/approve`)).toMatchObject({ status: 403 });
      await ok(lead.post(`/api/v1/knowledge/drafts/${draft.id}/submit`, { note: 'please' }));
      const own = await lead.post(`/api/v1/knowledge/drafts/${draft.id}/approve`);
      expect(own).toMatchObject({ status: 403, body: { code: 'knowledge-four-eyes-needed' } });
      await ok(writer.post(`/api/v1/knowledge/drafts/${draft.id}/recall`));
      await ok(writer.post(`/api/v1/knowledge/drafts/${draft.id}/submit`, {}));
      expect(await ok(lead.post<Draft>(`/api/v1/knowledge/drafts/${draft.id}/approve`))).toMatchObject({
        ...{ state: 'published', publishedNumber: 1 },
      });
      expect(await portal.get(`/api/v1/knowledge/articles/${draft.id}`)).toMatchObject({ status: 200 });
      await indexed();
      expect(idsOf(await search(portal, 'zebra'))).toEqual([draft.id]);
      const { items } = await ok(
        writer.get<{ items: { type: string }[] }>(`/api/v1/knowledge/drafts/${draft.id}/journal`),
      );
      expect(items.map(({ type }) => type)).toEqual([
        ...['article-written', 'article-submitted', 'article-recalled', 'article-submitted', 'article-published'],
      ]);
      expect(service.events('knowledge-article.published.v1').at(-1)!.data).toMatchObject({ articleId: draft.id });
    });

    it('is changed only by who knows its version, and read as it was until the change is approved', async () => {
      const id = await published({ title: 'Yak wool', body: 'Old words.' });
      const path = `/api/v1/knowledge/drafts/${id}`;
      const changed = content({ title: 'Yak wool', body: 'New words.' });
      expect(await writer.call('PUT', path, changed)).toMatchObject({ status: 428 });
      expect(await writer.call('PUT', path, changed, { 'if-match': '"1"' })).toMatchObject({ status: 412 });
      const { headers } = await writer.get(path);
      await ok(writer.call('PUT', path, changed, { 'if-match': headers.get('etag')! }));
      expect(await ok(portal.get(`/api/v1/knowledge/articles/${id}`))).toMatchObject({ body: 'Old words.', number: 1 });
      await ok(writer.post(`${path}/submit`, {}));
      await ok(lead.post(`${path}/approve`));
      await indexed();
      expect(await ok(portal.get(`/api/v1/knowledge/articles/${id}`))).toMatchObject({ body: 'New words.', number: 2 });
      expect((await search(portal, 'yak wool')).items[0]!.excerpts).not.toContainEqual(
        expect.arrayContaining([expect.objectContaining({ text: expect.stringContaining('Old') })]),
      );
      const versions = await ok(writer.get<{ items: { number: number }[] }>(`${path}/versions`));
      expect(versions.items.map(({ number }) => number)).toEqual([2, 1]);
      expect(await ok(writer.get(`${path}/versions/1`))).toMatchObject({ content: { body: 'Old words.' } });
    });

    it('is found from when it is valid until it is not, and not once it is withdrawn', async () => {
      const now = service.clock.ms();
      const [validFrom, validUntil] = [1, 2].map((days) => new Date(now + days * DAY_MS).toISOString());
      const id = await published({ title: 'Walrus week', validFrom, validUntil });
      const seen = async () => {
        await indexed();
        const { status } = await writer.get(`/api/v1/knowledge/articles/${id}`);
        return [status, idsOf(await search(writer, 'walrus'))];
      };
      expect(await seen()).toEqual([404, []]);
      await pass(1);
      expect(await seen()).toEqual([200, [id]]);
      await pass(1);
      expect(await seen()).toEqual([404, []]);
      const other = await published({ title: 'Walrus always' });
      expect(idsOf(await search(writer, 'walrus'))).toEqual([other]);
      await ok(lead.post(`/api/v1/knowledge/drafts/${other}/withdraw`, { reason: 'Wrong.' }));
      expect(await seen()).toEqual([404, []]);
    });

    it('is only for whom it is for: in search, in recommendations and when it is opened', async () => {
      const inner = await published({ title: 'Quokka refunds inside', audience: ['agents'] });
      const team = await published({ title: 'Quokka refunds north', audience: ['team:north'] });
      const role = await published({ title: 'Quokka refunds leads', audience: ['role:supervisor'] });
      const all = await published({ title: 'Quokka refunds' });
      const sees = async (who: ApiClient) => {
        const opened: number[] = [];
        for (const id of [inner, team, role, all])
          opened.push((await who.get(`/api/v1/knowledge/articles/${id}`)).status);
        const found = idsOf(await search(who, 'quokka refunds'));
        const given = await ok(who.post<Found>('/api/v1/knowledge-recommendations', { text: 'a quokka' }));
        expect(new Set(idsOf(given))).toEqual(new Set(found));
        return [opened, new Set(found)];
      };
      const customers = await center.asPerson('acme');
      expect(await sees(portal)).toEqual([[404, 404, 404, 200], new Set([all])]);
      expect(await sees(writer)).toEqual([[200, 200, 404, 200], new Set([inner, team, all])]);
      expect(await sees(lead)).toEqual([[200, 404, 200, 200], new Set([inner, role, all])]);
      expect(await sees(customers)).toEqual([[200, 404, 404, 200], new Set([inner, all])]);
      const elsewhere = await center.asPerson('globex');
      expect(idsOf(await search(elsewhere, 'quokka refunds'))).toEqual([]);
    });

    it('carries files that are known to do no harm, for whoever reads it', async () => {
      const png = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
      const uploaded = await fetch(`${service.running.url}/api/v1/files`, {
        method: 'POST',
        headers: { authorization: await bearer(), 'content-type': 'application/octet-stream', 'x-file-name': 'a.png' },
        body: png,
      });
      const file = (await uploaded.json()) as { id: string; state: string };
      expect([uploaded.status, file.state]).toEqual([202, 'quarantined']);
      const withFile = content({ title: 'Numbat map', attachments: [file.id] });
      expect(await writer.post('/api/v1/knowledge/drafts', withFile)).toMatchObject({
        ...{ status: 409, body: { code: 'file-in-quarantine' } },
      });
      await app().get(Quarantine).rounds.run();
      const id = await published({ title: 'Numbat map', attachments: [file.id] });
      const path = `/api/v1/knowledge/articles/${id}/attachments`;
      expect((await portal.get(`${path}/${file.id}/content`)).headers.get('content-type')).toBe('image/png');
      expect(await portal.get(`${path}/${newId(new Date())}/content`)).toMatchObject({ status: 404 });
    });
    async function bearer(): Promise<string> {
      const stranger = await center.asStranger('acme');
      const body = { login: logins.get(writer)!, password: PASSWORD };
      const { accessToken } = await ok(stranger.post<{ accessToken: string }>('/api/v1/auth/login', body));
      return `Bearer ${accessToken}`;
    }
  });

  describe('search', () => {
    it('finds Chinese by its words, in whatever order, and shows where', async () => {
      const id = await published({
        ...{ title: '宽带账单怎么查询', body: '登录网上营业厅，打开账单页面即可查询。', language: 'zh' },
        ...{ questions: ['网费去哪里看'] },
      });
      const { match, items } = await search(portal, '请问怎么查询宽带的账单');
      expect([match, items[0]!.id]).toEqual(['all', id]);
      expect(items[0]!.title.filter(({ hit }) => hit).map(({ text }) => text)).toEqual(
        expect.arrayContaining(['账单', '查询']),
      );
      expect(idsOf(await search(portal, '网费'))).toEqual([id]);
    });

    it('shows what was written as text, also where it looks like markup', async () => {
      await published({ title: 'Narwhal <img src=x onerror=alert(1)>' });
      const { items } = await search(portal, 'narwhal');
      expect(items[0]!.title).toEqual([
        { text: 'Narwhal', hit: true },
        { text: ' <img src=x onerror=alert(1)>', hit: false },
      ]);
    });

    it('knows words that mean the same, of this tenant', async () => {
      const id = await published({ title: '退货运费', body: '由商家承担。', language: 'zh' });
      expect((await search(portal, '寄回运费')).match).toBe('some');
      const group = await ok(
        lead.post<{ id: string }>('/api/v1/knowledge/synonyms', { language: 'zh', words: ['退货', '寄回'] }),
      );
      expect(await search(portal, '寄回运费')).toMatchObject({ match: 'all', items: [{ id }] });
      const taken = await lead.post('/api/v1/knowledge/synonyms', { language: 'zh', words: ['寄回', '送回'] });
      expect(taken).toMatchObject({ status: 409, body: { code: 'knowledge-synonym-taken' } });
      const alone = await lead.post('/api/v1/knowledge/synonyms', { language: 'en', words: ['Parcel', 'parcel'] });
      expect(alone).toMatchObject({ status: 422, body: { code: 'knowledge-synonym-alone' } });
      await ok(lead.call('DELETE', `/api/v1/knowledge/synonyms/${group.id}`));
      expect((await search(portal, '寄回运费')).match).toBe('some');
    });

    it('goes on page by page, each article once, within a category and a language', async () => {
      const below = await ok(
        lead.post<{ id: string }>('/api/v1/knowledge/categories', { name: 'Below', parentId: categoryId }),
      );
      const ids: string[] = [];
      for (let n = 0; n < 5; n++) ids.push(await published({ title: `Echidna ${n}`, categoryId: below.id }));
      const seen: string[] = [];
      for (let cursor: string | null = ''; cursor !== null;) {
        const page: Found = await search(portal, 'echidna', { limit: 2, categoryId, ...(cursor && { cursor }) });
        seen.push(...idsOf(page));
        cursor = page.next;
      }
      expect(seen.toSorted()).toEqual(ids.toSorted());
      expect((await search(portal, 'echidna', { language: 'zh' })).match).toBe('none');
      expect(await portal.post('/api/v1/knowledge-search', { question: 'echidna', cursor: 'x' })).toMatchObject({
        ...{ status: 422, body: { code: 'invalid-cursor' } },
      });
    });

    it('that finds nothing is a gap: counted once for each who asked, closed when it is answered, open again after', async () => {
      const gaps = async (state = 'open') =>
        (await ok(lead.get<{ items: { id: string; words: string }[] }>(`/api/v1/knowledge/gaps?state=${state}`))).items;
      for (const question of ['How do I pay with bitcoin?', 'bitcoin pay', 'pay bitcoin 13812345678 me@example.com'])
        await search(writer, question);
      await search(portal, 'pay with bitcoin');
      const asked = (await gaps()).filter(({ words }) => words.includes('bitcoin'));
      expect(asked.filter(({ words }) => /138|example/.test(words))).toEqual([]);
      const gap = await ok(
        lead.get<{ version: number }>(
          `/api/v1/knowledge/gaps/${asked.find(({ words }) => words === 'pay bitcoin')!.id}`,
        ),
      );
      expect(gap).toMatchObject({
        searches: 3,
        people: 2,
        searchers: [{ personId: writerId, searches: 2 }, { searches: 1 }],
      });
      const id = await published({ title: 'Pay with bitcoin' });
      const path = `/api/v1/knowledge/gaps/${asked.find(({ words }) => words === 'pay bitcoin')!.id}`;
      expect(await ok(lead.post(`${path}/close`, { articleId: id }))).toMatchObject({ state: 'closed', articleId: id });
      expect((await search(portal, 'pay with bitcoin')).match).toBe('all');
      await ok(lead.post(`/api/v1/knowledge/drafts/${id}/withdraw`, { reason: 'No.' }));
      await indexed();
      await search(portal, 'pay with bitcoin');
      expect(await ok(lead.get(path))).toMatchObject({ state: 'open', searches: 4 });
    });
  });

  describe('recommendations', () => {
    it('are for the words of a ticket, or of what the customer said, with the words that spoke for them', async () => {
      const id = await published({ title: 'Router does not blink', body: 'Restart the router and wait for the lamp.' });
      const tickets = await service.remote('ticket-center');
      const ticketId = newId(new Date());
      const ticket = { subject: 'Internet is dead', description: 'The lamp of my router is dark since Monday.' };
      tickets.answers('GET', `/api/v1/tickets/${ticketId}`, () => ticket);
      const given = await ok(
        writer.post<Found>('/api/v1/knowledge-recommendations', { subject: { kind: 'ticket', id: ticketId } }),
      );
      expect(given.items[0]).toMatchObject({ id, reason: expect.arrayContaining(['router', 'lamp']) });
      const calls = await service.remote('call-center');
      const talkId = newId(new Date());
      const items = [
        { text: 'Hello, a quokka?', senderRole: 'agent' },
        { text: 'my router has no lamp', senderRole: 'customer' },
      ];
      calls.answers('GET', `/api/v1/conversations/${talkId}/messages`, () => ({ items }));
      const said = await ok(
        writer.post<Found>('/api/v1/knowledge-recommendations', { subject: { kind: 'conversation', id: talkId } }),
      );
      expect(said.items[0]!.id).toBe(id);
      expect(said.items.flatMap(({ reason }) => reason)).not.toContain('quokka');
    });
  });

  describe('readers', () => {
    it('vote once each, and may think again', async () => {
      const id = await published({ title: 'Okapi votes' });
      const vote = (who: ApiClient, helpful: boolean, comment?: string) =>
        ok(who.post(`/api/v1/knowledge/articles/${id}/votes`, { helpful, ...(comment && { comment }) }));
      await vote(writer, true);
      await vote(writer, true);
      await vote(writer, false, 'On second thought.');
      await vote(portal, true);
      await vote(portal, true);
      const day = service.clock.now().toISOString().slice(0, 10);
      expect(await ok(lead.get(`/api/v1/knowledge/usage/${id}?from=${day}&to=${day}`))).toMatchObject({
        ...{ helpful: 2, unhelpful: 1, helpfulRate: 2 / 3, days: [{ day, helpful: 2, unhelpful: 1 }] },
      });
      const votes = await ok(lead.get<{ items: object[] }>(`/api/v1/knowledge/articles/${id}/votes`));
      expect(votes.items).toHaveLength(3);
    });

    it('open articles, put them into replies and solve with them: what is the same thing counts once', async () => {
      const id = await published({ title: 'Ibis uses' });
      const use = (how: string, subject: string | null = null) =>
        ok(writer.post(`/api/v1/knowledge/articles/${id}/uses`, { how, subject }));
      for (let n = 0; n < 3; n++) await use('opened');
      for (const subject of ['T-1', 'T-1', 'T-2', 'T-3', 'T-4']) await use('used', subject);
      for (const subject of ['T-1', 'T-1']) await use('solved', subject);
      const top = await ok(lead.get<{ items: { articleId: string }[] }>('/api/v1/knowledge/usage?by=used&limit=1'));
      expect(top.items).toEqual([
        expect.objectContaining({ articleId: id, opened: 3, used: 4, solved: 1, solvedRate: 0.25, helpfulRate: null }),
      ]);
    });

    it('say what is wrong: the owner gets a task and is told', async () => {
      const id = await published({ title: 'Emu error' });
      const comment = 'It is 14 days.';
      const { taskId } = await ok(
        portal.post<{ taskId: string }>(`/api/v1/knowledge/articles/${id}/errors`, { comment }),
      );
      await service.settled();
      const mine = async () =>
        (await ok(writer.get<{ items: { id: string }[] }>('/api/v1/knowledge/tasks?ownerId=me'))).items;
      expect(await mine()).toContainEqual(expect.objectContaining({ id: taskId, kind: 'error', comment }));
      const told = await ok(writer.get<{ items: { kind: string }[] }>('/api/v1/notifications'));
      expect(told.items.map(({ kind }) => kind)).toContain('knowledge-error-reported');
      expect(JSON.stringify(service.events('knowledge-article.error-reported.v1'))).not.toContain(comment);
      await ok(writer.post(`/api/v1/knowledge/tasks/${taskId}/close`, { resolution: 'Corrected.' }));
      expect(await mine()).not.toContainEqual(expect.objectContaining({ id: taskId }));
      expect(await writer.post(`/api/v1/knowledge/tasks/${taskId}/close`, { resolution: 'Again.' })).toMatchObject({
        ...{ status: 409, body: { code: 'knowledge-task-closed' } },
      });
    });
  });

  it('reminds owners of articles that nobody has looked at for long, once each time', async () => {
    const id = await published({ title: 'Heron review', reviewEveryDays: 30 });
    await pass(31);
    for (let n = 0; n < 2; n++) await app().get(ReviewReminders).rounds.run();
    const tasks = async () => {
      const { items } = await ok(
        writer.get<{ items: { kind: string; articleId: string }[] }>('/api/v1/knowledge/tasks?ownerId=me'),
      );
      return items.filter(({ kind, articleId }) => kind === 'review' && articleId === id).length;
    };
    expect(await tasks()).toBe(1);
    await ok(writer.post(`/api/v1/knowledge/drafts/${id}/confirm`));
    await pass(31);
    await app().get(ReviewReminders).rounds.run();
    expect(await tasks()).toBe(2);
  });
});
