import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import ICAL from 'ical.js';
import { Dice } from '#libs/kernel/dice';
import { startForTest, type ServiceInTest } from '#libs/testing/service-in-test';
import { operationsCenter } from '../../src/service.js';
import { TrainingRounds } from '../../src/training/training-rounds.js';
import { ARosterCentre, created, GROUP, MONDAY, PEOPLE, ZONE, type Job, type Shift } from './a-roster-centre.js';
import { anId } from '../events-of-others.js';
import { watching } from '../watcher.js';

const PERIOD = 'from=2026-11-30&to=2026-12-13';
const FOLLOWING = '2026-12-14';
interface Problem {
  code: string;
  fields?: { field: string }[];
}

interface Coverage {
  days: { skills: { skill: string; needed: number[]; covered: number[]; shortWith: string[][] }[] }[];
}

/** Weeks from a Monday on. */
const weekOf = (date: string) => Math.floor((Date.parse(date) / 86_400_000 - 4) / 7);

describe('operations-center: rosters', () => {
  let service: ServiceInTest;
  let centre: ARosterCentre;
  let rosterId: string;
  let job: Job;
  let shifts: Shift[];

  beforeAll(async () => {
    service = await startForTest(operationsCenter);
    centre = await ARosterCentre.of(service);
    rosterId = (await centre.draft()).id;
    const slot = { kind: 'meeting', agentIds: PEOPLE.slice(0, 2), minutes: 30, from: MONDAY, to: '2026-12-13' };
    job = await centre.made(rosterId, { slots: [slot] });
    shifts = await centre.shifts(rosterId);
  });
  afterAll(() => service.stop());

  const { planner, as, given, taken, free } = {
    planner: () => centre.planner,
    as: (agentId: string) => centre.as(agentId),
    given: async () => (await centre.shifts(rosterId)).filter(({ agentId }) => agentId !== null),
    taken: (all: Shift[], agentId: string) => all.filter((shift) => shift.agentId === agentId),
    free: (all: Shift[], agentId: string, date: string) =>
      !all.some((shift) => shift.agentId === agentId && shift.date === date),
  };
  const hard = async (id = rosterId) => {
    const { body } = await planner().get<{ items: { isHard: boolean }[] }>(`/api/v1/rosters/${id}/violations`);
    return body.items.filter(({ isHard }) => isHard);
  };
  const swapped = async (mine: Shift, other: Shift) => {
    const path = '/api/v1/shift-swaps';
    const { body } = await (await as(mine.agentId!)).post<{ id: string }>(path, { shiftId: mine.id });
    const theirs = (await given()).find(({ id }) => id === other.id)!;
    const accept = { otherShiftId: theirs.id };
    const { status } = await (await as(theirs.agentId!)).post(`${path}/${body.id}/accept`, accept);
    return status === 200
      ? planner().post(`${path}/${body.id}/decide`, { isApproved: true })
      : (await as(mine.agentId!)).post(`${path}/${body.id}/withdraw`).then(() => ({ status }));
  };
  const bodyOf = ({ agentId, patternId, startsAt, endsAt, activities }: Shift) => ({
    ...{ agentId, patternId, startsAt, endsAt, activities },
  });

  it('are made by a job: cost, bound and gap, nearly everything covered, no hard rule broken, pauses and a meeting placed', async () => {
    expect(job).toMatchObject({ status: 'done', explanation: { unplaced: 0, leftOpen: [] } });
    expect(job.progress.cost).toBeGreaterThanOrEqual(job.progress.bound ?? 0);
    expect(job.explanation.missingHours / job.explanation.neededHours).toBeLessThan(0.05);
    expect(await hard()).toEqual([]);
    const worked = shifts.filter(({ agentId }) => agentId !== null);
    for (const { activities } of worked)
      expect(activities.filter(({ kind }) => kind !== 'meeting').map(({ kind }) => kind)).toHaveLength(2);
    const meetings = worked.flatMap(({ activities }) => activities.filter(({ kind }) => kind === 'meeting'));
    expect([meetings.length, meetings[0]!.from]).toEqual([2, meetings[1]!.from]);
    expect(job.explanation.spread.undesired.most - job.explanation.spread.undesired.least).toBeLessThanOrEqual(5);
  });

  it('say what cannot be covered and why', async () => {
    const { id } = await centre.draft(FOLLOWING, 3);
    const { explanation } = await centre.made(id, { seconds: 1 });
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
    for (let at = 0; at < 12; at++) await centre.put(`skilled-${at}`, { planningGroupId, skills: sets[at % 3]! });
    const line = (agents: number) => Array.from({ length: 48 }, (_, at) => (at >= 18 && at < 34 ? agents : 0));
    const days = Array.from({ length: 7 }, (_, day) => ({
      date: new Date(Date.parse(MONDAY) + day * 86_400_000).toISOString().slice(0, 10),
      skills: { sales: line(2), service: line(2), claims: line(day === 0 ? 1 : 0) },
    }));
    const body = { planningGroupId, startsOn: MONDAY, weeks: 1, timeZone: ZONE };
    const demand = { intervalMinutes: 30, days };
    const { id } = await created<{ id: string }>(planner().post('/api/v1/rosters', { ...body, demand }));
    const { explanation, status } = await centre.made(id);
    expect(status).toBe('done');
    const coverage = await created<Coverage>(planner().get(`/api/v1/rosters/${id}/coverage`));
    const claims = coverage.days[0]!.skills.find(({ skill }) => skill === 'claims')!;
    expect([claims.needed[20], claims.covered[20], claims.shortWith[20]]).toEqual([1, 0, ['claims']]);
    const spoken = coverage.days.flatMap(({ skills }) => skills).filter(({ skill }) => skill !== 'claims');
    const missing = spoken.flatMap(({ needed, covered }) => needed.map((each, at) => Math.max(0, each - covered[at]!)));
    expect(missing.reduce((sum, each) => sum + each, 0)).toBeLessThan(0.1 * 7 * 16 * 4);
    const uncovered = explanation.uncovered.find(({ skill }) => skill === 'claims')!;
    expect([uncovered.date, uncovered.shortWith, uncovered.reasons]).toEqual([
      ...[MONDAY, ['claims'], { 'without-skill': 12 }],
    ]);
    expect(await hard(id)).toEqual([]);
  });

  it('go, where they ask for skills, to those who have them', async () => {
    const planningGroupId = '0199d2f0-0000-7000-8000-00000000cccc';
    for (const [agentId, skills] of [
      ['licensed', ['claims', 'sales']],
      ['unlicensed', ['sales']],
    ] as const)
      await centre.put(agentId, { planningGroupId, skills });
    const none = new Array<number>(48).fill(0);
    const days = Array.from({ length: 7 }, (_, day) => ({
      date: new Date(Date.parse(MONDAY) + day * 86_400_000).toISOString().slice(0, 10),
      agents: none,
    }));
    const body = { planningGroupId, startsOn: MONDAY, weeks: 1, timeZone: ZONE, demand: { intervalMinutes: 30, days } };
    const { id } = await created<{ id: string }>(planner().post('/api/v1/rosters', body));
    const times = { startsAt: `${MONDAY}T09:00:00+08:00`, endsAt: `${MONDAY}T13:00:00+08:00` };
    const shift = { agentId: null, ...times, skills: ['claims'] };
    const open = await created<Shift>(planner().post(`/api/v1/rosters/${id}/shifts`, shift));
    await created(planner().post(`/api/v1/rosters/${id}/publish`));
    const seenBy = async (agentId: string) => {
      const path = `/api/v1/open-shifts?from=${MONDAY}&to=${MONDAY}`;
      return (await created<{ items: Shift[] }>((await as(agentId)).get(path))).items.map((each) => each.id);
    };
    expect([await seenBy('licensed'), await seenBy('unlicensed')]).toEqual([[open.id], []]);
    const bid = async (agentId: string) => (await as(agentId)).post<Problem>(`/api/v1/open-shifts/${open.id}/bids`);
    const refused = await bid('unlicensed');
    expect([refused.status, refused.body.code]).toEqual([409, 'shift-needs-skills']);
    expect((await bid('licensed')).status).toBe(200);
    expect(await seenBy('licensed')).toEqual([]);

    // The same holds when it is handed on.
    await centre.put('licensed-too', { planningGroupId, skills: ['claims'] });
    const path = '/api/v1/shift-swaps';
    const swap = await created<{ id: string }>((await as('licensed')).post(path, { shiftId: open.id }));
    const taken = async (agentId: string) => (await as(agentId)).post<Problem>(`${path}/${swap.id}/accept`, {});
    const given = await taken('unlicensed');
    expect([given.status, given.body.code]).toEqual([409, 'shift-needs-skills']);
    expect((await taken('licensed-too')).status).toBe(200);
  });

  it('never take more seats of a site than it has, and say where they are full', async () => {
    const rules = await planner().get<{ version: number; sites: unknown[] }>('/api/v1/roster-rules/tenant');
    const { version, ...content } = rules.body;
    const sites = [
      { id: 'north', name: 'North', seats: 2 },
      { id: 'south', name: 'South', seats: 3 },
    ];
    const changed = { ...content, sites };
    await created(planner().put('/api/v1/roster-rules/tenant', changed, { 'if-match': `"${version}"` }));
    const planningGroupId = '0199d2f0-0000-7000-8000-00000000dddd';
    const plan = { name: 'as needed', mostWeeklyMinutes: 2_400, patternIds: [centre.dayPattern] };
    const { id: workPlanId } = await created<{ id: string }>(planner().post('/api/v1/work-plans', plan));
    for (let at = 0; at < 14; at++)
      await centre.put(`seated-${at}`, { planningGroupId, workPlanId, siteId: at % 2 === 0 ? 'north' : 'south' });
    const line = Array.from({ length: 48 }, (_, at) => (at >= 18 && at < 34 ? 7 : 0));
    const days = Array.from({ length: 7 }, (_, day) => ({
      date: new Date(Date.parse(MONDAY) + day * 86_400_000).toISOString().slice(0, 10),
      agents: line,
    }));
    const body = { planningGroupId, startsOn: MONDAY, weeks: 1, timeZone: ZONE, demand: { intervalMinutes: 30, days } };
    const { id } = await created<{ id: string }>(planner().post('/api/v1/rosters', body));
    const { explanation } = await centre.made(id);
    expect(explanation.leftOpen).toEqual([]);
    const shifts = (await centre.shifts(id)).filter(({ agentId }) => agentId !== null);
    const most = (siteId: string) =>
      Math.max(
        ...shifts.map(({ startsAt }) => {
          const isThere = (each: Shift) => each.startsAt <= startsAt && startsAt < each.endsAt;
          return shifts.filter((each) => each.siteId === siteId && isThere(each)).length;
        }),
      );
    expect([most('north'), most('south')]).toEqual([2, 3]);
    expect(explanation.uncovered.some(({ reasons }) => (reasons.seats ?? 0) > 0)).toBe(true);
    expect(await hard(id)).toEqual([]);
    const { version: now } = (await planner().get<{ version: number }>('/api/v1/roster-rules/tenant')).body;
    await created(planner().put('/api/v1/roster-rules/tenant', content, { 'if-match': `"${now}"` }));
  });

  it('are left alone while a job makes them, and as they were when it is cancelled', async () => {
    const { id } = await centre.draft('2026-12-28');
    const waiting = await created<Job>(planner().post(`/api/v1/rosters/${id}/jobs`, { seconds: 300 }));
    const watcher = await watching<Job>(planner(), `/api/v1/roster-jobs/${waiting.id}/stream`);
    expect((await watcher.next()).id).toBe(waiting.id);
    const refused = await planner().post<Problem>(`/api/v1/rosters/${id}/jobs`, {});
    expect([refused.status, refused.body.code]).toEqual([409, 'roster-being-made']);
    await created(planner().post(`/api/v1/roster-jobs/${waiting.id}/cancel`));
    expect((await centre.ended(waiting.id)).status).toBe('cancelled');
    expect(await watcher.ended()).toBe(true);
    expect(await centre.shifts(id)).toEqual([]);
  });

  it('are changed by hand: what is broken is told, and what the law forbids is refused', async () => {
    const [shift] = (await given()) as [Shift];
    const path = `/api/v1/roster-shifts/${shift.id}`;
    const match = { 'if-match': `"${shift.version}"` };
    const long = { ...bodyOf(shift), endsAt: new Date(Date.parse(shift.endsAt) + 4 * 3_600_000).toISOString() };
    const refused = await planner().put<Problem>(path, long, match);
    expect([refused.status, refused.body.code]).toEqual([422, 'roster-rules-broken']);
    expect(JSON.stringify(refused.body)).toContain('day-minutes');
    const odd = { ...bodyOf(shift), patternId: rosterId };
    const told = await planner().put<{ violations: { code: string }[] }>(path, odd, match);
    expect([told.status, told.body.violations[0]!.code]).toEqual([200, 'pattern-not-allowed']);
    const back = await planner().put(path, bodyOf(shift), { 'if-match': `"${shift.version + 1}"` });
    expect(back.status).toBe(200);
    expect((await planner().put(path, bodyOf(shift), match)).status).toBe(412);
  });

  it('hold once they are published, for everybody in them', async () => {
    expect((await (await as(PEOPLE[0]!)).get<{ shifts: Shift[] }>(`/api/v1/my-shifts?${PERIOD}`)).body.shifts).toEqual(
      [],
    );
    await created(planner().post(`/api/v1/rosters/${rosterId}/publish`));
    await service.settled();
    const event = service.events('operations.roster-published.v1').find(({ data }) => data.rosterId === rosterId);
    expect(event!.data).toMatchObject({ rosterId, edition: 1, planningGroupId: GROUP, from: MONDAY, to: '2026-12-13' });
    const mine = await (await as(PEOPLE[0]!)).get<{ shifts: Shift[] }>(`/api/v1/my-shifts?${PERIOD}`);
    expect(mine.body.shifts.map(({ id }) => id).sort()).toEqual(
      taken(shifts, PEOPLE[0]!)
        .map(({ id }) => id)
        .sort(),
    );
    const again = await planner().post<Problem>(`/api/v1/rosters/${rosterId}/publish`);
    expect(again.body.code).toBe('roster-published-already');
    const edition = await planner().get<{ shifts: Shift[] }>(`/api/v1/rosters/${rosterId}/editions/1`);
    expect(edition.body.shifts).toHaveLength(shifts.length);
  });

  it('are in the calendar of their agent, at an address that ends when it is renewed', async () => {
    const agent = await as(PEOPLE[0]!);
    const { path: old } = await created<{ path: string }>(agent.post('/api/v1/my-calendar'));
    const { path } = await created<{ path: string }>(agent.post('/api/v1/my-calendar'));
    // As the gateway lets in whoever has no token.
    const nobody = await service.asCaller({ subject: 'gateway', kind: 'service' });
    expect((await nobody.get(old)).status).toBe(404);
    const feed = await nobody.get<string>(path);
    expect(feed.headers.get('content-type')).toContain('text/calendar');
    expect(feed.body.split('\r\n').every((line) => Buffer.byteLength(line) <= 75)).toBe(true);
    const calendar = new ICAL.Component(ICAL.parse(feed.body) as unknown[]);
    calendar.getAllSubcomponents('vtimezone').forEach((zone) => ICAL.TimezoneService.register(zone));
    const events = calendar.getAllSubcomponents('vevent').map((each) => new ICAL.Event(each));
    const wanted = taken(await given(), PEOPLE[0]!);
    expect(events.map(({ uid }) => uid).sort()).toEqual(wanted.map(({ id }) => `${id}@rosters.switchboard`).sort());
    expect(calendar.getAllSubcomponents('vevent')[0]!.getFirstProperty('dtstart')!.getParameter('tzid')).toBe(ZONE);
    const starts = events.map((event) => event.startDate.toJSDate().toISOString()).sort();
    expect(starts).toEqual(wanted.map(({ startsAt }) => startsAt).sort());
  });

  it('have time for what somebody is to learn until a day: it says what, moves with the course, and is work again when that is done', async () => {
    const [agentId, dueAt] = [PEOPLE[0]!, '2026-12-13T00:00:00.000Z'];
    const teacher = await service.asCaller({ subject: 'sue' }, 'training:*');
    const learner = await service.asCaller({ subject: agentId }, 'training:learn', 'roster:self');
    const looked = async () => {
      await service.settled();
      await service.running.app.get(TrainingRounds, { strict: false }).rounds.run();
      await service.settled();
    };
    type Slot = { from: string; to: string; course: { title: string }; enrolment: { percent: number } };
    const slots = async () => {
      const path = '/api/v1/learning-slots/mine?from=2026-11-30T00:00:00Z&to=2026-12-14T00:00:00Z';
      return (await learner.get<{ items: Slot[] }>(path)).body.items;
    };
    const minutes = (all: Slot[]) => all.map(({ from, to }) => (Date.parse(to) - Date.parse(from)) / 60_000);
    const unit = (id: string) => ({ id, kind: 'document', title: id, fileId: anId() });
    const course = { title: 'Refunds, again', minutes: 200, units: [unit('one'), unit('two')] };
    const { id: courseId } = await created<{ id: string }>(teacher.post('/api/v1/courses', course));
    const assign = { courseId, people: [agentId, 'who has no shift'], dueAt };
    const { enrolmentIds } = await created<{ enrolmentIds: string[] }>(teacher.post('/api/v1/enrolments', assign));
    await looked();
    await looked();
    const planned = await slots();
    expect(minutes(planned).sort()).toEqual([20, 90, 90]);
    expect(planned[0]).toMatchObject({ course: { id: courseId, title: course.title }, enrolment: { percent: 0 } });
    const mine = taken(await given(), agentId);
    for (const { from, to } of planned) {
      const { activities } = mine.find(({ startsAt, endsAt }) => startsAt <= from && to <= endsAt)!;
      const others = activities.filter((each) => each.from !== from);
      expect(others.filter((other) => other.from < to && from < other.to)).toEqual([]);
    }
    const feed = await created<{ path: string }>(learner.post('/api/v1/my-calendar'));
    const text = await (await service.asCaller({ subject: 'gateway', kind: 'service' })).get<string>(feed.path);
    expect(text.body.replaceAll('\r\n ', '')).toContain('Training: Refunds\\, again');
    const missing = await teacher.get('/api/v1/learning-slots/missing');
    expect(missing.body).toMatchObject({ items: [{ personId: 'who has no shift', missingMinutes: 200 }] });
    await created(learner.put(`/api/v1/enrolments/${enrolmentIds[0]}/units/one/read`));
    expect((await slots())[0]).toMatchObject({ enrolment: { status: 'begun', percent: 50 } });
    await created(learner.put(`/api/v1/enrolments/${enrolmentIds[0]}/units/two/read`));
    await looked();
    expect(await slots()).toEqual([]);
    expect(service.events('operations.schedule-changed.v1').at(-1)!.data).toMatchObject({ cause: 'learning' });
  });

  it('say by hand what is learnt, of courses that there are', async () => {
    const teacher = await service.asCaller({ subject: 'sue' }, 'training:*');
    const unit = { id: 'read', kind: 'document', title: 'Read', fileId: anId() };
    const course = await created<{ id: string }>(teacher.post('/api/v1/courses', { title: 'Refunds', units: [unit] }));
    const [shift] = taken(await given(), PEOPLE[0]!) as [Shift];
    const to = new Date(Date.parse(shift.startsAt) + 900_000).toISOString();
    const put = (id: string, kind = 'training') => {
      const slot = { kind, from: shift.startsAt, to, isPaid: true, course: { id } };
      const body = { ...bodyOf(shift), activities: [slot, ...shift.activities] };
      return planner().put<Problem & Shift>(`/api/v1/roster-shifts/${shift.id}`, body, {
        'if-match': `"${shift.version}"`,
      });
    };
    expect((await put(anId())).body.code).toBe('taught-course-unknown');
    expect((await put(course.id, 'meeting')).status).toBe(422);
    const { body } = await put(course.id);
    expect(body.activities[0]).toMatchObject({ course: { id: course.id, title: 'Refunds' } });
    const back = { 'if-match': `"${body.version}"` };
    await created(planner().put(`/api/v1/roster-shifts/${shift.id}`, bodyOf(shift), back));
  });

  it('change hands when both keep their rules and somebody has approved it', async () => {
    const all = await given();
    const path = '/api/v1/shift-swaps';
    const offer = async ({ id, agentId }: Shift) =>
      created<{ id: string }>((await as(agentId!)).post(path, { shiftId: id }));
    const accept = async (swapId: string, by: string, otherShiftId: string | null = null) =>
      (await as(by)).post<Problem>(`${path}/${swapId}/accept`, { otherShiftId });
    /** Somebody who is free then, and gives a shift of the same week for it. */
    const exchanged = async (mine: Shift) => {
      const swap = await offer(mine);
      for (const theirs of all.filter(
        ({ date, agentId }) => agentId !== mine.agentId && weekOf(date) === weekOf(mine.date),
      ))
        if (free(all, theirs.agentId!, mine.date) && free(all, mine.agentId!, theirs.date))
          if ((await accept(swap.id, theirs.agentId!, theirs.id)).status === 200)
            return { swap, mine, by: theirs.agentId! };
      await created((await as(mine.agentId!)).post(`${path}/${swap.id}/withdraw`));
      return undefined;
    };
    const first = all.find(({ agentId }) => agentId !== null)!;
    const busy = all.find(({ agentId, date }) => agentId !== first.agentId && date === first.date)!.agentId!;
    const tried = await offer(first);
    expect((await accept(tried.id, busy)).body.code).toBe('roster-rules-broken');
    await created((await as(first.agentId!)).post(`${path}/${tried.id}/withdraw`));

    let done: Awaited<ReturnType<typeof exchanged>>;
    for (const mine of all.filter(({ agentId }) => agentId !== null)) if ((done ??= await exchanged(mine))) break;
    const { swap, mine, by } = done!;
    expect((await given()).find(({ id }) => id === mine.id)!.agentId).toBe(mine.agentId);
    const own = await service.asCaller({ subject: by }, 'shift-swap:decide');
    expect((await own.post<Problem>(`${path}/${swap.id}/decide`, { isApproved: true })).body.code).toBe(
      'shift-swap-move-refused',
    );
    await created(planner().post(`${path}/${swap.id}/decide`, { isApproved: true }));
    expect((await given()).find(({ id }) => id === mine.id)!.agentId).toBe(by);
    expect(await hard()).toEqual([]);
  });

  it('make room for leave, and what is given back goes to whoever waits longest', async () => {
    const type = { name: 'annual', isPaid: true, hasBalance: true, isAutomatic: true };
    const { id: typeId } = await created<{ id: string }>(planner().post('/api/v1/leave-types', type));
    const [first, second] = (await given())
      .map(({ agentId }) => agentId!)
      .filter((id, at, all) => all.indexOf(id) === at) as [string, string];
    const day = taken(await given(), first).find(({ date }) => new Date(date).getUTCDay() % 6 !== 0)!.date;
    const ask = async (agentId: string) =>
      (await as(agentId)).post<{ id: string; status: string; code: string }>('/api/v1/my-leave', {
        typeId,
        from: day,
        to: day,
      });
    expect((await ask(first)).body.code).toBe('leave-balance-exceeded');
    for (const id of [first, second])
      await created(planner().put(`/api/v1/leave-balances/${id}/${typeId}/2026`, { granted: 1 }));
    await created(
      planner().put(`/api/v1/planning-groups/${GROUP}/leave-allowances`, { from: day, to: day, places: 1 }),
    );
    const [granted, waiting] = [(await ask(first)).body, (await ask(second)).body];
    expect([granted.status, waiting.status]).toEqual(['approved', 'waiting']);
    expect(free(await given(), first, day)).toBe(true);
    await created((await as(first)).post(`/api/v1/my-leave/${granted.id}/cancel`));
    const { body } = await (await as(second)).get<{ items: { status: string }[] }>('/api/v1/my-leave');
    expect(body.items[0]!.status).toBe('approved');
    expect(free(await given(), second, day)).toBe(true);
    const balance = await (await as(first)).get<{ items: { taken: number }[] }>('/api/v1/my-leave-balances');
    expect(balance.body.items[0]!.taken).toBe(0);
  });

  it('have open shifts for those who want them: by right where it is so agreed, and never against a rule', async () => {
    const rules = await planner().get<{ version: number }>('/api/v1/roster-rules/tenant');
    const { version, ...content } = rules.body;
    const seniority = { ...content, bids: 'seniority' };
    await created(planner().put('/api/v1/roster-rules/tenant', seniority, { 'if-match': `"${version}"` }));
    const all = await centre.shifts(rosterId);
    const open = all.find(({ agentId }) => agentId === null)!;
    const bid = async (agentId: string) =>
      (await as(agentId)).post<{ agentId: string | null }>(`/api/v1/open-shifts/${open.id}/bids`);
    const bidders: string[] = [];
    for (const agentId of PEOPLE) {
      const { status } = await bid(agentId);
      expect([200, 422]).toContain(status);
      if (!free(all, agentId, open.date)) expect(status).toBe(422);
      if (status === 200) bidders.push(agentId);
    }
    const senior = bidders.at(-1)!;
    await centre.put(senior, { since: '2010-01-01' });
    const awarded = await created<{ agentId: string }>(planner().post(`/api/v1/open-shifts/${open.id}/award`));
    expect(awarded.agentId).toBe(senior);
    expect(await hard()).toEqual([]);
  });

  it('grow by overtime that is offered, as long as the law lets it and places are left', async () => {
    const [shift, ...others] = await given();
    const next = others.find(({ endsAt, agentId }) => endsAt === shift!.endsAt && agentId !== shift!.agentId)!;
    const offer = async (hours: number) =>
      created<{ id: string }>(
        planner().post('/api/v1/overtime-offers', {
          ...{ planningGroupId: GROUP, from: shift!.endsAt, places: 1 },
          to: new Date(Date.parse(shift!.endsAt) + hours * 3_600_000).toISOString(),
        }),
      );
    const take = async (id: string, agentId: string) =>
      (await as(agentId)).post<Problem>(`/api/v1/overtime-offers/${id}/take`);
    const long = await take((await offer(4)).id, shift!.agentId!);
    expect(JSON.stringify(long.body)).toContain('overtime-day');
    const { id } = await offer(1);
    expect((await take(id, shift!.agentId!)).status).toBe(200);
    expect((await take(id, next.agentId!)).body.code).toBe('overtime-offer-taken');
    const longer = (await given()).find((each) => each.id === shift!.id)!;
    expect(longer.activities.some(({ kind }) => kind === 'overtime')).toBe(true);
  });

  it('are made anew near what is published, and a draft that is older than a change is refused', async () => {
    const { id } = await centre.draft();
    const before = await given();
    await centre.made(id, { seconds: 2 });
    const after = (await centre.shifts(id)).filter(({ agentId }) => agentId !== null);
    const key = ({ agentId, date, startsAt }: Shift) => `${agentId} ${date} ${startsAt}`;
    const had = new Set(before.map(key));
    expect(after.filter((shift) => had.has(key(shift))).length / before.length).toBeGreaterThan(0.75);
    const [shift] = before as [Shift];
    const match = { 'if-match': `"${shift.version}"` };
    expect((await planner().delete(`/api/v1/roster-shifts/${shift.id}`, match)).status).toBe(200);
    const refused = await planner().post<Problem>(`/api/v1/rosters/${id}/publish`);
    expect(refused.body.code).toBe('roster-outdated');
  });

  it('break no rule, whatever people do with them', async () => {
    const dice = new Dice(12);
    const all = await given();
    let accepted = 0;
    const before = new Set(brokenLimits(all));
    for (let round = 0; round < 60; round++) {
      const [one, other] = [dice.oneOf(all), dice.oneOf(all)];
      if (one.agentId === other.agentId) continue;
      const mine = (await given()).find(({ id }) => id === one.id)!;
      const moved = { ...bodyOf(mine), agentId: other.agentId };
      const { status } = dice.onceIn(2)
        ? await planner().put(`/api/v1/roster-shifts/${mine.id}`, moved, { 'if-match': `"${mine.version}"` })
        : await swapped(mine, other);
      if (status === 200) accepted += 1;
    }
    expect(accepted).toBeGreaterThan(0);
    expect(brokenLimits(await given()).filter((each) => !before.has(each))).toEqual([]);
  });

  it('need a Monday, and somebody who says how many are needed', async () => {
    const body = { planningGroupId: GROUP, startsOn: MONDAY, weeks: 1, timeZone: ZONE };
    const unsaid = await planner().post<Problem>('/api/v1/rosters', body);
    expect(unsaid.body.code).toBe('roster-demand-missing');
    const tuesday = await planner().post<Problem>('/api/v1/rosters', { ...body, startsOn: '2026-12-01' });
    expect(tuesday.body.code).toBe('roster-period-invalid');
    const draft = await centre.draft('2027-01-04', 1, 1);
    const path = `/api/v1/rosters/${draft.id}/demand-imports?minutes=60`;
    const csv = { 'content-type': 'text/csv' };
    const read = await planner().call('POST', path, 'date,time,agents\n2027-01-04,09:00,3\n', csv);
    expect(read).toMatchObject({ status: 200, body: { intervalMinutes: 60 } });
    const broken = await planner().call<Problem>('POST', path, 'date,time,agents\n2027-01-04,9,3\n', csv);
    expect(broken.body.code).toBe('roster-demand-invalid');
  });
});

/** Looked at anew, with nothing of the service: days, hours of a day and of a week, and rest. */
function brokenLimits(shifts: readonly Shift[]): string[] {
  const hours = (each: readonly Shift[]) =>
    each.reduce((sum, { startsAt, endsAt, activities }) => {
      const off = activities.filter(({ isPaid, kind }) => !isPaid || kind === 'overtime');
      const long = (from: string, to: string) => (Date.parse(to) - Date.parse(from)) / 3_600_000;
      return sum + long(startsAt, endsAt) - off.reduce((all, { from, to }) => all + long(from, to), 0);
    }, 0);
  const weekOf = ({ date }: Shift) => Math.floor((Date.parse(date) - Date.parse(MONDAY)) / (7 * 86_400_000));
  return [...Map.groupBy(shifts, ({ agentId }) => agentId)].flatMap(([agentId, own]) => {
    const inOrder = own.toSorted((a, b) => (a.startsAt < b.startsAt ? -1 : 1));
    const short = inOrder.filter((shift, at) => {
      const last = inOrder[at - 1];
      return last && Date.parse(shift.startsAt) - Date.parse(last.endsAt) < 11 * 3_600_000;
    });
    const full = [...Map.groupBy(own, ({ date }) => date)].filter(([, day]) => hours(day) > 8);
    const weeks = [...Map.groupBy(own, weekOf)].filter(([, week]) => hours(week) > 40);
    return [
      ...short.map(({ date }) => `${agentId} rests too short before ${date}`),
      ...full.map(([date]) => `${agentId} works too long on ${date}`),
      ...weeks.map(([week]) => `${agentId} works too much in week ${week}`),
    ];
  });
}
