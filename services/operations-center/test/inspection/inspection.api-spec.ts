import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { contactCallbackAttempted } from '#libs/contracts/call/contact-callback-events';
import { contactConnected, contactEnded, contactStarted } from '#libs/contracts/call/call-events';
import {
  conversationClosed,
  conversationMessageStored,
  conversationOpened,
} from '#libs/contracts/call/conversation-events';
import { organisationTeamChanged } from '#libs/contracts/common/identity/people-events';
import { ticketNoted, ticketReopened, ticketReplied, ticketSolved } from '#libs/contracts/ticket/ticket-events';
import { Database } from '#libs/persistence/database';
import { insertRows } from '#libs/persistence/rows/plain-rows';
import { runAsTenant } from '#libs/persistence/tenant/tenant-context';
import type { ApiClient } from '#libs/testing/api-client';
import { eventually } from '#libs/testing/eventually';
import { startForTest, type ServiceInTest } from '#libs/testing/service-in-test';
import { StubRefusal } from '#libs/testing/doubles/stub-service';
import type { LeasedRounds, Rounds } from '#libs/web/platform/leased-rounds';
import { RuleSets } from '../../src/inspection/rule-sets/rule-sets.js';
import { Settings } from '../../src/inspection/rule-sets/settings.js';
import { EndedSubjects } from '../../src/inspection/subjects/ended-subjects.js';
import { SubjectSchema, TurnSchema } from '../../src/inspection/subjects/subject.schema.js';
import { TrialRounds } from '../../src/inspection/trials/trial-rounds.js';
import { TrialSchema, type TrialRow } from '../../src/inspection/trials/trial.schema.js';
import type { Trials } from '../../src/inspection/trials/trials.js';
import { operationsCenter } from '../../src/service.js';
import { anId, EventsOfOthers } from '../events-of-others.js';
import { choice, QualityDesk } from '../quality/quality-desk.js';
import { watching } from '../watcher.js';

interface Finding {
  id: string;
  agentId: string | null;
  rule: string;
  turn: number | null;
  span: { from: number; to: number } | null;
  of: string | null;
  isLive: boolean;
  state: string;
}
interface Details {
  turns: { seq: number; text: string }[];
  findings: Finding[];
  inspectedAt: string | null;
  state: string;
  demand: string;
  demandBy: string | null;
}
interface Page<Item> {
  items: Item[];
}
type Written = [part: string, text: string, by?: string, at?: string];
type Segment = readonly [seq: number, speaker: string, text: string];

const phrases = (...texts: string[]) => texts.map((text) => ({ parts: text.split('…'), gap: 10 }));
const DAY_MS = 86_400_000;
const said = { severity: 'minor', kind: 'said' } as const;

describe('operations-center: automatic inspection', () => {
  let service: ServiceInTest;
  let supervisor: ApiClient;
  let others: EventsOfOthers;
  let listId: string;
  let ruleSetId: string;
  let judgedCall: string;

  const rules = () => ({
    scope: { kinds: ['call', 'chat', 'ticket'] },
    phases: { opening: { turns: 1 }, closing: { turns: 1 } },
    rules: [
      { id: 'words', severity: 'fatal', kind: 'forbidden-words', list: listId },
      { id: 'secrets', severity: 'major', kind: 'secrets', secrets: ['phone', 'card'] },
      { id: 'greeting', ...said, kind: 'required-phrase', phase: 'opening', phrases: phrases('您好') },
      { id: 'call-back', ...said, phrases: phrases('给您回电'), promise: { withinMinutes: 60, keptBy: 'any' } },
      { id: 'angry', severity: 'hint', kind: 'emotion', emotion: 'anger' },
      {
        ...{ id: 'refund-days', severity: 'minor', kind: 'answer', asked: phrases('退款…多久') },
        facts: [{ name: 'days', phrases: phrases('7天', '七天') }],
      },
      { id: 'slow-answer', severity: 'hint', kind: 'limit', measure: 'response', atMost: 3 * 3_600_000 },
      {
        ...{ id: 'slow-reply', severity: 'minor', kind: 'combined' },
        when: 'facts.kind = "ticket" and facts.firstReplyMs > 1800000',
      },
    ],
    items: [
      { itemKey: 'polite', rules: ['words', 'greeting'] },
      { itemKey: 'discreet', rules: ['secrets'] },
    ],
  });

  beforeAll(async () => {
    service = await startForTest(operationsCenter, { tenants: ['acme', 'globex'] });
    supervisor = await service.as('inspection:*');
    others = new EventsOfOthers(service);
    const [starter] = (await supervisor.get<Page<{ id: string }>>('/api/v1/inspection/rule-sets')).body.items;
    await supervisor.post(`/api/v1/inspection/rule-sets/${starter!.id}/withdraw`);
    listId = (await supervisor.post<{ id: string }>('/api/v1/inspection/word-lists', { name: 'abuse' })).body.id;
  });
  /** Tokens end with the clock. */
  beforeEach(async () => {
    supervisor = await service.as('inspection:*');
  });
  afterAll(() => service.stop());

  const segment = ([seq, speaker, text]: Segment) => {
    return { seq, speaker, text, agentId: speaker === 'agent' ? 'mia' : null, fromMs: seq * 1_000, toMs: seq * 1_000 };
  };
  const hear = async (contactId: string, ...segments: Segment[]) => {
    const body = { segments: segments.map(segment) };
    return supervisor.post<{ taken: number }>(`/api/v1/transcripts/${contactId}/segments`, body);
  };
  const rounds = () => service.running.app.get(EndedSubjects, { strict: false }).rounds.run();
  const failures = async () => {
    const { body } = await service.anonymous().get<string>('/metrics');
    return Number(/switchboard_inspection_failed_count\{.*tenant="acme".*\} (\d+)/.exec(body)?.[1]);
  };
  const details = async (id: string) => (await supervisor.get<Details>(`/api/v1/inspection/subjects/${id}`)).body;
  const inspected = (id: string) =>
    eventually('all of it is inspected', async () => {
      const found = await details(id);
      return found.inspectedAt !== null && found.state !== 'due' && found;
    });
  const ended = async (id: string) => {
    await supervisor.post(`/api/v1/transcripts/${id}/end`);
    return inspected(id);
  };
  const words = ({ turns, findings }: Details, rule: string) =>
    findings
      .filter((finding) => finding.rule === rule && finding.state === 'standing')
      .map(({ turn, span }) => turns.find(({ seq }) => seq === turn)?.text.slice(span?.from ?? 0, span?.to) ?? null);
  const changeDraft = async (content: object) => {
    const path = `/api/v1/inspection/rule-sets/${ruleSetId}`;
    const { version } = (await supervisor.get<{ version: number }>(path)).body;
    const put = (seen: number) => supervisor.put(`${path}/draft`, content, { 'if-match': `"${seen}"` });
    expect(await put(version - 1)).toMatchObject({ status: 412 });
    expect(await put(version)).toMatchObject({ status: 200 });
  };
  const tryDraft = async (id: string) => {
    const when = { from: '2020-01-01T00:00:00Z', to: '2030-01-01T00:00:00Z' };
    const trial = await supervisor.post<{ id: string }>(`/api/v1/inspection/rule-sets/${id}/trials`, when);
    const isOver = async () => {
      const { body } = await supervisor.get<{ state: string; rules: Record<string, object>; done: number }>(
        `/api/v1/inspection/trials/${trial.body.id}`,
      );
      return body.state === 'ended' && body;
    };
    return eventually('the trial has ended', isOver, { within: 60_000 });
  };

  describe('lists of words', () => {
    const search = async (text: string) => {
      const { body } = await supervisor.post<Page<{ word: string; from: number; to: number }>>(
        `/api/v1/inspection/word-lists/${listId}/searches`,
        { text },
      );
      return body.items.map(({ word, from, to }) => `${word}: ${text.slice(from, to)}`);
    };

    it('take all of a file, or nothing and say what is wrong by line', async () => {
      const wrong = `text,category\n傻瓜,abuse\n,abuse\n${'长'.repeat(300)},abuse\n`;
      const refused = await supervisor.post(`/api/v1/inspection/word-lists/${listId}/files`, { csv: wrong });
      expect(refused).toMatchObject({ status: 422, body: { code: 'word-file-invalid' } });
      expect(refused.body).toMatchObject({ errors: [{ field: 'line 3: text' }, { field: 'line 4: text' }] });
      const csv =
        'text,category,variants,bySound,isException\n傻瓜,abuse,沙包|煞笔,,\n加微信,contact,,yes,\n骗子,abuse,,,\n傻瓜相机,,,,yes\n';
      const taken = await supervisor.post(`/api/v1/inspection/word-lists/${listId}/files`, { csv });
      expect(taken).toMatchObject({ status: 200, body: { words: 4, version: 2 } });
    });

    it('are found as variants, by sound, in traditional characters, and not within exceptions', async () => {
      expect(await search('傻 瓜，沙包，加薇芯，騙子，傻瓜相机')).toEqual([
        ...['傻瓜: 傻 瓜', '傻瓜: 沙包', '加微信: 加薇芯', '骗子: 騙子'],
      ]);
    });

    it('are searched by their words as they are now, some moments after a change', async () => {
      const change = { add: [{ text: '蠢货' }], remove: ['骗子'] };
      await supervisor.post(`/api/v1/inspection/word-lists/${listId}/words`, change);
      await eventually('the list is built anew', async () => (await search('蠢货，骗子')).join() === '蠢货: 蠢货');
    });
  });

  describe('rules', () => {
    it('that cannot be judged by are refused', async () => {
      const unknown = { ...rules(), rules: [{ id: 'w', severity: 'minor', kind: 'forbidden-words', list: anId() }] };
      const unread = { ...rules(), rules: [{ id: 'c', severity: 'minor', kind: 'combined', when: 'count(' }] };
      for (const content of [
        { ...unknown, items: [] },
        { ...unread, items: [] },
        { ...rules(), items: [item('no')] },
      ])
        expect(await supervisor.post('/api/v1/inspection/rule-sets', { name: 'wrong', content })).toMatchObject({
          status: 422,
          body: { code: 'inspection-rules-invalid' },
        });
    });

    it('rest on articles that are published', async () => {
      const knowledge = await service.remote('common-center');
      const [published, withdrawn] = [anId(), anId()];
      knowledge.answers('GET', `/api/v1/knowledge/articles/${published}`, () => ({ id: published }));
      knowledge.answers('GET', `/api/v1/knowledge/articles/${withdrawn}`, () => {
        throw new StubRefusal(404, { code: 'article-not-found', status: 404, title: 'Not found' });
      });
      const restingOn = (articleId: string) => {
        const answer = { id: 'days', severity: 'minor', kind: 'answer', asked: phrases('多久'), articleId };
        const facts = [{ name: 'days', phrases: phrases('7天') }];
        const content = { ...rules(), rules: [{ ...answer, facts }], items: [] };
        return supervisor.post('/api/v1/inspection/rule-sets', { name: `of ${articleId}`, content });
      };
      expect((await restingOn(published)).status).toBe(201);
      expect(await restingOn(withdrawn)).toMatchObject({ status: 422, body: { code: 'inspection-article-unknown' } });
    });

    it('go live only when the draft, as it is, was tried on history', async () => {
      const added = await supervisor.post<{ id: string }>('/api/v1/inspection/rule-sets', {
        ...{ name: 'everybody', content: rules() },
      });
      ruleSetId = added.body.id;
      const publish = () => supervisor.post(`/api/v1/inspection/rule-sets/${ruleSetId}/publish`);
      expect(await publish()).toMatchObject({ status: 409, body: { code: 'inspection-rule-set-untried' } });
      await tryDraft(ruleSetId);
      await changeDraft(rules());
      expect(await publish()).toMatchObject({ status: 409, body: { code: 'inspection-rule-set-untried' } });
      await tryDraft(ruleSetId);
      expect(await publish()).toMatchObject({ status: 200, body: { liveNo: 1, isTried: true } });
    });
  });

  describe('a call', () => {
    it('alerts supervisors while it goes on; how soon, the bench says', async () => {
      const watcher = await watching<{ rule: string; links: object }>(supervisor, '/api/v1/inspection/alerts/stream');
      const contactId = await others.contactStarted('voice');
      await hear(contactId, [1, 'agent', '您好'], [2, 'agent', '你这个傻瓜']);
      expect(await watcher.next()).toMatchObject({
        ...{ no: 1, rule: 'words', severity: 'fatal', agentId: 'mia', turn: 2 },
        subject: { kind: 'call', id: contactId },
        links: { listenIn: `/api/v1/telephony/calls/${contactId}/monitoring` },
      });
      watcher.leave();
      await hear(contactId, [3, 'agent', '我手机13812345678']);
      const again = await watching<{ rule: string }>(supervisor, '/api/v1/inspection/alerts/stream', {
        'last-event-id': '1',
      });
      expect(await again.next()).toMatchObject({ no: 2, rule: 'secrets' });
      again.leave();
      await service.settled();
      const told = service.events('operations.finding-raised.v1').filter(({ subject }) => subject === contactId);
      expect(told.map(({ data }) => data)).toMatchObject([
        { ruleId: 'words', turn: 2, span: { from: 3, to: 5 }, agentId: 'mia' },
        { ruleId: 'secrets', turn: 3, span: { from: 3, to: 14 } },
      ]);
      expect(JSON.stringify(told)).not.toContain('13812345678');
      expect(service.events('operations.inspection-alert-raised.v1')).toHaveLength(2);
    });

    it('is the same whatever order its pieces come in, and however often', async () => {
      const contactId = anId();
      expect((await hear(contactId, [3, 'agent', '七天'], [1, 'agent', '您好'])).body).toEqual({ taken: 2 });
      expect((await hear(contactId, [2, 'customer', '退款要多久'], [3, 'agent', 'changed'])).body).toEqual({
        taken: 1,
      });
      const found = await ended(contactId);
      expect(found.turns.map(({ text }) => text)).toEqual(['您好', '退款要多久', '七天']);
      expect(found.findings.filter(({ state }) => state === 'standing')).toEqual([]);
    });

    it('keeps what was found live and stands no more, as withdrawn', async () => {
      const contactId = anId();
      await hear(contactId, [2, 'agent', '有什么事']);
      expect(words(await details(contactId), 'greeting')).toHaveLength(1);
      await hear(contactId, [1, 'agent', '您好']);
      const { findings } = await ended(contactId);
      expect(findings.map(({ rule, state }) => [rule, state])).toEqual([['greeting', 'withdrawn']]);
    });

    it('is pushed with what is found in it', async () => {
      const contactId = anId();
      await hear(contactId, [1, 'agent', '您好，蠢货，13812345678']);
      const path = `/api/v1/inspection/subjects/${contactId}/stream`;
      const watcher = await watching<{ text?: string; rule?: string }>(supervisor, path);
      const pushed = [await watcher.next(), await watcher.next(), await watcher.next()];
      expect(pushed).toMatchObject([{ text: '您好，蠢货，13812345678' }, { rule: 'words' }, { rule: 'secrets' }]);
      await hear(contactId, [2, 'customer', '气死我了，骗子！']);
      expect([await watcher.next(), await watcher.next()]).toMatchObject([{ seq: 2 }, { rule: 'angry' }]);
      watcher.leave();
      const masked = await service.asCaller({ masked: true }, 'inspection:read');
      const other = await watching<{ text: string }>(masked, path);
      expect((await other.next()).text).toMatch(/^您好，蠢货，138\*+5678$/u);
      other.leave();
    });

    it('without a transcript is not judged', async () => {
      const contactId = await others.contactStarted('voice');
      await others.contactEnded(contactId);
      service.clock.advance({ seconds: 20 });
      await eventually('its end was looked at', async () => (await details(contactId)).demand === 'open');
      expect(await details(contactId)).toMatchObject({ inspectedAt: null, state: 'without-words', findings: [] });
    });

    it('is judged when its transcript comes only after it was looked for', async () => {
      const contactId = await others.contactStarted('voice');
      await others.contactEnded(contactId);
      service.clock.advance({ seconds: 20 });
      await eventually('it was looked for', async () => (await details(contactId)).state === 'without-words');
      await hear(contactId, [1, 'agent', '您好，傻瓜']);
      expect(await details(contactId)).toMatchObject({ state: 'due' });
      service.clock.advance({ seconds: 6 });
      expect(words(await inspected(contactId), 'words')).toEqual(['傻瓜']);
      expect(await details(contactId)).toMatchObject({ state: 'inspected', judgedBy: [{ ruleSetId, no: 1 }] });
    });

    it('has what was withdrawn stand again, where it is found after all', async () => {
      const contactId = anId();
      const state = async () => (await details(contactId)).findings.map((finding) => [finding.rule, finding.state]);
      const more = async (segment: Segment) => {
        await hear(contactId, segment);
        service.clock.advance({ seconds: 6 });
        return ended(contactId);
      };
      await hear(contactId, [1, 'agent', '您好'], [10, 'customer', '退款要多久'], [20, 'agent', '请稍等']);
      await more([40, 'agent', '好的']);
      expect(await state()).toEqual([['refund-days', 'standing']]);
      await more([30, 'agent', '七天']);
      expect(await state()).toEqual([['refund-days', 'withdrawn']]);
      await more([35, 'customer', '退款要多久']);
      expect(await state()).toEqual([['refund-days', 'standing']]);
    });

    it('answers items of scorecards; a finding that was marked as wrong does not count', async () => {
      const contactId = anId();
      await hear(contactId, [1, 'agent', '您好，傻瓜']);
      const scores = async () =>
        (await supervisor.get<Page<object>>(`/api/v1/inspection/machine-scores/call/${contactId}`)).body.items;
      expect(await scores()).toMatchObject([{ answer: 'n/a' }, { answer: 'n/a' }]);
      const [finding] = (await ended(contactId)).findings;
      const found = [finding!.id];
      expect(await scores()).toEqual([
        { itemKey: 'polite', answer: 'no', findings: found },
        { itemKey: 'discreet', answer: 'yes', findings: [] },
      ]);
      const marked = await supervisor.post(`/api/v1/inspection/findings/${finding!.id}/mark`, {
        mark: 'false-positive',
      });
      expect(marked.body).toMatchObject({ mark: 'false-positive', markedBy: 'mia' });
      expect(await scores()).toMatchObject([{ itemKey: 'polite', answer: 'yes' }, {}]);
      judgedCall = contactId;
      const { body } = await supervisor.get<Page<{ rule: string }>>(
        `/api/v1/inspection/rule-sets/${ruleSetId}/statistics`,
      );
      expect(body.items.find(({ rule }) => rule === 'words')).toMatchObject({ falsePositives: 1, precision: 0 });
    });
  });

  describe('a score by itself', () => {
    it('is given to everything inspected, revised when a finding is marked as wrong, and reported', async () => {
      const sam = await service.asCaller({ subject: 'sam' }, 'scorecard:*', 'quality-report:*', 'inspection:*');
      const groups = [
        { key: 'manners', name: 'Manners', weight: 1, items: [choice('polite'), choice('discreet'), choice('kind')] },
      ];
      const form = { mode: 'points', passMark: 60, groups };
      const scorecardId = await new QualityDesk(sam).published({ name: 'Calls', channels: ['voice'], form });
      const contactId = await others.contactStarted('voice');
      await others.contactConnected(contactId);
      await hear(contactId, [1, 'agent', '您好，傻瓜']);
      const finding = (await ended(contactId)).findings.find(({ rule }) => rule === 'words')!;
      await service.settled();
      const scores = async () =>
        (await sam.get<Page<object>>(`/api/v1/machine-scores?subjectId=${contactId}`)).body.items;
      const half = { revision: 1, score: 50, passed: false, answered: 2, asked: 3 };
      expect(await scores()).toMatchObject([
        {
          scorecardId,
          scorecardVersion: 1,
          agentId: 'mia',
          ...half,
          items: [{ key: 'polite', findings: [finding.id] }, {}],
        },
      ]);
      expect(await details(contactId)).toMatchObject({ scores: [{ scorecardId, ...half }] });
      await supervisor.post(`/api/v1/inspection/findings/${finding.id}/mark`, { mark: 'false-positive' });
      await service.settled();
      expect(await scores()).toMatchObject([{ revision: 2, score: 100, passed: true, former: [half] }]);
      expect(await details(contactId)).toMatchObject({ scores: [{ scorecardId, revision: 2, score: 100 }] });
      const day = 'from=2026-01-01T00:00:00Z&to=2027-12-31T00:00:00Z';
      const report = await sam.get<Page<object>>(`/api/v1/quality-reports/machine?by=scorecard&${day}`);
      expect(report.body.items).toMatchObject([{ key: scorecardId, score: { n: 1, mean: 100 }, answeredShare: 2 / 3 }]);
    });
  });

  describe('whose conversations somebody reads', () => {
    it('is as far as they reach', async () => {
      const commonCenter = await service.remote('common-center');
      for (const person of ['mia', 'tom'])
        commonCenter.answers('GET', `/internal/organisation/circles/${person}`, () => ({
          people: [person],
          teams: [],
        }));
      const contactId = anId();
      await hear(contactId, [1, 'agent', '您好，傻瓜']);
      const [finding] = (await ended(contactId)).findings;
      const [mia, tom] = await Promise.all(
        ['mia', 'tom'].map((subject) => service.asCaller({ subject, dataScope: { base: 'team' } }, 'inspection:*')),
      );
      for (const list of ['subjects', 'findings', 'alerts', 'promises']) {
        const path = `/api/v1/inspection/${list}`;
        expect((await tom!.get<Page<object>>(path)).body.items).toEqual([]);
        if (list !== 'promises') expect((await mia!.get<Page<object>>(path)).body.items).not.toEqual([]);
      }
      const subject = `/api/v1/inspection/subjects/${contactId}`;
      expect([(await mia!.get(subject)).status, (await tom!.get(subject)).status]).toEqual([200, 404]);
      expect((await tom!.get(`${subject}/stream`)).status).toBe(404);
      expect((await tom!.get(`/api/v1/inspection/machine-scores/call/${contactId}`)).status).toBe(404);
      const mark = await tom!.post(`/api/v1/inspection/findings/${finding!.id}/mark`, { mark: 'right' });
      expect(mark).toMatchObject({ status: 404, body: { code: 'inspection-finding-not-found' } });
      const report = await tom!.get<Page<object>>(
        '/api/v1/inspection/reports?by=agent&from=2026-01-01T00:00:00Z&to=2027-12-31T00:00:00Z',
      );
      expect(report.body.items).toEqual([]);
    });
  });

  describe('a report', () => {
    interface Row {
      key: string;
      ended: number;
      inspected: number;
      missed: { withoutWords: number };
      rules: { rule: string; findings: number }[];
    }
    const report = async (by: string) => {
      const when = 'from=2026-01-01T00:00:00Z&to=2027-12-31T00:00:00Z';
      return (await supervisor.get<Page<Row>>(`/api/v1/inspection/reports?by=${by}&${when}`)).body.items;
    };

    it('says how much of what ended was inspected, why the rest was not, and what was violated, by team, rule and period', async () => {
      const teamId = anId();
      const team = { teamId, removed: false, parentId: null, managerId: 'sue', memberIds: ['mia'] };
      await service.publish(organisationTeamChanged, team, { subject: teamId });
      const before = await report('team');
      const silent = await others.contactStarted('email');
      await others.contactConnected(silent);
      await others.contactEnded(silent);
      service.clock.advance({ seconds: 20 });
      await eventually('nothing was said', async () => (await details(silent)).state === 'without-words');
      const of = (rows: Row[]) => rows.find(({ key }) => key === teamId)!;
      const [was, is] = [of(before), of(await report('team'))];
      expect([is.ended - was.ended, is.inspected - was.inspected]).toEqual([1, 0]);
      expect(is.missed.withoutWords - was.missed.withoutWords).toBe(1);
      const words = (await report('rule')).find(({ key }) => key === 'words')!;
      const perMonth = (await report('month')).map(({ rules: each }) => each.find(({ rule }) => rule === 'words'));
      expect(words.rules[0]!.findings).toBeGreaterThan(0);
      expect(perMonth.reduce((sum, each) => sum + (each?.findings ?? 0), 0)).toBe(words.rules[0]!.findings);
    });
  });

  describe('a chat', () => {
    it('is read and judged while it goes on, and all of it at its end', async () => {
      const [conversationId, contactId, customerId] = [anId(), anId(), anId()];
      const openedAt = service.clock.now().toISOString();
      const messages = [
        { seq: 1, senderRole: 'customer', senderId: customerId, text: '在吗' },
        { seq: 2, senderRole: 'agent', senderId: 'mia', text: '您好，傻*瓜' },
      ];
      const callCenter = await service.remote('call-center');
      callCenter.answers('GET', `/internal/conversations/${conversationId}/messages`, () => ({
        ...{ contactId, customerId, openedAt },
        items: messages.map((message) => ({ ...message, sentAt: openedAt })),
      }));
      await service.publish(conversationOpened, { conversationId, contactId, customerId, withBot: false });
      await service.publish(conversationMessageStored, { conversationId, contactId, seq: 2 });
      expect(words(await details(contactId), 'words')).toEqual(['傻*瓜']);
      await service.publish(conversationMessageStored, { conversationId, contactId, seq: 2 });
      messages.push({ seq: 3, senderRole: 'agent', senderId: 'mia', text: '打13812345678' });
      await service.publish(conversationClosed, {
        ...{ conversationId, contactId, reason: 'resolved', openedAt, closedAt: openedAt, messages: 3 },
        ...{ queuedAt: openedAt, attendedAt: openedAt, firstRepliedAt: openedAt, agentIds: ['mia'] },
      });
      const found = await inspected(contactId);
      expect([words(found, 'words'), words(found, 'secrets')]).toEqual([['傻*瓜'], ['13812345678']]);
      expect(found.findings.map(({ isLive }) => isLive)).toEqual([true, false]);
      await service.settled();
      const told = service.events('operations.subject-inspected.v1').filter(({ subject }) => subject === contactId);
      expect(told).toMatchObject([{ data: { subject: { kind: 'chat' }, findings: 2, agentId: 'mia' } }]);
    });
  });

  describe('a ticket', () => {
    const closedWith = async (ticketId: string, read: () => Written[]) => {
      const ticketCenter = await service.remote('ticket-center');
      ticketCenter.answers('GET', `/internal/tickets/${ticketId}/text`, () => ({
        ...{ channel: 'web', category: 'refund', customerId: anId(), assigneeId: 'mia' },
        openedAt: '2026-11-23T06:00:00.000Z',
        items: read().map(([part, text, by = null, at], index) => ({
          ...{ part, text, by, at: at ?? `2026-11-23T06:00:0${index}.000Z` },
        })),
      }));
    };

    it('is read when it is opened, and again when it is closed, each time', async () => {
      const ticketId = anId();
      let items: Written[] = [
        ['subject', '退款'],
        ['description', '你好'],
      ];
      await closedWith(ticketId, () => items);
      await others.ticketOpened(ticketId);
      const texts = async () => (await details(ticketId)).turns.map(({ seq, text }) => [seq, text]);
      const isRead = (count: number) => async () => (await texts()).length === count;
      await eventually('what it was opened with is read', isRead(2));
      await service.settled();
      expect(await details(ticketId)).toMatchObject({ state: 'open', inspectedAt: null, endedAt: null });
      const noted = service.events('operations.subject-noted.v1').filter(({ subject }) => subject === ticketId);
      expect(noted).toMatchObject([{ data: { subject: { kind: 'ticket', id: ticketId }, channel: 'web' } }]);
      items = [...items, ['solution', '您好，傻瓜', 'mia'], ['note', '他很急']];
      await others.ticketClosed({ ticketId });
      expect(words(await inspected(ticketId), 'words')).toEqual(['傻瓜']);
      await service.publish(ticketReopened, { ticketId }, { subject: ticketId });
      expect(await details(ticketId)).toMatchObject({ state: 'open', endedAt: null });
      items = [
        ['subject', '退款'],
        ['description', '改过的'],
        ['solution', '您好，蠢货', 'mia'],
        ['note', '他很急'],
      ];
      await others.ticketClosed({ ticketId });
      expect(words(await inspected(ticketId), 'words')).toEqual(['蠢货']);
      expect(await texts()).toEqual([
        [1, '退款'],
        [5, '改过的'],
        [6, '您好，蠢货'],
        [4, '他很急'],
      ]);
    });

    it('is judged by who wrote it and when, whoever has it in the end', async () => {
      const ticketId = anId();
      await closedWith(ticketId, () => [
        ['description', '退款', undefined, '2026-11-23T06:00:00.000Z'],
        ['reply', '您好，傻瓜', 'ann', '2026-11-23T10:00:00.000Z'],
        ['customer', '什么', undefined, '2026-11-23T10:01:00.000Z'],
        ['reply', '蠢货', 'mia', '2026-11-23T10:02:00.000Z'],
        ['reply', '蠢货，我们已收到', undefined, '2026-11-23T10:03:00.000Z'],
      ]);
      await others.ticketClosed({ ticketId });
      const { turns, findings } = await inspected(ticketId);
      const found = findings.map(({ rule, agentId, turn }) => [
        rule,
        agentId,
        turns.find(({ seq }) => seq === turn)?.text,
      ]);
      expect(found.filter(([rule]) => rule === 'words' || rule === 'slow-answer')).toEqual([
        ['words', 'ann', '您好，傻瓜'],
        ['slow-answer', 'ann', '您好，傻瓜'],
        ['words', 'mia', '蠢货'],
      ]);
      const { body } = await supervisor.get<{ agentId: string }>(`/api/v1/inspection/subjects/${ticketId}`);
      expect(body.agentId).toBe('mia');
    });

    it('is read while it is worked on, several things that are written at once', async () => {
      const ticketId = anId();
      let items: Written[] = [['subject', '退款']];
      let readings = 0;
      await closedWith(ticketId, () => {
        readings += 1;
        return items;
      });
      await others.ticketOpened(ticketId);
      await eventually('what it was opened with is read', async () => (await details(ticketId)).turns.length === 1);
      items = [...items, ['reply', '您好，傻瓜', 'ann', '2026-11-23T06:10:00.000Z'], ['note', '他很急', 'ann']];
      const before = readings;
      await service.publish(ticketReplied, { ticketId, first: true, by: 'ann' }, { subject: ticketId });
      await service.publish(ticketNoted, { ticketId }, { subject: ticketId });
      await rounds();
      expect(readings).toBe(before);
      service.clock.advance({ seconds: 16 });
      const isFound = async () => (await details(ticketId)).findings.find(({ rule }) => rule === 'words') ?? false;
      expect(await eventually('it is found while it goes on', isFound)).toMatchObject({ agentId: 'ann', isLive: true });
      await rounds();
      expect(readings).toBe(before + 1);
      expect(await details(ticketId)).toMatchObject({ state: 'open', endedAt: null });
    });

    it('that cannot be read has failed in the end, is counted, and is tried again on demand', async () => {
      const ticketId = anId();
      let isThere = false;
      await closedWith(ticketId, () => {
        if (!isThere) throw new StubRefusal(409, { code: 'not-now', detail: 'not now' });
        return [['solution', '您好，蠢货', 'mia']];
      });
      await others.ticketClosed({ ticketId });
      const isFailed = async () => {
        service.clock.advance({ minutes: 61 });
        supervisor = await service.as('inspection:*');
        await rounds();
        return (await details(ticketId)).state === 'failed';
      };
      await eventually('nobody tries any more', isFailed, { within: 30_000 });
      expect(await failures()).toBe(1);
      const listed = await supervisor.get<Page<{ id: string }>>('/api/v1/inspection/subjects?state=failed');
      expect(listed.body.items.map(({ id }) => id)).toEqual([ticketId]);
      isThere = true;
      const again = `/api/v1/inspection/subjects/${ticketId}/inspect`;
      expect(await supervisor.post(again)).toMatchObject({ status: 200, body: { due: 1 } });
      expect(words(await inspected(ticketId), 'words')).toEqual(['蠢货']);
      expect((await supervisor.post('/api/v1/inspection/subjects/failed/inspect')).body).toEqual({ due: 0 });
      expect(await failures()).toBe(0);
    });

    it('is judged by what is known of it and by what was written in it', async () => {
      const ticketId = anId();
      await closedWith(ticketId, () => [
        ['description', '退款要多久'],
        ['reply', '您好，很快，13812345678', 'mia'],
      ]);
      await others.ticketClosed({ ticketId, firstRepliedAt: '2026-11-23T07:00:00.000Z' });
      const found = await inspected(ticketId);
      expect(found.findings.map(({ rule, of }) => [rule, of])).toEqual(
        expect.arrayContaining([
          ['slow-reply', null],
          ['secrets', 'phone'],
          ['refund-days', 'days'],
        ]),
      );
    });
  });

  describe('what was promised', () => {
    const promisesOf = async (subjectId: string, state: string) => {
      const { body } = await supervisor.get<Page<{ subject: { id: string } }>>(
        `/api/v1/inspection/promises?state=${state}&limit=200`,
      );
      return body.items.filter(({ subject }) => subject.id === subjectId);
    };
    const promised = async (customerId: string) => {
      const contactId = anId();
      const data = { contactId, number: 'C-1', channel: 'voice', direction: 'inbound', customerId } as const;
      await service.publish(contactStarted, data, { subject: contactId });
      await hear(contactId, [1, 'agent', '您好'], [2, 'agent', '下午给您回电']);
      service.clock.advance({ minutes: 1 });
      return contactId;
    };

    it('is open until it is kept by what it is kept by', async () => {
      const customerId = anId();
      const [byTicket, byCall] = [await promised(customerId), await promised(anId())];
      expect(await promisesOf(byTicket, 'open')).toMatchObject([{ rule: 'call-back', agentId: 'mia' }]);
      await service.publish(ticketSolved, { ticketId: anId(), customerId, returnVisit: false, by: 'mia' });
      expect(await promisesOf(byTicket, 'kept')).toMatchObject([{ settledBy: 'ticket-solved' }]);
      const attempt = { contactId: byCall, agentId: 'mia', attempt: 1, at: service.clock.now().toISOString() };
      await service.publish(contactCallbackAttempted, { ...attempt, outcome: 'no-answer', again: null });
      expect(await promisesOf(byCall, 'open')).toHaveLength(1);
      await service.publish(contactCallbackAttempted, { ...attempt, outcome: 'reached', again: null });
      expect(await promisesOf(byCall, 'kept')).toMatchObject([{ settledBy: 'called-back' }]);
    });

    it('is kept by a call to the customer that somebody answers, not by dialling', async () => {
      const customerId = anId();
      const before = await promised(customerId);
      const contactId = anId();
      const call = { contactId, number: 'C-2', channel: 'voice', direction: 'outbound', customerId } as const;
      await service.publish(contactStarted, call, { subject: contactId });
      expect(await promisesOf(before, 'open')).toHaveLength(1);
      await hear(contactId, [1, 'agent', '您好'], [2, 'agent', '下午给您回电']);
      await service.publish(contactConnected, { contactId, agentId: 'mia' }, { subject: contactId });
      expect(await promisesOf(before, 'kept')).toMatchObject([{ settledBy: 'outbound-contact' }]);
      expect(await promisesOf(contactId, 'open')).toHaveLength(1);
    });

    it('is kept by what reaches the customer by another id, once two are one, and nothing promised since is', async () => {
      const family = [anId(), anId()] as const;
      const common = await service.remote('common-center');
      const known = (id: string) => (id === family[0] || id === family[1] ? family : [id]);
      const families = (body: unknown) => ({ families: (body as { ids: string[] }).ids.map(known) });
      common.answers('POST', '/internal/customers/families', families);
      const before = await promised(family[0]);
      const solvedAt = service.clock.now();
      const since = await promised(family[0]);
      const solved = { ticketId: anId(), customerId: family[1], returnVisit: false, by: 'mia' };
      await service.publish(ticketSolved, solved, { time: solvedAt.toISOString() });
      expect(await promisesOf(before, 'kept')).toMatchObject([{ settledBy: 'ticket-solved' }]);
      expect(await promisesOf(since, 'open')).toHaveLength(1);

      const contactId = anId();
      const call = {
        contactId,
        number: 'C-3',
        channel: 'voice',
        direction: 'outbound',
        customerId: family[1],
      } as const;
      await service.publish(contactStarted, call, { subject: contactId });
      await service.publish(contactConnected, { contactId, agentId: 'mia' }, { subject: contactId });
      expect(await promisesOf(since, 'kept')).toMatchObject([{ settledBy: 'outbound-contact' }]);
    });

    it('is broken when its time is over, and that is told once', async () => {
      const contactId = await promised(anId());
      service.clock.advance({ minutes: 61 });
      supervisor = await service.as('inspection:*');
      await eventually('it is broken', async () => (await promisesOf(contactId, 'broken')).length === 1, {
        within: 25_000,
      });
      await service.settled();
      const broken = service.events('operations.promise-broken.v1').map(({ data }) => data as { subject: object });
      const told = broken.filter(({ subject }) => JSON.stringify(subject).includes(contactId));
      expect(told).toMatchObject([{ subject: { kind: 'call' }, ruleId: 'call-back', agentId: 'mia' }]);
    });
  });

  describe('what the customer wanted', () => {
    const call = async (customerId: string, outcome: 'handled' | 'abandoned' = 'handled') => {
      const contactId = anId();
      const data = { contactId, number: 'C-1', channel: 'voice', direction: 'inbound', customerId } as const;
      await service.publish(contactStarted, data, { subject: contactId });
      await service.publish(contactEnded, { contactId, customerId, outcome }, { subject: contactId });
      service.clock.advance({ seconds: 20 });
      await eventually('its end was looked at', async () => (await details(contactId)).demand !== 'unknown');
      return contactId;
    };

    it('was not done when they gave up, or came again', async () => {
      const customerId = anId();
      expect(await details(await call(customerId, 'abandoned'))).toMatchObject({ demandBy: 'abandoned' });
      const first = await call(customerId);
      await call(customerId);
      expect(await details(first)).toMatchObject({ demand: 'not-met', demandBy: 'came-again' });
    });

    it('was done when they did not come again', async () => {
      const contactId = await call(anId());
      service.clock.advance({ days: 8 });
      supervisor = await service.as('inspection:*');
      const met = () => details(contactId).then(({ demand, demandBy }) => demand === 'met' && demandBy);
      expect(await eventually('nobody came again', met)).toBe('not-repeated');
    });
  });

  describe('a trial', () => {
    /** Another process that goes on with a trial as it last saw it, for so many pieces. */
    const otherProcess = (seen: TrialRow, pieces: number) => {
      const { app } = service.running;
      let work: ((rounds: Rounds) => Promise<void>) | undefined;
      const leased = { of: (job: { work: typeof work }) => void (work = job.work) } as unknown as LeasedRounds;
      const trials = { due: () => Promise.resolve([seen]) } as unknown as Trials;
      const [sets, settings] = [app.get(RuleSets, { strict: false }), app.get(Settings, { strict: false })];
      new TrialRounds(app.get(Database), trials, sets, settings, service.clock, leased);
      let looks = 0;
      const isOurs = () => Promise.resolve(looks++ <= pieces);
      const inEachTenant = (each: () => Promise<void>) => runAsTenant('acme', each);
      return work!({ isOurs, inEachTenant } as unknown as Rounds);
    };
    const inAcme = <Found>(ask: (db: Database) => Promise<Found>) =>
      runAsTenant('acme', () => ask(service.running.app.get(Database)));

    it('counts each of many once, though a process goes on that lost it, and another dies over it', async () => {
      const at = new Date(service.clock.now().getTime() - 60 * DAY_MS);
      const ids = Array.from({ length: 60 }, anId);
      const none = { channel: null, queueId: null, agentId: null, customerId: null, conversationId: null };
      const subjects = ids.map((id) => ({
        ...{ id, kind: 'call', startedAt: at, state: 'inspected', endedAt: at, inspectedAt: at, dueAt: null, ...none },
        ...{ attempts: 0, judgedBy: null, scores: null, places: 1, lastSeq: 1, facts: {}, demand: 'met' },
        ...{ demandBy: null, demandDueAt: null },
      }));
      const turns = ids.map((subjectId) => ({
        ...{ subjectId, seq: 1, place: 1, speaker: 'agent', agentId: 'mia', text: '您好，傻瓜', fromMs: 0, toMs: 1 },
        isHold: false,
      }));
      await inAcme((database) =>
        database.transaction(async (tx) => {
          await insertRows(tx, SubjectSchema, subjects);
          await insertRows(tx, TurnSchema, turns);
        }),
      );
      const when = { from: new Date(at.getTime() - DAY_MS).toISOString(), to: at.toISOString() };
      const { body } = await supervisor.post<{ id: string; total: number }>(
        `/api/v1/inspection/rule-sets/${ruleSetId}/trials`,
        when,
      );
      const trial = () =>
        inAcme(async (database) => (await database.reader()).findOneByOrFail(TrialSchema, { id: body.id }));
      const asBegun = {
        ...(await trial()),
        state: 'running' as const,
        done: 0,
        result: {},
        cursorAt: null,
        cursorId: null,
      };
      await otherProcess(asBegun, 1);
      const isOver = async () => (await trial()).state === 'ended' && trial();
      const done = await eventually('it has ended', isOver, { within: 60_000 });
      expect(done).toMatchObject({ total: 60, done: 60, result: { words: { found: 60, subjects: 60 } } });
      await otherProcess(asBegun, 1);
      expect(await trial()).toEqual(done);
    });

    it('goes no further than now, and is given up when nobody comes to an end with it', async () => {
      const now = service.clock.now();
      const when = { from: new Date(now.getTime() - DAY_MS).toISOString(), to: '2090-01-01T00:00:00Z' };
      const path = `/api/v1/inspection/rule-sets/${ruleSetId}/trials`;
      const { body } = await supervisor.post<{ id: string }>(path, when);
      const trial = () =>
        inAcme(async (database) => (await database.reader()).findOneByOrFail(TrialSchema, { id: body.id }));
      await eventually('it has ended', async () => (await trial()).state === 'ended', { within: 60_000 });
      const ended = await trial();
      expect(ended.toAt).toEqual(ended.createdAt);
      const running = { ...ended, state: 'running' as const, endedAt: null, done: 0, dueAt: null };
      await inAcme((database) => database.transaction((tx) => tx.update(TrialSchema, { id: body.id }, running)));
      /** As one that dies over its first piece: what it looked for is not there. */
      const dying = async () => otherProcess({ ...(await trial()), draft: null as never }, 1).catch(() => undefined);
      for (const attempts of [1, 2, 3, 4, 5]) {
        await dying();
        expect(await trial()).toMatchObject({ state: 'running', attempts });
      }
      await dying();
      expect(await trial()).toMatchObject({ state: 'failed', done: 0, dueAt: null, endedAt: expect.any(Date) });
    });
  });

  it('a trial counts what a draft finds beside what is live', async () => {
    const { rules: all, ...rest } = rules();
    const changed = all.map((rule) => (rule.id === 'greeting' ? { ...rule, phrases: phrases('晚上好') } : rule));
    await changeDraft({ ...rest, rules: changed.filter(({ id }) => id !== 'angry') });
    const { rules: counts, done } = await tryDraft(ruleSetId);
    const standing = (await supervisor.get<Page<Finding>>('/api/v1/inspection/findings?limit=200')).body.items.filter(
      ({ state, rule }) => state === 'standing' && rule === 'words',
    );
    expect(done).toBeGreaterThanOrEqual(4);
    expect(counts['words']).toMatchObject({ gained: 0, lost: 0 });
    expect(counts['greeting']).toMatchObject({ foundLive: 0, samples: expect.arrayContaining([expect.anything()]) });
    expect(standing.length).toBeGreaterThan(0);
    await supervisor.post(`/api/v1/inspection/rule-sets/${ruleSetId}/withdraw`);
    const contactId = anId();
    await hear(contactId, [1, 'agent', '傻瓜']);
    expect((await details(contactId)).findings).toEqual([]);
  });

  it('items of scorecards are answered by the rules that judged it, whatever is live since and is forgotten', async () => {
    const answers = async () => {
      supervisor = await service.as('inspection:*');
      const path = `/api/v1/inspection/machine-scores/call/${judgedCall}`;
      return (await supervisor.get<Page<{ itemKey: string; answer: string }>>(path)).body.items;
    };
    const judged = [
      { itemKey: 'polite', answer: 'yes' },
      { itemKey: 'discreet', answer: 'yes' },
    ];
    expect(await answers()).toMatchObject(judged);
    const content = { ...rules(), items: [{ itemKey: 'later', rules: ['words'] }] };
    const later = await supervisor.post<{ id: string }>('/api/v1/inspection/rule-sets', { name: 'later', content });
    await tryDraft(later.body.id);
    expect(await supervisor.post(`/api/v1/inspection/rule-sets/${later.body.id}/publish`)).toMatchObject({
      status: 200,
    });
    expect(await answers()).toMatchObject(judged);
    expect((await answers()).map(({ itemKey }) => itemKey)).not.toContain('later');
    service.clock.advance({ days: 181 });
    await answers();
    const isForgotten = async () => {
      await rounds();
      return (await details(judgedCall)).turns.length === 0;
    };
    await eventually('what was said is forgotten', isForgotten);
    expect(await answers()).toMatchObject(judged);
  });

  it('keeps tenants apart, and asks for permissions', async () => {
    const globex = await service.asCaller({ tenant: 'globex' }, 'inspection:*');
    for (const path of ['findings', 'subjects', 'promises', 'alerts'])
      expect((await globex.get<Page<object>>(`/api/v1/inspection/${path}`)).body.items).toEqual([]);
    for (const path of ['word-lists', 'rule-sets'])
      expect((await globex.get<Page<object>>(`/api/v1/inspection/${path}`)).body.items).toMatchObject([
        { name: 'Starter', version: path === 'rule-sets' ? 1 : 2 },
      ]);
    const reader = await service.as('inspection:read');
    for (const [path, body] of [
      ['inspection/word-lists', { name: 'x' }],
      ['inspection/rule-sets', { name: 'x', content: rules() }],
      [`transcripts/${anId()}/segments`, { segments: [segment([1, 'agent', 'x'])] }],
      [`inspection/findings/${anId()}/mark`, { mark: 'right' }],
    ] as const)
      expect((await reader.post(`/api/v1/${path}`, body)).status).toBe(403);
  });

  it('inspects by the starter rules what a new tenant says first', async () => {
    const globex = await service.asCaller({ tenant: 'globex' }, 'inspection:*');
    const said = ['闭嘴，您的卡号是4111111111111111', '这是傻瓜相机', 'Shut up, you idiot'];
    const segments = said.map((text, index) => segment([index + 1, 'agent', text]));
    const contactId = anId();
    expect((await globex.post(`/api/v1/transcripts/${contactId}/segments`, { segments })).body).toEqual({ taken: 3 });
    const { findings } = (await globex.get<Details>(`/api/v1/inspection/subjects/${contactId}`)).body;
    expect(findings.map(({ rule, turn }) => [rule, turn]).sort()).toEqual([
      ...[
        ['insults', 1],
        ['insults', 3],
        ['insults', 3],
        ['secrets', 1],
      ],
    ]);
    expect((await globex.get<Page<object>>('/api/v1/inspection/alerts')).body.items).toHaveLength(4);
  });
});

function item(rule: string) {
  return { itemKey: 'x', rules: [rule] };
}
