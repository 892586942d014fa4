import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { ApiClient } from '#libs/testing/api-client';
import { startForTest, type ServiceInTest } from '#libs/testing/service-in-test';
import { ReminderRounds } from '../../src/quality/reminder-rounds.js';
import { operationsCenter } from '../../src/service.js';
import { anId, EventsOfOthers } from '../events-of-others.js';
import { aFinishedCall, aScorecard, QualityDesk, type Evaluation, type Page } from './quality-desk.js';

const EVALUATIONS = '/api/v1/evaluations';
const GOOD = { greeting: 'yes', listening: 'yes', sold: 'no' };
const POOR = { greeting: 'no', listening: 'yes', sold: 'no' };

describe('operations-center: what follows from quality', () => {
  let service: ServiceInTest;
  let sam: ApiClient;
  let ann: ApiClient;
  let bob: ApiClient;
  let mia: ApiClient;
  let desk: QualityDesk;
  let card: string;

  /** Anew each time: the clock goes on by days. */
  const logIn = async () => {
    const all = ['scorecard:*', 'evaluation:*', 'coaching:*', 'calibration:*', 'quality-report:*', 'training:*'];
    sam = await service.asCaller({ subject: 'sam' }, ...all);
    const inspector = ['evaluation:read', 'evaluation:inspect', 'calibration:judge', 'calibration:read'];
    ann = await service.asCaller({ subject: 'ann' }, ...inspector);
    bob = await service.asCaller({ subject: 'bob' }, ...inspector);
    const agent = ['evaluation:read', 'evaluation:answer', 'coaching:work', 'training:learn'];
    mia = await service.asCaller({ subject: 'mia' }, ...agent);
    desk = new QualityDesk(sam);
  };
  const requestOf = (id: string, ...inspectorIds: string[]) => ({
    ...{ subject: { kind: 'call', id }, scorecardId: card, inspectorIds, arbiters: ['cleo'] },
  });
  const assigned = async (agentId: string, ...inspectorIds: string[]) =>
    desk.assigned(requestOf(await aFinishedCall(service, agentId), ...inspectorIds));
  const told = (what: string, id: string) =>
    service
      .events(`operations.${what}.v1`)
      .map(({ data }) => data)
      .filter((data) => Object.values(data).includes(id));

  beforeAll(async () => {
    service = await startForTest(operationsCenter);
    await logIn();
    card = await desk.published(aScorecard());
  });
  beforeEach(logIn);
  afterAll(() => service.stop());

  describe('what is late', () => {
    const rounds = async () => {
      await service.running.app.get(ReminderRounds, { strict: false }).rounds.run();
      await service.settled();
    };

    it('is told whom an evaluation lies with, each of them once, and nobody once it is judged', async () => {
      const [[late], [done]] = [await assigned('mia', 'ann'), await assigned('mia', 'ann')];
      await QualityDesk.judged(ann, done!, GOOD);
      await rounds();
      expect(told('evaluation-overdue', late!)).toEqual([]);
      service.clock.advance({ days: 8 });
      await rounds();
      await rounds();
      expect(told('evaluation-overdue', late!)).toMatchObject([{ toldIds: ['ann'] }]);
      await logIn();
      await sam.post(`${EVALUATIONS}/${late!}/assign`, { personId: 'bob' });
      await rounds();
      expect(told('evaluation-overdue', late!)).toMatchObject([{ toldIds: ['ann'] }, { toldIds: ['bob'] }]);
      expect(told('evaluation-overdue', done!)).toEqual([]);
    });

    it('is told the reviewer of an appeal; without one it is told to nobody by name', async () => {
      const [id] = await assigned('mia', 'ann');
      await QualityDesk.judged(ann, id!, POOR);
      await mia.post(`${EVALUATIONS}/${id!}/appeal`, { reason: 'I greeted' });
      service.clock.advance({ days: 5 });
      await rounds();
      await logIn();
      await sam.post(`${EVALUATIONS}/${id!}/review`, { personId: 'bob' });
      await rounds();
      await rounds();
      expect(told('appeal-overdue', id!)).toMatchObject([
        { instance: 1, toldIds: [] },
        { instance: 1, toldIds: ['bob'] },
      ]);
      await bob.post(`${EVALUATIONS}/${id!}/decide`, { remark: 'It stays' });
      service.clock.advance({ days: 30 });
      await rounds();
      expect(told('appeal-overdue', id!)).toHaveLength(2);
    });

    it('is told who has not judged all of a calibration, and who called it; not of one that is closed', async () => {
      const dueAt = new Date(service.clock.ms() + 86_400_000).toISOString();
      const subjects = [{ kind: 'call', id: await aFinishedCall(service, 'mia') }];
      const invitation = { name: 'May', scorecardId: card, subjects, participantIds: ['ann', 'bob'], dueAt };
      const call = async () => {
        const { body } = await sam.post<{ id: string }>('/api/v1/calibrations', { ...invitation, expertId: 'ann' });
        return body.id;
      };
      const [late, closed] = [await call(), await call()];
      await ann.put(`/api/v1/calibrations/${late}/scores/0`, { answers: GOOD });
      await sam.post(`/api/v1/calibrations/${closed}/close`, {});
      await rounds();
      expect(told('calibration-overdue', late)).toEqual([]);
      service.clock.advance({ days: 2 });
      await rounds();
      await rounds();
      expect(told('calibration-overdue', late)).toMatchObject([{ toldIds: ['bob', 'sam'] }]);
      expect(told('calibration-overdue', closed)).toEqual([]);
    });

    it('is told who has a coaching task, and who gave it; not of one that is done', async () => {
      const [id] = await assigned('mia', 'ann');
      await QualityDesk.judged(ann, id!, POOR);
      const dueAt = new Date(service.clock.ms() + 86_400_000).toISOString();
      const give = async () => {
        const path = `${EVALUATIONS}/${id!}/coaching-tasks`;
        return (await sam.post<{ id: string }>(path, { goal: 'Greet people', dueAt })).body.id;
      };
      const [late, done] = [await give(), await give()];
      await mia.post(`/api/v1/coaching-tasks/${done}/done`, {});
      service.clock.advance({ days: 2 });
      await rounds();
      await rounds();
      expect(told('coaching-due', late)).toMatchObject([{ evaluationId: id, toldIds: ['mia', 'sam'] }]);
      expect(told('coaching-due', done)).toEqual([]);
    });

    it('is no news to an agent where work was only measured, but what somebody has judged is', async () => {
      const [id] = await assigned('mia', 'ann');
      await QualityDesk.judged(ann, id!, GOOD);
      const ticketId = await new EventsOfOthers(service).ticketClosed();
      await service.settled();
      expect(told('evaluation-released', id!)).toMatchObject([{ toldIds: ['mia'] }]);
      const released = service.events('operations.evaluation-released.v1').map(({ data }) => data);
      expect(released.at(-1)).toMatchObject({ subject: { id: ticketId }, toldIds: [] });
    });
  });

  describe('a failed item', () => {
    interface Enrolment {
      id: string;
      courseId: string;
      status: string;
    }
    let courseId: string;
    beforeAll(async () => {
      await logIn();
      const units = ['first', 'second'].map((id) => ({ id, kind: 'document', title: id, fileId: anId() }));
      courseId = (await sam.post<{ id: string }>('/api/v1/courses', { title: 'Greeting', units })).body.id;
      await sam.post('/api/v1/assignment-rules', { happened: 'failed-item', matches: 'greeting', courseId });
    });
    const learner = (subject: string) => service.asCaller({ subject }, 'training:learn');
    const coursesOf = async (who: ApiClient) => {
      await service.settled();
      return (await who.get<Page<Enrolment>>('/api/v1/enrolments/mine')).body.items;
    };
    const readUnit = (who: ApiClient, { id }: Enrolment, unit: string) =>
      who.put(`/api/v1/enrolments/${id}/units/${unit}/read`);

    it('is looked at again, once, in the first work that is finished after its course', async () => {
      const rechecks = async () => {
        await service.settled();
        return (await sam.get<Page<Evaluation>>(`${EVALUATIONS}?origin=recheck&agentId=kim`)).body.items;
      };
      const kim = await learner('kim');
      const [failed] = await assigned('kim', 'ann');
      await QualityDesk.judged(ann, failed!, POOR);
      const [enrolment] = await coursesOf(kim);
      await readUnit(kim, enrolment!, 'first');
      await aFinishedCall(service, 'kim');
      service.clock.advance({ minutes: 1 });
      await readUnit(kim, enrolment!, 'second');
      expect(await rechecks()).toEqual([]);
      service.clock.advance({ minutes: 1 });
      const callId = await aFinishedCall(service, 'kim');
      await aFinishedCall(service, 'kim');
      const [found, ...more] = await rechecks();
      expect([found, more]).toMatchObject([{ subject: { id: callId }, inspectorId: 'ann', state: 'assigned' }, []]);
      expect((await ann.get(`${EVALUATIONS}/${found!.id}`)).body).toMatchObject({
        recheckOf: { evaluationId: failed, itemKey: 'greeting', courseId },
      });
      await QualityDesk.judged(ann, found!.id, GOOD);
      const body = { courseId, itemKey: 'greeting', scorecardId: card, origins: ['manual', 'recheck'] };
      const compared = await sam.post('/api/v1/quality-reports/before-after', body);
      expect(compared.body).toMatchObject({ compared: ['kim'], before: 0, after: 100 });
      const both = await sam.post('/api/v1/quality-reports/before-after', { ...body, participantIds: ['kim'] });
      expect(both.status).toBe(422);
    });

    it('needs no course once it is scored otherwise; what was begun goes on, and none is given twice', async () => {
      const noa = await learner('noa');
      const [id] = await assigned('noa', 'ann');
      await QualityDesk.judged(ann, id!, POOR);
      const states = async () => (await coursesOf(noa)).map(({ status }) => status);
      const rescore = (answers: object) =>
        sam.post(`${EVALUATIONS}/${id!}/rescore`, { remark: 'Heard again', answers });
      expect(await states()).toEqual(['assigned']);
      await rescore({ ...POOR, listening: 'no' });
      expect(await states()).toEqual(['assigned']);
      await rescore(GOOD);
      expect(await states()).toEqual(['withdrawn']);
      await rescore(POOR);
      expect(await states()).toEqual(['assigned', 'withdrawn']);
      const [again] = await coursesOf(noa);
      await readUnit(noa, again!, 'first');
      await rescore(GOOD);
      expect(await states()).toEqual(['begun', 'withdrawn']);
      await readUnit(noa, again!, 'second');
      await rescore(POOR);
      expect(await states()).toEqual(['completed', 'withdrawn']);
    });
  });
});
