import { createHash, createHmac } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { contactStarted } from '#libs/contracts/call-center/call-events';
import { contactWrappedUp } from '#libs/contracts/call-center/contact-events';
import type { ApiClient } from '#libs/testing/api-client';
import { startForTest, type ServiceInTest } from '#libs/testing/service-in-test';
import { PlanRounds } from '../../src/quality/plan/plan-rounds.js';
import { operationsCenter } from '../../src/service.js';
import { anId, EventsOfOthers } from '../events-of-others.js';
import { aFinishedCall, aScorecard, QualityDesk, type Evaluation, type Page } from './quality-desk.js';

interface Draw {
  id: string;
  state: string;
  commitment: string;
  seed: string | null;
  drawn: string[];
}
const ranked = (seed: string, key: string) => createHmac('sha256', seed).update(key).digest('hex');

const EVALUATIONS = '/api/v1/evaluations';

describe('operations-center: quality over all work', () => {
  let service: ServiceInTest;
  let others: EventsOfOthers;

  beforeAll(async () => {
    service = await startForTest(operationsCenter);
    others = new EventsOfOthers(service);
  });
  afterAll(() => service.stop());

  describe('a plan', () => {
    const aPlan = (scorecardId: string, more: object = {}) => ({
      ...{ name: 'Calls', kind: 'random', scorecardId, subjectKinds: ['call'], period: 'day', size: { total: 4 } },
      ...{ inspectorIds: ['ann', 'bob'], ...more },
    });
    const rounds = () => service.running.app.get(PlanRounds, { strict: false }).rounds.run();
    const drawsOf = async (reader: ApiClient, id: string) =>
      (await reader.get<Page<Draw>>(`/api/v1/quality-plans/${id}/draws`)).body.items;

    it('fixes its seed before there is anything to draw, and draws what anybody can draw again', async () => {
      const sam = await service.asCaller({ subject: 'sam' }, 'quality-plan:*', 'scorecard:*');
      const card = await new QualityDesk(sam).published(aScorecard());
      const { body: plan } = await sam.post<{ id: string }>(
        '/api/v1/quality-plans',
        aPlan(card, {
          doubled: { percent: 25, mostApart: 10, arbiters: ['cleo'] },
          coverage: { least: 3 },
          inspectorIds: ['ann', 'bob', 'dan'],
        }),
      );
      service.clock.advance({ days: 1 });
      const sue = await service.asCaller({ subject: 'sue' }, 'quality-plan:*', 'evaluation:*', 'quality-report:*');
      await rounds();
      expect(await drawsOf(sue, plan.id)).toMatchObject([{ state: 'committed', seed: null, populationSize: null }]);
      const [{ commitment }] = (await drawsOf(sue, plan.id)) as [Draw];
      const calls = new Set<string>();
      for (const agent of ['mia', 'mia', 'mia', 'mia', 'li', 'li', 'ann', 'ann'])
        calls.add(`call/${await aFinishedCall(service, agent)}`);
      service.clock.advance({ hours: 26 });
      await rounds();
      const tom = await service.asCaller({ subject: 'sue' }, 'quality-plan:*', 'evaluation:*');
      const draw = (await drawsOf(tom, plan.id)).find((each) => each.commitment === commitment)!;
      expect(createHash('sha256').update(draw.seed!).digest('hex')).toBe(commitment);
      expect(draw).toMatchObject({ state: 'drawn', populationSize: 8 });
      const lowest = [...calls]
        .toSorted((one, other) => (ranked(draw.seed!, one) < ranked(draw.seed!, other) ? -1 : 1))
        .slice(0, 4);
      expect(draw.drawn).toEqual(lowest);
      const path = `/api/v1/quality-draws/${draw.id}`;
      expect((await tom.get(`${path}/verification`)).body).toMatchObject({ verified: true, again: lowest });
      const given = (await tom.get<Page<Evaluation & { agentId: string }>>(`${EVALUATIONS}?drawId=${draw.id}`)).body
        .items;
      expect(given).toHaveLength(5);
      for (const { inspectorId, agentId } of given) expect(inspectorId).not.toBe(agentId);
      await rounds();
      expect((await tom.get<Page<Evaluation>>(`${EVALUATIONS}?drawId=${draw.id}`)).body.items).toHaveLength(5);

      service.clock.advance({ days: 9 });
      const uma = await service.asCaller({ subject: 'uma' }, 'quality-plan:*', 'evaluation:*');
      await rounds();
      const settled = (await drawsOf(uma, plan.id)).find((each) => each.commitment === commitment)!;
      expect(settled.state).toBe('settled');
      const coverage = (
        await uma.get<{ items: { agentId: string; population: number; drawn: number }[] }>(`${path}/coverage`)
      ).body.items;
      for (const { population, drawn } of coverage) expect(drawn).toBeGreaterThanOrEqual(Math.min(3, population));
      expect((await uma.get(`${path}/verification`)).body).toMatchObject({ verified: true });
    });

    it('of risky work draws that alone, and none twice', async () => {
      const sue = await service.asCaller({ subject: 'sue' }, 'quality-plan:*', 'evaluation:*', 'scorecard:*');
      const card = await new QualityDesk(sue).published({ ...aScorecard(), channels: ['ticket'] });
      const risk = { kind: 'targeted', risk: 'urgedTimes > 1', subjectKinds: ['ticket'] };
      const { body: plan } = await sue.post<{ id: string }>('/api/v1/quality-plans', aPlan(card, risk));
      service.clock.advance({ days: 1 });
      const at = () => service.clock.now().toISOString();
      await others.ticketClosed({ closedAt: at(), urgedTimes: 0 });
      const urged = await others.ticketClosed({ closedAt: at(), urgedTimes: 3 });
      await rounds();
      service.clock.advance({ hours: 26 });
      await rounds();
      const tom = await service.asCaller({ subject: 'tom' }, 'quality-plan:*');
      const [draw] = (await drawsOf(tom, plan.id)).filter(({ state }) => state === 'drawn');
      expect(draw!.drawn).toEqual([`ticket/${urged}`]);
    });
  });

  it('a plan stratifies by what work was wrapped up with and how risky machines find it', async () => {
    const sue = await service.asCaller({ subject: 'sue' }, 'quality-plan:*', 'scorecard:*');
    const card = await new QualityDesk(sue).published(aScorecard());
    const plan = {
      ...{ name: 'Strata', kind: 'stratified', scorecardId: card, subjectKinds: ['call'], period: 'day' },
      ...{ size: { each: 1 }, strata: ['wrap-up', 'risk'], inspectorIds: ['ann'] },
    };
    const { body } = await sue.post<{ id: string }>('/api/v1/quality-plans', plan);
    service.clock.advance({ days: 1 });
    const rounds = () => service.running.app.get(PlanRounds, { strict: false }).rounds.run();
    await rounds();
    const contactId = await aFinishedCall(service, 'mia');
    const begun = { contactId, number: 'C-1', channel: 'voice', direction: 'inbound', customerId: null } as const;
    await service.publish(contactStarted, begun, { subject: contactId });
    const at = service.clock.now().toISOString();
    const wrapped = { contactId, agentId: 'mia', queueId: null, code: 'complaint', at };
    await service.publish(contactWrappedUp, wrapped, { subject: contactId });
    await aFinishedCall(service, 'mia');
    service.clock.advance({ hours: 26 });
    await rounds();
    const tom = await service.asCaller({ subject: 'tom' }, 'quality-plan:*');
    const draws = (await tom.get<Page<Draw>>(`/api/v1/quality-plans/${body.id}/draws`)).body.items;
    const { id, drawn } = draws.find(({ state }) => state === 'drawn')!;
    const population = await tom.get<Page<{ stratum: string }>>(`/api/v1/quality-draws/${id}/population`);
    expect(population.body.items.map(({ stratum }) => stratum).toSorted()).toEqual(['complaint|unknown', '|unknown']);
    expect(drawn).toHaveLength(2);
  });

  it('inspectors are calibrated: each judges alone, and the report compares them when it is closed', async () => {
    const all = ['scorecard:*', 'calibration:*'];
    const sue = await service.asCaller({ subject: 'sue' }, ...all);
    const [one, other, expert] = await Promise.all(
      ['ann', 'bob', 'eve'].map((subject) => service.asCaller({ subject }, 'calibration:read', 'calibration:judge')),
    );
    const scorecardId = await new QualityDesk(sue).published(aScorecard());
    const subjects = [anId(), anId(), anId()].map((id) => ({ kind: 'call', id }));
    const body = {
      name: 'May',
      scorecardId,
      subjects,
      participantIds: ['ann', 'bob'],
      expertId: 'eve',
      dueAt: '2027-05-01T09:00:00Z',
    };
    const path = `/api/v1/calibrations/${(await sue.post<{ id: string }>('/api/v1/calibrations', body)).body.id}`;
    const marks = [
      [one!, ['yes', 'yes', 'no']],
      [other!, ['no', 'yes', 'no']],
      [expert!, ['yes', 'yes', 'no']],
    ] as const;
    for (const [person, greetings] of marks)
      for (const [no, greeting] of greetings.entries())
        expect(
          (await person.put(`${path}/scores/${no}`, { answers: { greeting, listening: 'yes', sold: 'no' } })).status,
        ).toBe(200);
    expect((await one!.get<{ mine: unknown[] }>(path)).body.mine).toHaveLength(3);
    expect(await one!.get(`${path}/report`)).toMatchObject({ status: 409, body: { code: 'calibration-open' } });
    await sue.post(`${path}/close`, {});
    const report = await one!.get<{ items: unknown[] }>(`${path}/report`);
    expect(report.body).toMatchObject({
      inspectors: [
        { inspectorId: 'ann', agreement: 1, distance: 0 },
        { inspectorId: 'bob', deviation: { n: 3 } },
      ],
    });
    expect(report.body.items[0]).toMatchObject({
      ...{ key: 'greeting', agreement: 7 / 9 },
      inspectors: [{ kappa: 1 }, { inspectorId: 'bob', kappa: expect.closeTo(0.4, 10) }],
    });
    expect((await (await service.asCaller({ subject: 'zoe' }, 'calibration:read')).get(path)).status).toBe(404);
  });

  describe('reports', () => {
    let sue: ApiClient;
    let card: string;
    const scored = async (agentId: string, finishedAt: string, greeting: string, by = 'ann') => {
      const request = {
        subject: { kind: 'call', id: anId() },
        scorecardId: card,
        agentId,
        finishedAt,
        inspectorIds: [by],
      };
      const [id] = await new QualityDesk(sue).assigned(request);
      const person = await service.asCaller({ subject: by }, 'evaluation:read', 'evaluation:inspect');
      await QualityDesk.judged(person, id!, { greeting, listening: 'yes', sold: 'no' });
    };
    const year = 'from=2031-01-01T00:00:00Z&to=2032-01-01T00:00:00Z&origins=manual';
    const report = async (by: string) =>
      (await sue.get<{ items: Record<string, unknown>[] }>(`/api/v1/quality-reports?by=${by}&${year}`)).body.items;

    beforeAll(async () => {
      sue = await service.asCaller({ subject: 'sue' }, 'scorecard:*', 'evaluation:*', 'quality-report:*');
      card = await new QualityDesk(sue).published(aScorecard());
      for (const agent of ['kim', 'lou', 'max']) {
        await scored(agent, '2031-03-05T09:00:00Z', 'no');
        await scored(agent, '2031-03-19T09:00:00Z', agent === 'max' ? 'no' : 'yes', 'bob');
      }
    });

    it('say how good each agent is, and how far that can be believed', async () => {
      const [kim] = await report('agent');
      expect(kim).toMatchObject({ key: 'kim', score: { n: 2, mean: 77.78 }, passRate: { mean: 0.5 } });
      expect((kim!['score'] as { low: number }).low).toBeLessThan(0);
    });

    it('show the worst items first, the course by week, and how severe an inspector is', async () => {
      expect((await report('item'))[0]).toMatchObject({ key: 'greeting', score: { n: 6 }, passRate: { mean: 2 / 6 } });
      expect(await report('week')).toMatchObject([
        { key: '2031-03-03T00:00:00.000Z', score: { n: 3, mean: 55.56 } },
        { key: '2031-03-17T00:00:00.000Z', score: { n: 3 } },
      ]);
      const [annRow, bobRow] = await report('inspector');
      expect((annRow!['severity'] as { mean: number }).mean).toBeCloseTo(-29.63, 1);
      expect((bobRow!['severity'] as { mean: number }).mean).toBeCloseTo(29.63, 1);
    });

    it('tell of those alone whom the reader reaches', async () => {
      const common = await service.remote('common-center');
      common.answers('GET', '/internal/organisation/circles/tom', () => ({ people: ['kim'], teams: [] }));
      const tom = await service.asCaller({ subject: 'tom', dataScope: { base: 'team' } }, 'quality-report:read');
      for (const by of ['agent', 'item', 'inspector', 'day']) {
        const { body } = await tom.get<{ items: { score: { n: number } }[] }>(
          `/api/v1/quality-reports?by=${by}&${year}`,
        );
        expect(Math.max(...body.items.map(({ score }) => score.n))).toBe(by === 'agent' || by === 'item' ? 2 : 1);
      }
    });

    it('leave out what was picked unless it is asked for', async () => {
      const random = await sue.get<{ items: unknown[] }>(
        `/api/v1/quality-reports?by=agent&${year.replace('&origins=manual', '')}`,
      );
      expect(random.body.items).toEqual([]);
    });

    it('go into a spreadsheet', async () => {
      const csv = await sue.get<string>(`/api/v1/quality-reports/export?by=agent&${year}`);
      expect(String(csv.body)).toMatch(/agent,n,mean,low,high,.*\r\nkim,2,/);
    });

    it('compare people with themselves before and after a training', async () => {
      const body = {
        participantIds: ['kim', 'lou', 'max', 'zoe'],
        at: '2031-03-12T00:00:00Z',
        scorecardId: card,
        origins: ['manual'],
      };
      const compared = await sue.post<{ p: number }>('/api/v1/quality-reports/before-after', body);
      expect(compared.body).toMatchObject({ compared: ['kim', 'lou', 'max'], leftOut: ['zoe'], difference: { n: 3 } });
      expect(compared.body.p).toBeGreaterThan(0.05);
    });
  });

  it('finished work is forgotten when nothing is drawn from it any more', async () => {
    const callId = await aFinishedCall(service, 'mia');
    const rounds = () => service.running.app.get(PlanRounds, { strict: false }).rounds.run();
    const assign = async () => {
      const sue = await service.asCaller({ subject: 'sue' }, 'scorecard:*', 'evaluation:*');
      const scorecardId = await new QualityDesk(sue).published(aScorecard());
      const request = { subject: { kind: 'call', id: callId }, scorecardId, inspectorIds: ['ann'] };
      return new QualityDesk(sue).assign(request);
    };
    service.clock.advance({ days: 399 });
    await rounds();
    expect((await assign()).status).toBe(201);
    service.clock.advance({ days: 2 });
    await rounds();
    expect((await assign()).body).toMatchObject({ code: 'subject-unknown' });
  });
});
