import { Database } from '#libs/persistence/database';
import { runAsTenant } from '#libs/persistence/tenant/tenant-context';
import type { ApiClient } from '#libs/testing/api-client';
import type { ServiceInTest } from '#libs/testing/service-in-test';
import { serviceOnEachEngine } from '#libs/testing/service-on-each-engine';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AnnouncementRounds } from '../src/announcement/announcement-rounds.js';
import { commonCenter } from '../src/service.js';
import { ReplySchema } from '../src/survey/survey.schema.js';
import { CommonCenterInTest, ok } from './common-center-in-test.js';

interface Row {
  id: string;
  version: number;
}

const PASSWORD = 'a-long-password';
const SECRET = 'a-secret-of-the-portal';

serviceOnEachEngine('common-center: announcements, surveys, feature flags, dictionaries', (start) => {
  let center: CommonCenterInTest;
  let service: ServiceInTest;
  let admin: ApiClient;
  let north: ApiClient;
  let northId: string;
  let south: ApiClient;
  let portal: ApiClient;
  let people = 0;

  beforeAll(async () => {
    service = await start(commonCenter, { tenants: ['acme', 'globex'] });
    center = await CommonCenterInTest.of(service);
    await center.register('acme', { clients: [{ id: 'portal', name: 'portal', secret: SECRET, roles: ['portal'] }] });
    admin = await center.asPerson('acme');
    [northId, north] = await person('north');
    [, south] = await person('south');
    portal = await center.asClient('acme', 'portal', SECRET);
  });
  afterAll(() => service.stop());

  async function person(team: string): Promise<[string, ApiClient]> {
    const login = `house-${(people += 1)}`;
    const account = { login, name: login, password: PASSWORD, roles: ['agent'], team };
    const { id } = await ok(admin.post<{ id: string }>('/api/v1/accounts', account));
    return [id, await center.asPerson('acme', login, PASSWORD)];
  }

  describe('an announcement', () => {
    const inMs = (ms: number) => new Date(service.clock.ms() + ms).toISOString();
    const told = () => service.running.app.get(AnnouncementRounds).rounds.run();
    async function published(over: object = {}): Promise<Row> {
      const text = { title: 'New tariff', body: 'From Monday.', audience: ['agents'], validFrom: inMs(0), ...over };
      const { id } = await ok(admin.post<Row>('/api/v1/announcements', text));
      const row = await ok(admin.post<Row>(`/api/v1/announcements/${id}/publish`));
      await told();
      await service.settled();
      return row;
    }
    const mine = async (who: ApiClient, query = '') =>
      (await ok(who.get<{ items: { id: string; isDone: boolean }[] }>(`/api/v1/announcements/mine${query}`))).items;
    const has = async (who: ApiClient, id: string, query = '') =>
      (await mine(who, query)).some((each) => each.id === id);

    it('is told to its audience by the feed, once, and to nobody else', async () => {
      const { id } = await published({ audience: ['team:north'], priority: 'urgent' });
      await told();
      await service.settled();
      expect([await has(north, id), await has(south, id)]).toEqual([true, false]);
      const feed = await ok(north.get<{ items: { kind: string; subjectId: string }[] }>('/api/v1/notifications'));
      expect(feed.items.filter(({ kind, subjectId }) => kind === 'announcement' && subjectId === id)).toHaveLength(1);
      expect(await ok(admin.get(`/api/v1/announcements/${id}`))).toMatchObject({ recipients: 1 });
      expect(await south.post(`/api/v1/announcements/${id}/read`)).toMatchObject({ status: 404 });
    });

    it('has to be confirmed where it says so, and says who has not', async () => {
      const { id } = await published({ audience: ['team:north', 'team:south'], mustConfirm: true });
      await ok(north.post(`/api/v1/announcements/${id}/read`));
      expect(await has(north, id, '?open=true')).toBe(true);
      for (let n = 0; n < 2; n++) await ok(south.post(`/api/v1/announcements/${id}/confirm`));
      expect(await has(south, id, '?open=true')).toBe(false);
      expect(await ok(admin.get(`/api/v1/announcements/${id}/receipts`))).toEqual({
        ...{ recipients: 2, read: 2, confirmed: 1, missing: [northId], missingCount: 1 },
      });
    });

    it('that need not be confirmed is not', async () => {
      const { id } = await published();
      const confirmed = await north.post(`/api/v1/announcements/${id}/confirm`);
      expect(confirmed).toMatchObject({ status: 409, body: { code: 'announcement-needs-no-confirmation' } });
    });

    it('is seen from when it is valid until it is not, and not once it is withdrawn', async () => {
      const { id } = await published({ validFrom: inMs(60_000), validUntil: inMs(120_000) });
      expect(await has(north, id)).toBe(false);
      expect(await ok(admin.get(`/api/v1/announcements/${id}`))).toMatchObject({ recipients: 0 });
      service.clock.advance(60_000);
      await told();
      expect(await has(north, id)).toBe(true);
      service.clock.advance(60_000);
      expect(await has(north, id)).toBe(false);
      const other = await published();
      await ok(admin.post(`/api/v1/announcements/${other.id}/withdraw`));
      expect(await has(north, other.id)).toBe(false);
      expect(await admin.post(`/api/v1/announcements/${other.id}/withdraw`)).toMatchObject({ status: 409 });
    });

    it('stays as people were told it', async () => {
      const { id, version } = await published();
      const text = { title: 'Another', body: 'Words.', audience: ['agents'], validFrom: inMs(0) };
      const edited = await admin.put(`/api/v1/announcements/${id}`, text, { 'if-match': `"${version}"` });
      expect(edited).toMatchObject({ status: 409, body: { code: 'announcement-not-draft' } });
    });
  });

  describe('a survey', () => {
    const SATISFIED = { id: 'satisfied', text: 'How satisfied are you?', kind: 'score', from: 0, to: 10, top: 3 };
    async function opened(over: object = {}): Promise<string> {
      const text = {
        title: 'Tools',
        kind: 'agents',
        questions: [SATISFIED, { id: 'why', text: 'Why?', kind: 'text' }],
      };
      const body = { ...text, audience: ['team:north', 'team:south'], fewestReplies: 2, ...over };
      const { id } = await ok(admin.post<Row>('/api/v1/surveys', body));
      await ok(admin.post(`/api/v1/surveys/${id}/open`));
      return id;
    }
    const reply = (who: ApiClient, id: string, satisfied: number, more: object = {}) =>
      who.post(`/api/v1/surveys/${id}/replies`, { answers: { satisfied, why: `It is ${satisfied}.` }, ...more });
    const results = (id: string) => ok(admin.get<{ questions: object[] }>(`/api/v1/surveys/${id}/results`));

    it('among agents shows its top three boxes once enough have replied, and never who said what', async () => {
      const id = await opened();
      await ok(reply(north, id, 9));
      expect(await results(id)).toMatchObject({ replies: 1, invited: 2, responseRate: 0.5, isShown: false });
      expect((await results(id)).questions).toMatchObject([{ figures: null, scores: [] }, { words: [] }]);
      await ok(reply(south, id, 5));
      expect((await results(id)).questions).toMatchObject([
        { figures: { replies: 2, mean: 7, topBoxes: 0.5, netPromoters: 0 }, scores: [{ score: 5 }, { score: 9 }] },
        { words: expect.arrayContaining(['It is 5.', 'It is 9.']) },
      ]);
      const rows = await runAsTenant('acme', async () => {
        return (await service.running.app.get(Database).reader()).findBy(ReplySchema, { surveyId: id });
      });
      expect(rows.map(({ respondentId, at }) => [respondentId, at])).toEqual(Array(2).fill([null, null]));
      expect(JSON.stringify(rows)).not.toContain(northId);
    });

    it('is answered once by each who is asked, with what its questions ask for, while it is open', async () => {
      const id = await opened({ audience: ['team:north'] });
      expect(await reply(south, id, 9)).toMatchObject({ status: 404 });
      expect(await reply(north, id, 11)).toMatchObject({
        ...{ status: 422, body: { code: 'survey-answers-wrong', errors: [{ field: 'satisfied' }] } },
      });
      await ok(reply(north, id, 9));
      expect(await reply(north, id, 10)).toMatchObject({ status: 409, body: { code: 'survey-answered-already' } });
      await ok(admin.post(`/api/v1/surveys/${id}/close`));
      expect(await reply(north, id, 10)).toMatchObject({ status: 409, body: { code: 'survey-not-open' } });
    });

    it('of customers comes by a machine that says whose reply it is', async () => {
      const id = await opened({ kind: 'nps', audience: [], isAnonymous: false });
      for (const [respondent, score] of [
        ['c-1', 10],
        ['c-2', 10],
        ['c-3', 3],
      ] as const)
        await ok(reply(portal, id, score, { respondent }));
      expect(await reply(portal, id, 1, { respondent: 'c-1' })).toMatchObject({ status: 409 });
      expect(await reply(north, id, 1)).toMatchObject({ status: 404 });
      const { questions } = await results(id);
      expect(questions[0]).toMatchObject({ figures: { replies: 3, netPromoters: expect.closeTo(100 / 3, 6) } });
    });
  });

  describe('a feature flag', () => {
    const mine = async (who: ApiClient) =>
      (await ok(who.get<{ flags: Record<string, boolean> }>('/api/v1/feature-flags/mine'))).flags;

    it('is on for whom it says, changes at once, and remembers who changed what', async () => {
      const flag = { name: 'new-desk', isOn: true, people: [northId] };
      const { id, version } = await ok(admin.post<Row>('/api/v1/feature-flags', flag));
      expect([await mine(north), await mine(south)]).toMatchObject([{ 'new-desk': true }, { 'new-desk': false }]);
      const path = `/api/v1/feature-flags/${id}`;
      await ok(admin.put(path, { ...flag, percent: 100 }, { 'if-match': `"${version}"` }));
      expect(await mine(south)).toMatchObject({ 'new-desk': true });
      const stale = await admin.put(path, { ...flag, isOn: false }, { 'if-match': `"${version}"` });
      expect(stale).toMatchObject({ status: 412 });
      const changes = await ok(admin.get<{ items: object[] }>(`${path}/changes`));
      expect(changes.items).toMatchObject([{ before: { percent: 0 }, after: { percent: 100 } }, { before: null }]);
      await ok(admin.delete(path));
      expect(await mine(north)).toEqual({});
      expect(await admin.post('/api/v1/feature-flags', { name: 'Bad Name', isOn: true })).toMatchObject({
        status: 422,
      });
    });
  });

  describe('a dictionary', () => {
    const entry = (code: string, zh: string, en: string, parent: string | null = null, active = true) => ({
      ...{ code, parent, labels: { 'zh-CN': zh, en }, active },
    });

    it('offers what may be chosen, in both languages, and keeps every edition', async () => {
      const entries = [entry('fault', '故障', 'Fault'), entry('line', '线路', 'Line', 'fault')];
      const body = { code: 'reason', name: 'Reasons', entries };
      const { id, version } = await ok(admin.post<Row>('/api/v1/dictionaries', body));
      expect(await admin.post('/api/v1/dictionaries', body)).toMatchObject({ status: 409 });
      const choices = (query: string) =>
        ok(north.get<{ items: object[] }>(`/api/v1/dictionaries/reason/choices${query}`));
      expect((await choices('')).items).toEqual([{ code: 'fault', label: '故障' }]);
      expect((await choices('?parent=fault&language=en')).items).toEqual([{ code: 'line', label: 'Line' }]);
      const match = { 'if-match': `"${version}"` };
      const without = await admin.put(`/api/v1/dictionaries/${id}`, { name: 'Reasons', entries: [entries[0]] }, match);
      expect(without).toMatchObject({ status: 422, body: { code: 'dictionary-codes-missing' } });
      const ended = { name: 'Reasons', entries: [entries[0], entry('line', '线路', 'Line', 'fault', false)] };
      await ok(admin.put(`/api/v1/dictionaries/${id}`, ended, match));
      expect(await choices('?parent=fault')).toEqual({ number: 2, items: [] });
      expect(await ok(north.get('/api/v1/dictionaries/reason?number=1'))).toMatchObject({
        ...{ number: 1, entries: [{ code: 'fault' }, { code: 'line', active: true }] },
      });
    });
  });
});
