import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { ApiClient } from '#libs/testing/api-client';
import { startForTest, type ServiceInTest } from '#libs/testing/service-in-test';
import { ReminderRounds } from '../src/quality/reminder-rounds.js';
import { operationsCenter } from '../src/service.js';
import { EventsOfOthers } from './events-of-others.js';
import { aFinishedCall, aScorecard, QualityDesk } from './quality-desk.js';

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
      const dueAt = new Date(service.clock.now().getTime() + 86_400_000).toISOString();
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
      const dueAt = new Date(service.clock.now().getTime() + 86_400_000).toISOString();
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
});
