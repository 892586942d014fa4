import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { eventually } from '#libs/testing/eventually';
import { anId } from '../events-of-others.js';
import { watching } from '../watcher.js';
import { InspectionDesk, words, type Page, type Segment } from './inspection-desk.js';

describe('operations-center: calls that are inspected', () => {
  let desk: InspectionDesk;
  let judgedCall: string;

  beforeAll(async () => {
    desk = await InspectionDesk.startWithRules();
  });
  beforeEach(() => desk.logIn());
  afterAll(() => desk.stop());

  describe('a call', () => {
    it('alerts supervisors while it goes on; how soon, the bench says', async () => {
      const watcher = await watching<{ rule: string; links: object }>(
        desk.supervisor,
        '/api/v1/inspection/alerts/stream',
      );
      const contactId = await desk.others.contactStarted('voice');
      await desk.hear(contactId, [1, 'agent', '您好'], [2, 'agent', '你这个傻瓜']);
      expect(await watcher.next()).toMatchObject({
        ...{ no: 1, rule: 'words', severity: 'fatal', agentId: 'mia', turn: 2 },
        subject: { kind: 'call', id: contactId },
        links: { listenIn: `/api/v1/telephony/calls/${contactId}/monitoring` },
      });
      watcher.leave();
      await desk.hear(contactId, [3, 'agent', '我手机13812345678']);
      const again = await watching<{ rule: string }>(desk.supervisor, '/api/v1/inspection/alerts/stream', {
        'last-event-id': '1',
      });
      expect(await again.next()).toMatchObject({ no: 2, rule: 'secrets' });
      again.leave();
      await desk.service.settled();
      const told = desk.service.events('operations.finding-raised.v1').filter(({ subject }) => subject === contactId);
      expect(told.map(({ data }) => data)).toMatchObject([
        { ruleId: 'words', turn: 2, span: { from: 3, to: 5 }, agentId: 'mia' },
        { ruleId: 'secrets', turn: 3, span: { from: 3, to: 14 } },
      ]);
      expect(JSON.stringify(told)).not.toContain('13812345678');
      expect(desk.service.events('operations.inspection-alert-raised.v1')).toHaveLength(2);
    });

    it('is the same whatever order its pieces come in, and however often', async () => {
      const contactId = anId();
      expect((await desk.hear(contactId, [3, 'agent', '七天'], [1, 'agent', '您好'])).body).toEqual({ taken: 2 });
      expect((await desk.hear(contactId, [2, 'customer', '退款要多久'], [3, 'agent', 'changed'])).body).toEqual({
        taken: 1,
      });
      const found = await desk.ended(contactId);
      expect(found.turns.map(({ text }) => text)).toEqual(['您好', '退款要多久', '七天']);
      expect(found.findings.filter(({ state }) => state === 'standing')).toEqual([]);
    });

    it('keeps what was found live and stands no more, as withdrawn', async () => {
      const contactId = anId();
      await desk.hear(contactId, [2, 'agent', '有什么事']);
      expect(words(await desk.details(contactId), 'greeting')).toHaveLength(1);
      await desk.hear(contactId, [1, 'agent', '您好']);
      const { findings } = await desk.ended(contactId);
      expect(findings.map(({ rule, state }) => [rule, state])).toEqual([['greeting', 'withdrawn']]);
    });

    it('is pushed with what is found in it', async () => {
      const contactId = anId();
      await desk.hear(contactId, [1, 'agent', '您好，蠢货，13812345678']);
      const path = `/api/v1/inspection/subjects/${contactId}/stream`;
      const watcher = await watching<{ text?: string; rule?: string }>(desk.supervisor, path);
      const pushed = [await watcher.next(), await watcher.next(), await watcher.next()];
      expect(pushed).toMatchObject([{ text: '您好，蠢货，13812345678' }, { rule: 'words' }, { rule: 'secrets' }]);
      await desk.hear(contactId, [2, 'customer', '气死我了，骗子！']);
      expect([await watcher.next(), await watcher.next()]).toMatchObject([{ seq: 2 }, { rule: 'angry' }]);
      watcher.leave();
      const masked = await desk.service.asCaller({ masked: true }, 'inspection:read');
      const other = await watching<{ text: string }>(masked, path);
      expect((await other.next()).text).toMatch(/^您好，蠢货，138\*+5678$/u);
      other.leave();
    });

    it('without a transcript is not judged', async () => {
      const contactId = await desk.others.contactStarted('voice');
      await desk.others.contactEnded(contactId);
      desk.service.clock.advance({ seconds: 20 });
      await eventually('its end was looked at', async () => (await desk.details(contactId)).demand === 'open');
      expect(await desk.details(contactId)).toMatchObject({ inspectedAt: null, state: 'without-words', findings: [] });
    });

    it('is judged when its transcript comes only after it was looked for', async () => {
      const contactId = await desk.others.contactStarted('voice');
      await desk.others.contactEnded(contactId);
      desk.service.clock.advance({ seconds: 20 });
      await eventually('it was looked for', async () => (await desk.details(contactId)).state === 'without-words');
      await desk.hear(contactId, [1, 'agent', '您好，傻瓜']);
      expect(await desk.details(contactId)).toMatchObject({ state: 'due' });
      desk.service.clock.advance({ seconds: 6 });
      expect(words(await desk.inspected(contactId), 'words')).toEqual(['傻瓜']);
      expect(await desk.details(contactId)).toMatchObject({
        state: 'inspected',
        judgedBy: [{ ruleSetId: desk.ruleSetId, no: 1 }],
      });
    });

    it('has what was withdrawn stand again, where it is found after all', async () => {
      const contactId = anId();
      const state = async () =>
        (await desk.details(contactId)).findings.map((finding) => [finding.rule, finding.state]);
      const more = async (segment: Segment) => {
        await desk.hear(contactId, segment);
        desk.service.clock.advance({ seconds: 6 });
        return desk.ended(contactId);
      };
      await desk.hear(contactId, [1, 'agent', '您好'], [10, 'customer', '退款要多久'], [20, 'agent', '请稍等']);
      await more([40, 'agent', '好的']);
      expect(await state()).toEqual([['refund-days', 'standing']]);
      await more([30, 'agent', '七天']);
      expect(await state()).toEqual([['refund-days', 'withdrawn']]);
      await more([35, 'customer', '退款要多久']);
      expect(await state()).toEqual([['refund-days', 'standing']]);
    });

    it('answers items of scorecards; a finding that was marked as wrong does not count', async () => {
      const contactId = anId();
      await desk.hear(contactId, [1, 'agent', '您好，傻瓜']);
      const scores = async () =>
        (await desk.supervisor.get<Page<object>>(`/api/v1/inspection/machine-scores/call/${contactId}`)).body.items;
      expect(await scores()).toMatchObject([{ answer: 'n/a' }, { answer: 'n/a' }]);
      const [finding] = (await desk.ended(contactId)).findings;
      const found = [finding!.id];
      expect(await scores()).toEqual([
        { itemKey: 'polite', answer: 'no', findings: found },
        { itemKey: 'discreet', answer: 'yes', findings: [] },
      ]);
      const marked = await desk.supervisor.post(`/api/v1/inspection/findings/${finding!.id}/mark`, {
        mark: 'false-positive',
      });
      expect(marked.body).toMatchObject({ mark: 'false-positive', markedBy: 'mia' });
      expect(await scores()).toMatchObject([{ itemKey: 'polite', answer: 'yes' }, {}]);
      judgedCall = contactId;
      const { body } = await desk.supervisor.get<Page<{ rule: string }>>(
        `/api/v1/inspection/rule-sets/${desk.ruleSetId}/statistics`,
      );
      expect(body.items.find(({ rule }) => rule === 'words')).toMatchObject({ falsePositives: 1, precision: 0 });
    });
  });

  it('items of scorecards are answered by the rules that judged it, whatever is live since and is forgotten', async () => {
    const answers = async () => {
      desk.supervisor = await desk.service.as('inspection:*');
      const path = `/api/v1/inspection/machine-scores/call/${judgedCall}`;
      return (await desk.supervisor.get<Page<{ itemKey: string; answer: string }>>(path)).body.items;
    };
    const judged = [
      { itemKey: 'polite', answer: 'yes' },
      { itemKey: 'discreet', answer: 'yes' },
    ];
    expect(await answers()).toMatchObject(judged);
    await desk.supervisor.post(`/api/v1/inspection/rule-sets/${desk.ruleSetId}/withdraw`);
    const content = { ...desk.rules(), items: [{ itemKey: 'later', rules: ['words'] }] };
    const later = await desk.supervisor.post<{ id: string }>('/api/v1/inspection/rule-sets', {
      name: 'later',
      content,
    });
    await desk.tryDraft(later.body.id);
    expect(await desk.supervisor.post(`/api/v1/inspection/rule-sets/${later.body.id}/publish`)).toMatchObject({
      status: 200,
    });
    expect(await answers()).toMatchObject(judged);
    expect((await answers()).map(({ itemKey }) => itemKey)).not.toContain('later');
    desk.service.clock.advance({ days: 181 });
    await answers();
    const isForgotten = async () => {
      await desk.rounds();
      return (await desk.details(judgedCall)).turns.length === 0;
    };
    await eventually('what was said is forgotten', isForgotten);
    expect(await answers()).toMatchObject(judged);
  });
});
