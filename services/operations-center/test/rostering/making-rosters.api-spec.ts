import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { watching } from '../watcher.js';
import { AMadeRoster, MEETING, type Problem } from './a-made-roster.js';
import { created, GROUP, MONDAY, ZONE, type Job, type Shift } from './a-roster-centre.js';

const FOLLOWING = '2026-12-14';

interface Coverage {
  days: { skills: { skill: string; needed: number[]; covered: number[]; shortWith: string[][] }[] }[];
}

describe('operations-center: rosters that are made', () => {
  let roster: AMadeRoster;

  beforeAll(async () => {
    roster = await AMadeRoster.start(MEETING);
  });
  afterAll(() => roster.stop());

  it('are made by a job: cost, bound and gap, nearly everything covered, no hard rule broken, pauses and a meeting placed', async () => {
    expect(roster.job).toMatchObject({ status: 'done', explanation: { unplaced: 0, leftOpen: [] } });
    expect(roster.job.progress.cost).toBeGreaterThanOrEqual(roster.job.progress.bound ?? 0);
    expect(roster.job.explanation.missingHours / roster.job.explanation.neededHours).toBeLessThan(0.05);
    expect(await roster.hard()).toEqual([]);
    const worked = roster.shifts.filter(({ agentId }) => agentId !== null);
    for (const { activities } of worked)
      expect(activities.filter(({ kind }) => kind !== 'meeting').map(({ kind }) => kind)).toHaveLength(2);
    const meetings = worked.flatMap(({ activities }) => activities.filter(({ kind }) => kind === 'meeting'));
    expect([meetings.length, meetings[0]!.from]).toEqual([2, meetings[1]!.from]);
    expect(
      roster.job.explanation.spread.undesired.most - roster.job.explanation.spread.undesired.least,
    ).toBeLessThanOrEqual(5);
  });

  it('say what cannot be covered and why', async () => {
    const { id } = await roster.centre.draft(FOLLOWING, 3);
    const { explanation } = await roster.centre.made(id, { seconds: 1 });
    const reasons = Object.keys(explanation.uncovered[0]!.reasons);
    expect(explanation.missingHours).toBeGreaterThan(400);
    expect(
      reasons.every((reason) =>
        [
          'works-another-time',
          'week-minutes',
          'weekends',
          'not-chosen',
          'plan-week-minutes',
          'consecutive-days',
          'rest-between-shifts',
          'plan-rest',
        ].includes(reason),
      ),
    ).toBe(true);
  });

  it('cover each skill by those who have it, each doing one thing at a time, and say which lack people together', async () => {
    const planningGroupId = '0199d2f0-0000-7000-8000-00000000bbbb';
    const sets = [['sales'], ['service'], ['sales', 'service']];
    for (let at = 0; at < 12; at++)
      await roster.centre.put(`skilled-${at}`, { planningGroupId, skills: sets[at % 3]! });
    const line = (agents: number) => Array.from({ length: 48 }, (_, at) => (at >= 18 && at < 34 ? agents : 0));
    const days = Array.from({ length: 7 }, (_, day) => ({
      date: new Date(Date.parse(MONDAY) + day * 86_400_000).toISOString().slice(0, 10),
      skills: { sales: line(2), service: line(2), claims: line(day === 0 ? 1 : 0) },
    }));
    const body = { planningGroupId, startsOn: MONDAY, weeks: 1, timeZone: ZONE };
    const demand = { intervalMinutes: 30, days };
    const { id } = await created<{ id: string }>(roster.planner.post('/api/v1/rosters', { ...body, demand }));
    const { explanation, status } = await roster.centre.made(id);
    expect(status).toBe('done');
    const coverage = await created<Coverage>(roster.planner.get(`/api/v1/rosters/${id}/coverage`));
    const claims = coverage.days[0]!.skills.find(({ skill }) => skill === 'claims')!;
    expect([claims.needed[20], claims.covered[20], claims.shortWith[20]]).toEqual([1, 0, ['claims']]);
    const spoken = coverage.days.flatMap(({ skills }) => skills).filter(({ skill }) => skill !== 'claims');
    const missing = spoken.flatMap(({ needed, covered }) => needed.map((each, at) => Math.max(0, each - covered[at]!)));
    expect(missing.reduce((sum, each) => sum + each, 0)).toBeLessThan(0.1 * 7 * 16 * 4);
    const uncovered = explanation.uncovered.find(({ skill }) => skill === 'claims')!;
    expect([uncovered.date, uncovered.shortWith, uncovered.reasons]).toEqual([
      ...[MONDAY, ['claims'], { 'without-skill': 12 }],
    ]);
    expect(await roster.hard(id)).toEqual([]);
  });

  it('go, where they ask for skills, to those who have them', async () => {
    const planningGroupId = '0199d2f0-0000-7000-8000-00000000cccc';
    for (const [agentId, skills] of [
      ['licensed', ['claims', 'sales']],
      ['unlicensed', ['sales']],
    ] as const)
      await roster.centre.put(agentId, { planningGroupId, skills });
    const none = new Array<number>(48).fill(0);
    const days = Array.from({ length: 7 }, (_, day) => ({
      date: new Date(Date.parse(MONDAY) + day * 86_400_000).toISOString().slice(0, 10),
      agents: none,
    }));
    const body = { planningGroupId, startsOn: MONDAY, weeks: 1, timeZone: ZONE, demand: { intervalMinutes: 30, days } };
    const { id } = await created<{ id: string }>(roster.planner.post('/api/v1/rosters', body));
    const times = { startsAt: `${MONDAY}T09:00:00+08:00`, endsAt: `${MONDAY}T13:00:00+08:00` };
    const shift = { agentId: null, ...times, skills: ['claims'] };
    const open = await created<Shift>(roster.planner.post(`/api/v1/rosters/${id}/shifts`, shift));
    await created(roster.planner.post(`/api/v1/rosters/${id}/publish`));
    const seenBy = async (agentId: string) => {
      const path = `/api/v1/open-shifts?from=${MONDAY}&to=${MONDAY}`;
      return (await created<{ items: Shift[] }>((await roster.as(agentId)).get(path))).items.map((each) => each.id);
    };
    expect([await seenBy('licensed'), await seenBy('unlicensed')]).toEqual([[open.id], []]);
    const bid = async (agentId: string) =>
      (await roster.as(agentId)).post<Problem>(`/api/v1/open-shifts/${open.id}/bids`);
    const refused = await bid('unlicensed');
    expect([refused.status, refused.body.code]).toEqual([409, 'shift-needs-skills']);
    expect((await bid('licensed')).status).toBe(200);
    expect(await seenBy('licensed')).toEqual([]);

    // The same holds when it is handed on.
    await roster.centre.put('licensed-too', { planningGroupId, skills: ['claims'] });
    const path = '/api/v1/shift-swaps';
    const swap = await created<{ id: string }>((await roster.as('licensed')).post(path, { shiftId: open.id }));
    const taken = async (agentId: string) => (await roster.as(agentId)).post<Problem>(`${path}/${swap.id}/accept`, {});
    const given = await taken('unlicensed');
    expect([given.status, given.body.code]).toEqual([409, 'shift-needs-skills']);
    expect((await taken('licensed-too')).status).toBe(200);
  });

  it('never take more seats of a site than it has, and say where they are full', async () => {
    const rules = await roster.planner.get<{ version: number; sites: unknown[] }>('/api/v1/roster-rules/tenant');
    const { version, ...content } = rules.body;
    const sites = [
      { id: 'north', name: 'North', seats: 2 },
      { id: 'south', name: 'South', seats: 3 },
    ];
    const changed = { ...content, sites };
    await created(roster.planner.put('/api/v1/roster-rules/tenant', changed, { 'if-match': `"${version}"` }));
    const planningGroupId = '0199d2f0-0000-7000-8000-00000000dddd';
    const plan = { name: 'as needed', mostWeeklyMinutes: 2_400, patternIds: [roster.centre.dayPattern] };
    const { id: workPlanId } = await created<{ id: string }>(roster.planner.post('/api/v1/work-plans', plan));
    for (let at = 0; at < 14; at++)
      await roster.centre.put(`seated-${at}`, {
        planningGroupId,
        workPlanId,
        siteId: at % 2 === 0 ? 'north' : 'south',
      });
    const line = Array.from({ length: 48 }, (_, at) => (at >= 18 && at < 34 ? 7 : 0));
    const days = Array.from({ length: 7 }, (_, day) => ({
      date: new Date(Date.parse(MONDAY) + day * 86_400_000).toISOString().slice(0, 10),
      agents: line,
    }));
    const body = { planningGroupId, startsOn: MONDAY, weeks: 1, timeZone: ZONE, demand: { intervalMinutes: 30, days } };
    const { id } = await created<{ id: string }>(roster.planner.post('/api/v1/rosters', body));
    const { explanation } = await roster.centre.made(id);
    expect(explanation.leftOpen).toEqual([]);
    const shifts = (await roster.centre.shifts(id)).filter(({ agentId }) => agentId !== null);
    const most = (siteId: string) =>
      Math.max(
        ...shifts.map(({ startsAt }) => {
          const isThere = (each: Shift) => each.startsAt <= startsAt && startsAt < each.endsAt;
          return shifts.filter((each) => each.siteId === siteId && isThere(each)).length;
        }),
      );
    expect([most('north'), most('south')]).toEqual([2, 3]);
    expect(explanation.uncovered.some(({ reasons }) => (reasons.seats ?? 0) > 0)).toBe(true);
    expect(await roster.hard(id)).toEqual([]);
    const { version: now } = (await roster.planner.get<{ version: number }>('/api/v1/roster-rules/tenant')).body;
    await created(roster.planner.put('/api/v1/roster-rules/tenant', content, { 'if-match': `"${now}"` }));
  });

  it('are left alone while a job makes them, and as they were when it is cancelled', async () => {
    const { id } = await roster.centre.draft('2026-12-28');
    const waiting = await created<Job>(roster.planner.post(`/api/v1/rosters/${id}/jobs`, { seconds: 300 }));
    const watcher = await watching<Job>(roster.planner, `/api/v1/roster-jobs/${waiting.id}/stream`);
    expect((await watcher.next()).id).toBe(waiting.id);
    const refused = await roster.planner.post<Problem>(`/api/v1/rosters/${id}/jobs`, {});
    expect([refused.status, refused.body.code]).toEqual([409, 'roster-being-made']);
    await created(roster.planner.post(`/api/v1/roster-jobs/${waiting.id}/cancel`));
    expect((await roster.centre.ended(waiting.id)).status).toBe('cancelled');
    expect(await watcher.ended()).toBe(true);
    expect(await roster.centre.shifts(id)).toEqual([]);
  });

  it('need a Monday, and somebody who says how many are needed', async () => {
    const body = { planningGroupId: GROUP, startsOn: MONDAY, weeks: 1, timeZone: ZONE };
    const unsaid = await roster.planner.post<Problem>('/api/v1/rosters', body);
    expect(unsaid.body.code).toBe('roster-demand-missing');
    const tuesday = await roster.planner.post<Problem>('/api/v1/rosters', { ...body, startsOn: '2026-12-01' });
    expect(tuesday.body.code).toBe('roster-period-invalid');
    const draft = await roster.centre.draft('2027-01-04', 1, 1);
    const path = `/api/v1/rosters/${draft.id}/demand-imports?minutes=60`;
    const csv = { 'content-type': 'text/csv' };
    const read = await roster.planner.call('POST', path, 'date,time,agents\n2027-01-04,09:00,3\n', csv);
    expect(read).toMatchObject({ status: 200, body: { intervalMinutes: 60 } });
    const broken = await roster.planner.call<Problem>('POST', path, 'date,time,agents\n2027-01-04,9,3\n', csv);
    expect(broken.body.code).toBe('roster-demand-invalid');
  });
});
