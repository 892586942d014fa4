import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ApiClient } from '#libs/testing/api-client';
import { startForTest, type ServiceInTest } from '#libs/testing/service-in-test';
import { operationsCenter } from '../../src/service.js';
import { anId, EventsOfOthers } from '../events-of-others.js';
import { aFinishedCall, aScorecard, choice, QualityDesk, type Evaluation, type Page } from './quality-desk.js';

const EVALUATIONS = '/api/v1/evaluations';
const SCORECARDS = '/api/v1/scorecards';

describe('operations-center: quality', () => {
  let service: ServiceInTest;
  let sam: ApiClient;
  let ann: ApiClient;
  let bob: ApiClient;
  let mia: ApiClient;
  let others: EventsOfOthers;
  let desk: QualityDesk;

  beforeAll(async () => {
    service = await startForTest(operationsCenter, { tenants: ['acme', 'globex'] });
    const all = ['scorecard:*', 'evaluation:*', 'coaching:*', 'quality-plan:*', 'calibration:*', 'quality-report:*'];
    const inspector = [
      'evaluation:read',
      'evaluation:inspect',
      'scorecard:read',
      'calibration:judge',
      'calibration:read',
    ];
    sam = await service.asCaller({ subject: 'sam' }, ...all);
    ann = await service.asCaller({ subject: 'ann' }, ...inspector);
    bob = await service.asCaller({ subject: 'bob' }, ...inspector);
    mia = await service.asCaller(
      { subject: 'mia' },
      'evaluation:read',
      'evaluation:answer',
      'coaching:read',
      'coaching:work',
    );
    others = new EventsOfOthers(service);
    desk = new QualityDesk(sam);
  });
  afterAll(() => service.stop());

  const evaluationsOf = async (subjectId: string, reader = sam) =>
    (await reader.get<Page<Evaluation>>(`${EVALUATIONS}?subjectId=${subjectId}`)).body.items;
  const read = async (reader: ApiClient, id: string) => reader.get<Evaluation>(`${EVALUATIONS}/${id}`);
  const ifMatch = ({ version }: { version: number }) => ({ 'if-match': `"${version}"` });
  const judged = QualityDesk.judged;

  describe('closed tickets', () => {
    it('are judged at once by the scorecard the tenant came with, released to who had them, and told', async () => {
      const ticketId = await others.ticketClosed({ firstRepliedAt: null });
      const [found] = await evaluationsOf(ticketId);
      expect((await read(sam, found!.id)).body).toMatchObject({
        ...{ subject: { kind: 'ticket', id: ticketId }, agentId: 'mia', origin: 'computed', state: 'released' },
        ...{ score: 70, passed: true, scorecardVersion: 1 },
        judged: {
          ...{ nonFatalScore: 70, fatalMissed: false },
          items: [
            { key: 'handling_timeliness', points: 1 },
            { key: 'reply_timeliness', points: 0 },
            { key: 'content_completeness', points: 4 },
          ],
        },
      });
      await service.settled();
      const checkId = found!.id;
      expect(service.events('ticket-quality.checked.v1').at(-1)).toMatchObject({
        data: { checkId, ticketId, score: 70 },
      });
      expect(service.events('operations.evaluation-released.v1').at(-1)!.data).toMatchObject({
        ...{ evaluationId: checkId, agentId: 'mia', score: 70, failedItems: ['reply_timeliness'] },
      });
    });

    it('are judged once, also when the news comes again', async () => {
      const ticketId = anId();
      await others.ticketClosed({ ticketId });
      await others.ticketClosed({ ticketId, firstRepliedAt: null });
      expect(await evaluationsOf(ticketId)).toMatchObject([{ score: 100 }]);
    });

    it('are kept apart by tenant', async () => {
      const ticketId = await new EventsOfOthers(service, 'globex').ticketClosed();
      expect(await evaluationsOf(ticketId)).toEqual([]);
      const globex = await service.asCaller({ tenant: 'globex' }, 'evaluation:*');
      expect(await evaluationsOf(ticketId, globex)).toMatchObject([{ scorecardVersion: 1 }]);
    });
  });

  describe('a scorecard', () => {
    it('is published in versions that never change; a draft is changed by who has seen it', async () => {
      const { body: draft } = await sam.post<{ id: string; version: number }>(SCORECARDS, aScorecard());
      const path = `${SCORECARDS}/${draft.id}`;
      const published = await sam.post<{ version: number }>(`${path}/publish`, {});
      expect(published.body).toMatchObject({ published: 1, version: 2 });
      const changed = { ...aScorecard(), name: 'Stricter', form: { ...aScorecard().form, passMark: 90 } };
      expect((await sam.call('PUT', path, changed)).status).toBe(428);
      expect((await sam.call('PUT', path, changed, ifMatch(draft))).status).toBe(412);
      expect((await sam.call('PUT', path, changed, ifMatch(published.body))).status).toBe(200);
      expect((await sam.post(`${path}/publish`, {})).body).toMatchObject({ published: 2 });
      expect((await sam.get(`${path}/versions/1`)).body).toMatchObject({ content: { form: { passMark: 60 } } });
      expect((await sam.get<Page<unknown>>(`${path}/versions`)).body.items).toMatchObject([
        { number: 2 },
        { number: 1 },
      ]);
    });

    it('goes out as JSON and comes in again', async () => {
      const id = await desk.published(aScorecard());
      const exported = await sam.get<object>(`${SCORECARDS}/${id}/versions/1/export`);
      expect((await sam.post<{ draft: object }>(SCORECARDS, exported.body)).body.draft).toEqual(exported.body);
    });

    it('is refused publication where it makes no sense, with each place', async () => {
      const items = [choice('a', { when: 'b = "yes"' }), choice('a')];
      const form = { ...aScorecard().form, groups: [{ key: 'g', name: 'G', weight: 1, items }] };
      const { body } = await sam.post<{ id: string; problems: unknown[] }>(SCORECARDS, { ...aScorecard(), form });
      expect(body.problems).toHaveLength(2);
      expect(await sam.post(`${SCORECARDS}/${body.id}/publish`, {})).toMatchObject({
        status: 422,
        body: { code: 'scorecard-has-problems' },
      });
    });

    it('is tried on any answers without keeping anything', async () => {
      const { form } = aScorecard();
      const scored = await sam.post(`${SCORECARDS}/scoring`, { form, answers: { greeting: 'yes', sold: 'no' } });
      expect(scored.body).toMatchObject({
        score: 100,
        items: [{ state: 'answered' }, { state: 'open' }, { state: 'answered' }, { state: 'hidden' }],
      });
      const wrong = await sam.post(`${SCORECARDS}/scoring`, { form, answers: { greeting: 'maybe' } });
      expect(wrong).toMatchObject({ status: 422, body: { code: 'answer-impossible' } });
    });
  });

  describe('an evaluation', () => {
    let card: string;
    beforeAll(async () => {
      card = await desk.published(aScorecard());
    });
    const aCall = () => aFinishedCall(service, 'mia');
    const requestOf = (id: string, ...inspectorIds: string[]) => ({
      ...{ subject: { kind: 'call', id }, scorecardId: card, inspectorIds, arbiters: ['cleo'] },
    });
    const assigned = (id: string, ...inspectorIds: string[]) => desk.assigned(requestOf(id, ...inspectorIds));

    it('is not made of work that nobody knows', async () => {
      expect((await desk.assign(requestOf(anId(), 'ann'))).body).toMatchObject({ code: 'subject-unknown' });
    });

    it('is made by a scorecard for its channel alone', async () => {
      const ticketId = await others.ticketClosed();
      const request = { ...requestOf(ticketId, 'ann'), subject: { kind: 'ticket', id: ticketId } };
      expect((await desk.assign(request)).body).toMatchObject({ code: 'scorecard-unsuited' });
    });

    it('is scored again by who oversees it, or taken back; never by the agent', async () => {
      const [id] = await assigned(await aCall(), 'ann');
      await judged(ann, id!, { greeting: 'no', listening: 'no', sold: 'no' });
      const path = `${EVALUATIONS}/${id!}`;
      const answers = { greeting: 'yes', listening: 'yes', sold: 'no' };
      const herself = await service.asCaller({ subject: 'mia' }, 'evaluation:*');
      expect((await herself.post(`${path}/rescore`, { remark: 'Mine', answers })).status).toBe(403);
      expect((await herself.post(`${path}/retract`, {})).status).toBe(403);
      const rescored = await sam.post<Evaluation>(`${path}/rescore`, { remark: 'Wrong call', answers });
      expect(rescored.body).toMatchObject({
        score: 100,
        revisions: [{ score: 11.11 }, { why: 'rescored', score: 100 }],
      });
      expect((await sam.post(`${path}/retract`, {})).body).toMatchObject({ state: 'retracted' });
    });

    it('is the inspector’s alone until it is submitted, and the agent’s from then on', async () => {
      const [id] = await assigned(await aCall(), 'ann');
      expect((await read(bob, id!)).status).toBe(404);
      expect((await read(mia, id!)).status).toBe(404);
      const { body } = await read(ann, id!);
      const notes = [{ itemKey: 'listening', comment: 'Cut in twice', evidence: [{ turn: 4, atSeconds: 61.5 }] }];
      const answers = { greeting: 'yes', listening: 'no', sold: 'no' };
      const saved = await ann.call('PUT', `${EVALUATIONS}/${id!}/answers`, { answers, notes }, ifMatch(body));
      expect(saved.body).toMatchObject({ state: 'assigned', notes, judged: { score: 55.56 } });
      expect((await ann.call('PUT', `${EVALUATIONS}/${id!}/answers`, { answers }, ifMatch(body))).status).toBe(412);
      expect((await ann.post(`${EVALUATIONS}/${id!}/submit`, {})).body).toMatchObject({
        state: 'released',
        score: 55.56,
      });
      expect((await read(mia, id!)).body).toMatchObject({ score: 55.56, passed: false });
      expect((await mia.post(`${EVALUATIONS}/${id!}/acknowledge`, {})).body).toMatchObject({ state: 'acknowledged' });
    });

    it('is not submitted before everything that is asked is answered', async () => {
      const [id] = await assigned(await aCall(), 'ann');
      expect(await judged(ann, id!, { greeting: 'yes', sold: 'yes' })).toMatchObject({
        status: 422,
        body: { code: 'evaluation-incomplete', errors: [{ field: 'listening' }, { field: 'consent' }] },
      });
    });

    it('by two who do not know of each other counts as the first says when they are near', async () => {
      const [first, second] = await assigned(await aCall(), 'ann', 'bob');
      const answers = { greeting: 'yes', listening: 'yes', sold: 'no' };
      expect((await judged(ann, first!, answers)).body).toMatchObject({ state: 'submitted' });
      expect((await read(bob, first!)).status).toBe(404);
      expect((await read(mia, first!)).status).toBe(404);
      const overseer = await service.asCaller({ subject: 'bob' }, 'evaluation:*');
      expect((await read(overseer, first!)).status).toBe(404);
      expect((await read(sam, first!)).status).toBe(200);
      await judged(bob, second!, answers);
      expect((await read(sam, first!)).body).toMatchObject({ state: 'released', score: 100 });
      expect((await read(sam, second!)).body).toMatchObject({ state: 'set-aside' });
      expect((await read(mia, second!)).status).toBe(404);
    });

    it('by two who are too far apart is settled by an arbiter, who reads both', async () => {
      const callId = await aCall();
      const [first, second] = await assigned(callId, 'ann', 'bob');
      await judged(ann, first!, { greeting: 'yes', listening: 'yes', sold: 'no' });
      await judged(bob, second!, { greeting: 'no', listening: 'no', sold: 'no' });
      const cleo = await service.asCaller({ subject: 'cleo' }, 'evaluation:read', 'evaluation:inspect');
      const seen = await evaluationsOf(callId, cleo);
      expect(seen.map(({ state }) => state)).toEqual(['assigned', 'set-aside', 'set-aside']);
      await judged(cleo, seen[0]!.id, { greeting: 'yes', listening: 'no', sold: 'no' });
      expect((await read(mia, seen[0]!.id)).body).toMatchObject({ state: 'released', score: 55.56 });
    });

    it('is settled by another arbiter where it is given to one, who reads both; the former reads neither', async () => {
      const callId = await aCall();
      const [first, second] = await assigned(callId, 'ann', 'bob');
      await judged(ann, first!, { greeting: 'yes', listening: 'yes', sold: 'no' });
      await judged(bob, second!, { greeting: 'no', listening: 'no', sold: 'no' });
      const inspecting = (subject: string) =>
        service.asCaller({ subject }, 'evaluation:read', 'evaluation:inspect', 'evaluation:review');
      const [cleo, dora] = [await inspecting('cleo'), await inspecting('dora')];
      const third = (await evaluationsOf(callId, cleo))[0]!.id;
      for (const personId of ['ann', 'bob', 'cleo'])
        expect((await sam.post(`${EVALUATIONS}/${third}/assign`, { personId })).body).toMatchObject({
          code: 'inspector-involved',
        });
      expect((await sam.post(`${EVALUATIONS}/${third}/assign`, { personId: 'dora' })).status).toBe(200);
      expect(await evaluationsOf(callId, cleo)).toEqual([]);
      expect(await evaluationsOf(callId, dora)).toHaveLength(3);
      expect((await evaluationsOf(callId, bob)).map(({ id }) => id)).toEqual([second]);
      await judged(dora, third, { greeting: 'yes', listening: 'no', sold: 'no' });
      await mia.post(`${EVALUATIONS}/${third}/appeal`, { reason: 'I listened', items: ['listening'] });
      for (const personId of ['ann', 'bob', 'dora'])
        expect((await sam.post(`${EVALUATIONS}/${third}/review`, { personId })).body).toMatchObject({
          code: 'reviewer-involved',
        });
      expect((await sam.post(`${EVALUATIONS}/${third}/review`, { personId: 'eve' })).status).toBe(200);
    });

    it('is not reviewed by the other one who judged the same', async () => {
      const [first, second] = await assigned(await aCall(), 'ann', 'bob');
      const answers = { greeting: 'no', listening: 'yes', sold: 'no' };
      await judged(ann, first!, answers);
      await judged(bob, second!, answers);
      await mia.post(`${EVALUATIONS}/${first!}/appeal`, { reason: 'I greeted', items: ['greeting'] });
      expect((await sam.post(`${EVALUATIONS}/${first!}/review`, { personId: 'bob' })).body).toMatchObject({
        code: 'reviewer-involved',
      });
      expect((await sam.post(`${EVALUATIONS}/${first!}/review`, { personId: 'cleo' })).status).toBe(200);
    });

    it('is appealed against in two instances, decided by others each time; every revision stays', async () => {
      const [id] = await assigned(await aCall(), 'ann');
      await judged(ann, id!, { greeting: 'no', listening: 'no', sold: 'no' });
      const path = `${EVALUATIONS}/${id!}`;
      const appealed = await mia.post<Evaluation>(`${path}/appeal`, { reason: 'I greeted', items: ['greeting'] });
      expect(appealed.body).toMatchObject({ state: 'appealed', appeals: [{ instance: 1 }] });
      for (const personId of ['ann', 'mia'])
        expect((await sam.post(`${path}/review`, { personId })).body).toMatchObject({ code: 'reviewer-involved' });
      await sam.post(`${path}/review`, { personId: 'bob' });
      const answers = { greeting: 'yes', listening: 'no', sold: 'no' };
      expect((await ann.post(`${path}/decide`, { remark: 'No' })).body).toMatchObject({ code: 'evaluation-not-yours' });
      const decided = await bob.post<Evaluation>(`${path}/decide`, { remark: 'Heard it', answers });
      expect(decided.body).toMatchObject({ state: 'released', score: 55.56 });
      await mia.post(`${path}/appeal`, { reason: 'I listened, too', items: ['listening'] });
      expect((await sam.post(`${path}/review`, { personId: 'bob' })).body).toMatchObject({ code: 'reviewer-involved' });
      await sam.post(`${path}/review`, { personId: 'sam' });
      const final = await sam.post<Evaluation>(`${path}/decide`, { remark: 'It stays' });
      expect(final.body).toMatchObject({
        ...{ state: 'closed', score: 55.56 },
        revisions: [
          { number: 1, why: 'submitted', by: 'ann', score: 11.11, changes: [] },
          {
            number: 2,
            why: 'appeal',
            by: 'bob',
            score: 55.56,
            changes: [{ key: 'greeting', before: 'no', after: 'yes' }],
          },
        ],
        appeals: [{ decision: { outcome: 'changed' } }, { decision: { outcome: 'upheld' } }],
      });
      expect((await mia.post(`${path}/appeal`, { reason: 'Again' })).status).toBe(409);
      await service.settled();
      expect(service.events('operations.evaluation-rescored.v1').at(-1)!.data).toMatchObject({
        evaluationId: id,
        score: 55.56,
      });
    });

    it('is not judged by the agent, nor by who leads them', async () => {
      await desk.leads(service, 'lena', ['mia']);
      const callId = await aCall();
      for (const inspector of ['mia', 'lena'])
        expect((await desk.assign(requestOf(callId, inspector))).body).toMatchObject({ code: 'inspector-involved' });
      const [id] = await assigned(callId, 'ann');
      expect((await sam.post(`${EVALUATIONS}/${id!}/assign`, { personId: 'lena' })).status).toBe(409);
      expect((await sam.post(`${EVALUATIONS}/${id!}/assign`, { personId: 'bob' })).body).toMatchObject({
        inspectorId: 'bob',
      });
    });

    it('gives its agent something to work on', async () => {
      const [id] = await assigned(await aCall(), 'ann');
      const task = { goal: 'Let people finish', itemKeys: ['listening'], dueAt: '2027-01-31T17:00:00Z' };
      expect((await sam.post(`${EVALUATIONS}/${id!}/coaching-tasks`, task)).status).toBe(409);
      await judged(ann, id!, { greeting: 'yes', listening: 'no', sold: 'no' });
      const given = await sam.post<{ id: string }>(`${EVALUATIONS}/${id!}/coaching-tasks`, task);
      expect(given.body).toMatchObject({ personId: 'mia', doneAt: null });
      const open = await mia.get<Page<{ id: string }>>('/api/v1/coaching-tasks?done=false');
      expect(open.body.items).toMatchObject([{ id: given.body.id }]);
      const done = await mia.post(`/api/v1/coaching-tasks/${given.body.id}/done`, { note: 'Trained with Li' });
      expect(done.body).toMatchObject({ note: 'Trained with Li', version: 2 });
    });

    it('is overseen by who reaches its agent', async () => {
      const callId = await aCall();
      await assigned(callId, 'ann');
      const common = await service.remote('common-center');
      common.answers('GET', '/internal/organisation/circles/tom', () => ({ people: ['tom', 'li'], teams: [] }));
      const tom = await service.asCaller({ subject: 'tom', dataScope: { base: 'team' } }, 'evaluation:*');
      expect(await evaluationsOf(callId, tom)).toEqual([]);
      const request = { subject: { kind: 'call', id: callId }, scorecardId: card, inspectorIds: ['ann'] };
      expect((await tom.post(EVALUATIONS, request)).body).toMatchObject({ code: 'evaluation-not-yours' });
    });

    it('is appealed against within working days only', async () => {
      const [id] = await assigned(await aCall(), 'ann');
      await judged(ann, id!, { greeting: 'no', listening: 'no', sold: 'no' });
      service.clock.advance({ days: 8 });
      const later = await service.asCaller({ subject: 'mia' }, 'evaluation:answer');
      expect(await later.post(`${EVALUATIONS}/${id!}/appeal`, { reason: 'Too late' })).toMatchObject({
        status: 409,
        body: { code: 'appeal-too-late' },
      });
    });
  });

  it.each([
    ['GET', EVALUATIONS, 'scorecard:read'],
    ['POST', EVALUATIONS, 'evaluation:inspect'],
    ['POST', SCORECARDS, 'scorecard:read'],
  ])('refuses %s %s to someone who only has %s', async (method, path, permission) => {
    const caller = await service.as(permission);
    expect((await caller.call(method, path, method === 'POST' ? {} : undefined)).status).toBe(403);
  });
});
