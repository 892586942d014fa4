import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ApiClient } from '#libs/testing/api-client';
import { eventually } from '#libs/testing/eventually';
import type { ServiceInTest } from '#libs/testing/service-in-test';
import { serviceOnEachEngine } from '#libs/testing/service-on-each-engine';
import type { LiveRow } from '../src/adherence/adherence.dto.js';
import type { IntradayView } from '../src/intraday/intraday.dto.js';
import { ForecastRounds } from '../src/planning/forecasts/forecast-rounds.js';
import { StaffingRounds } from '../src/planning/mixes/staffing-rounds.js';
import { ImportRounds } from '../src/planning/history/import-rounds.js';
import { operationsCenter } from '../src/service.js';
import { created, type Job, type Shift } from './rostering/a-roster-centre.js';
import { FloorEvents } from './floor-events.js';
import type { Published, Suggestions, Version } from './planning/planning-answers.js';
import { watching } from './watcher.js';

const DAY_MS = 86_400_000;
const PEOPLE = Array.from({ length: 14 }, (_, at) => `agent-${String(at + 1).padStart(2, '0')}`);
const [MIA, BEN] = PEOPLE as [string, string];
/** A Monday, the one after the clock's beginning. */
const MONDAY = '2026-11-30';
const SUNDAY = '2026-12-06';
const WEEK = `from=${MONDAY}&to=${SUNDAY}`;
const PERMISSIONS = [
  ...['planning:*', 'intraday:*', 'roster:*', 'leave:*', 'shift-swap:*', 'adherence:*'],
  ...['figure:read', 'figure:manage'],
];
/** A machine that does much else. */
const PATIENCE = { within: 120_000 };

interface StaffedDays {
  readonly days: readonly {
    readonly pools: readonly { readonly poolId: string; readonly agents: readonly number[] }[];
    readonly groups: readonly { readonly alone: readonly number[]; readonly serviceLevelPercent: readonly number[] }[];
  }[];
}

interface Applied {
  readonly id: string;
  readonly status: string;
  readonly code?: string;
  readonly change: { readonly kind: string };
  readonly appliedBy: string;
}

const dateAfter = (days: number) => new Date(Date.parse(MONDAY) + days * DAY_MS).toISOString().slice(0, 10);

/** Five weeks in Shanghai from 09:00 on, so many half hours a day, fewer at weekends. */
function history(halfHours = 18): string {
  const lines = Array.from({ length: 35 }, (_, day) => dateAfter(day - 42)).flatMap((date, day) =>
    Array.from({ length: halfHours }, (_, at) => {
      const contacts = (day % 7 >= 5 ? 6 : 12) + (at % 5) + (day % 3);
      const clock = `${String(9 + Math.floor(at / 2)).padStart(2, '0')}:${at % 2 === 0 ? '00' : '30'}`;
      return `${date},${clock},${contacts},${contacts * 300}`;
    }),
  );
  return ['date,time,contacts,handledSeconds', ...lines].join('\n');
}

serviceOnEachEngine('operations-center: the workforce of a week', (start) => {
  let service: ServiceInTest;
  let planner: ApiClient;
  let floor: FloorEvents;
  let calls: string;
  let groupId: string;
  let version: Version;
  let rosterId: string;

  beforeAll(async () => {
    service = await start(operationsCenter);
    planner = await asPlanner();
    floor = new FloorEvents(service);
    calls = await floor.queue('calls');
    const zone = { timeZone: 'Asia/Shanghai', intervalMinutes: 15 };
    await created(planner.put('/api/v1/figure-settings', zone, { 'if-match': '"1"' }));
  });
  afterAll(() => service.stop());

  const asPlanner = () => service.asCaller({ subject: 'sue' }, ...PERMISSIONS);
  const as = (agentId: string) => service.asCaller({ subject: agentId }, 'roster:self', 'adherence:self');
  const at = async (instant: string) => {
    service.clock.set(instant);
    planner = await asPlanner();
  };
  const over = (what: string, path: string, round: () => Promise<unknown>) =>
    eventually(
      what,
      async () => {
        await round();
        const { body } = await planner.get<{ status: string; versionId: string }>(path);
        return body.status !== 'waiting' && body.status !== 'running' && body;
      },
      PATIENCE,
    );
  const changed = async (path: string, body: object) => {
    const match = { 'if-match': `"${version.version}"` };
    version = await created(planner.post(`/api/v1/forecast-versions/${version.id}/${path}`, body, match));
  };
  const shiftsOf = async (agentId: string) =>
    (await created<{ shifts: Shift[] }>((await as(agentId)).get(`/api/v1/my-shifts?${WEEK}`))).shifts;
  const intraday = () => created<IntradayView>(planner.get(`/api/v1/intraday/${groupId}`));

  const group = async (name: string, queueId: string, halfHours: number) => {
    const closesAt = `${9 + halfHours / 2}:00`;
    const content = {
      ...{ name, queueIds: [queueId], timeZone: 'Asia/Shanghai', intervalMinutes: 30, opensAt: '09:00', closesAt },
      ...{ goal: { serviceLevelPercent: 80, withinSeconds: 20 }, patienceSeconds: 180 },
      ...{ handleSeconds: 300, shrinkagePercent: 20, plannedShrinkagePercent: 10 },
    };
    const { id: own } = await created<{ id: string }>(planner.post('/api/v1/planning-groups', content));
    const path = `/api/v1/planning-groups/${own}/volume-imports`;
    const csv = { 'content-type': 'text/csv' };
    const { id } = await created<{ id: string }>(planner.post(path, history(halfHours), csv));
    const rounds = service.running.app.get(ImportRounds, { strict: false }).rounds;
    const done = await over('the history is read', `${path}/${id}`, () => rounds.run());
    expect(done).toMatchObject({ status: 'done', doneDays: 35 });
    return own;
  };
  const forecast = async (of: string, from: string, to: string): Promise<Version> => {
    const { id } = await created<{ id: string }>(planner.post('/api/v1/forecast-jobs', { groupId: of, from, to }));
    const rounds = service.running.app.get(ForecastRounds, { strict: false }).rounds;
    const { versionId } = await over('the forecast is made', `/api/v1/forecast-jobs/${id}`, () => rounds.run());
    return created(planner.get(`/api/v1/forecast-versions/${versionId}`));
  };

  it('is planned for a group whose history is known', async () => {
    groupId = await group('Shanghai', calls, 18);
  });

  it('is forecast, changed by hand and published', async () => {
    version = await forecast(groupId, MONDAY, SUNDAY);
    await changed('edits', { change: { kind: 'day', date: dateAfter(1), contacts: 400 }, reason: 'a letter' });
    await changed('publish', {});
    expect(version.publishedWeeks).toEqual([MONDAY]);
    await service.settled();
    const [event] = service.events('operations.forecast-published.v1');
    expect(event!.data).toMatchObject({ versionId: version.id, planningGroupId: groupId, weeks: [MONDAY] });
  });

  it('needs people, more of them on the day that was changed', async () => {
    const { days } = await created<Published>(planner.get(`/api/v1/planning-groups/${groupId}/requirement?${WEEK}`));
    const most = days.map(({ agents }) => Math.max(...agents));
    expect(days.map(({ date }) => date)).toEqual(Array.from({ length: 7 }, (_, day) => dateAfter(day)));
    expect(most[1]!).toBeGreaterThan(most[0]!);
    expect(days[0]!.agents.slice(0, 18).every((count) => count === 0)).toBe(true);
  });

  it('is rostered by a job that says how far it is, from what is needed, on the clock of the group', async () => {
    const pauses = [
      { kind: 'lunch', minutes: 60, earliest: 180, latest: 300, isPaid: false },
      { kind: 'break', minutes: 10, earliest: 360, latest: 500, isPaid: true },
    ];
    const pattern = { name: 'day', startsFrom: 480, startsUntil: 600, stepMinutes: 60, minutes: 540, pauses };
    const patternId = (await created<{ id: string }>(planner.post('/api/v1/shift-patterns', pattern))).id;
    const plan = { name: 'full', mostWeeklyMinutes: 2_400, patternIds: [patternId] };
    const workPlanId = (await created<{ id: string }>(planner.post('/api/v1/work-plans', plan))).id;
    for (const id of PEOPLE) {
      const agent = { planningGroupId: groupId, workPlanId, since: '2020-01-01' };
      await created(planner.put(`/api/v1/rostered-agents/${id}`, agent));
    }
    const draft = { planningGroupId: groupId, startsOn: MONDAY, weeks: 1 };
    const roster = await created<{ id: string; timeZone: string }>(planner.post('/api/v1/rosters', draft));
    expect(roster.timeZone).toBe('Asia/Shanghai');
    const elsewhere = await planner.post<{ code: string }>('/api/v1/rosters', { ...draft, timeZone: 'UTC' });
    expect([elsewhere.status, elsewhere.body.code]).toEqual([422, 'roster-demand-invalid']);
    rosterId = roster.id;
    const job = await created<Job>(planner.post(`/api/v1/rosters/${rosterId}/jobs`, { seconds: 2 }));
    const watcher = await watching<Job>(planner, `/api/v1/roster-jobs/${job.id}/stream`);
    expect((await watcher.next()).progress.step).toEqual(expect.any(String));
    const done = await over('the roster is made', `/api/v1/roster-jobs/${job.id}`, async () => undefined);
    expect(await watcher.ended()).toBe(true);
    expect(done).toMatchObject({ status: 'done', explanation: { leftOpen: [] } });
    const { neededHours, missingHours } = (done as unknown as Job).explanation;
    expect(missingHours / neededHours).toBeLessThan(0.12);
  });

  it('holds once it is published: for its agents, and in their calendars', async () => {
    expect(await shiftsOf(MIA)).toEqual([]);
    await created(planner.post(`/api/v1/rosters/${rosterId}/publish`));
    const mine = await shiftsOf(MIA);
    expect(mine.length).toBeGreaterThan(2);
    const { path } = await created<{ path: string }>((await as(MIA)).post('/api/v1/my-calendar'));
    const nobody = await service.asCaller({ subject: 'gateway', kind: 'service' });
    const { body } = await nobody.get<string>(path);
    expect(body.match(/^UID:(.*)@rosters/gm)).toHaveLength(mine.length);
    expect(body).toContain('DTSTART;TZID=Asia/Shanghai:2026');
  });

  it('opens the shifts of whoever goes on leave, day by day of the tenant, and gives them to who wants them', async () => {
    const before = await shiftsOf(MIA);
    const away = before.at(-1)!.date;
    const type = { name: 'annual', isPaid: true, hasBalance: false, isAutomatic: false };
    const { id: typeId } = await created<{ id: string }>(planner.post('/api/v1/leave-types', type));
    const wanted = { typeId, from: away, to: away };
    const { id } = await created<{ id: string }>((await as(MIA)).post('/api/v1/my-leave', wanted));
    await created(planner.post(`/api/v1/leave-requests/${id}/decide`, { isApproved: true }));
    expect((await shiftsOf(MIA)).map(({ date }) => date)).toEqual(before.slice(0, -1).map(({ date }) => date));
    const open = await created<{ items: Shift[] }>((await as(BEN)).get(`/api/v1/open-shifts?${WEEK}`));
    expect(open.items.map((shift) => shift.id)).toContain(before.at(-1)!.id);
  });

  it('changes hands where both keep their rules', async () => {
    const all = (await created<{ shifts: Shift[] }>((await as(MIA)).get(`/api/v1/team-shifts?${WEEK}`))).shifts.filter(
      ({ agentId }) => agentId !== null,
    );
    const isFree = (agentId: string, date: string) =>
      !all.some((each) => each.agentId === agentId && each.date === date);
    const tried: { mine: Shift; theirs: Shift }[] = [];
    for (const mine of all.filter(({ agentId }) => agentId === MIA))
      for (const theirs of all.filter(({ agentId, date }) => agentId !== MIA && date !== mine.date))
        if (isFree(theirs.agentId!, mine.date) && isFree(MIA, theirs.date)) tried.push({ mine, theirs });
    const swapped = await eventually('two have swapped', async () => {
      const next = tried.shift();
      if (!next) throw new Error('nobody can swap');
      const { mine, theirs } = next;
      const offer = { shiftId: mine.id, offeredTo: theirs.agentId };
      const { id } = await created<{ id: string }>((await as(MIA)).post('/api/v1/shift-swaps', offer));
      const path = `/api/v1/shift-swaps/${id}`;
      const { status } = await (await as(theirs.agentId!)).post(`${path}/accept`, { otherShiftId: theirs.id });
      if (status === 200) await created(planner.post(`${path}/decide`, { isApproved: true }));
      else await created((await as(MIA)).post(`${path}/withdraw`));
      return status === 200 && next;
    });
    expect((await shiftsOf(MIA)).map(({ id }) => id)).toContain(swapped.theirs.id);
    expect((await shiftsOf(swapped.theirs.agentId!)).map(({ id }) => id)).toContain(swapped.mine.id);
  });

  it('is watched on the day: who is rostered less what shrinks, what came, what is expected now', async () => {
    await at(`${dateAfter(1)}T09:00:00+08:00`);
    const asPlanned = await intraday();
    expect(asPlanned).toMatchObject({ date: dateAfter(1), versionId: version.id, staffedBy: 'roster' });
    expect(asPlanned.plannedContacts).toBeCloseTo(400, 6);
    const { days } = await created<{ days: { date: string; scheduled: number[] }[] }>(
      planner.get(`/api/v1/rosters/${rosterId}/coverage`),
    );
    const noon = asPlanned.intervals.find((each) => each.at === '11:00')!;
    const scheduled = days.find(({ date }) => date === dateAfter(1))!.scheduled[22]!;
    expect(Math.abs(noon.there - Math.floor((scheduled * 0.8) / 0.9))).toBeLessThanOrEqual(1);
    await floor.assigned(MIA, null, await floor.profile([calls], ['voice'], true));
    await floor.agentBecame(MIA, 1, 'ready');
    for (let contact = 0; contact < 80; contact += 1) {
      await floor.served(calls, MIA, 5);
    }
    await at(`${dateAfter(1)}T10:30:00+08:00`);
    const now = await intraday();
    expect(now.contactsSoFar).toBe(80);
    expect(now.contactsSoFar).toBeGreaterThan(now.plannedSoFar);
    expect(now.expectedContacts).toBeGreaterThan(asPlanned.expectedContacts);
  });

  it('is given advice with its effect', async () => {
    const path = `/api/v1/intraday/${groupId}/suggestions`;
    const { items } = await created<Suggestions>(planner.get(path));
    expect(items.length).toBeGreaterThan(0);
    for (const { kind, dayPercent } of items)
      if (kind !== 'time-off') expect(dayPercent.after).toBeGreaterThan(dayPercent.before);
  });

  describe('is changed on the day by one call', () => {
    let today: Shift;
    const path = () => `/api/v1/intraday/${groupId}/changes`;
    const apply = (change: object) => planner.post<Applied>(path(), { change });
    const seen = () => ({ agentId: today.agentId, shiftId: today.id, shiftVersion: today.version });
    const later = (instant: string, minutes: number) => new Date(Date.parse(instant) + minutes * 60_000).toISOString();
    const isAhead = ({ kind, from }: { kind: string; from: string }) =>
      kind === 'break' && Date.parse(from) > Date.parse(`${dateAfter(1)}T11:30:00+08:00`);
    const look = async (id?: string) => {
      const all = await created<{ shifts: Shift[] }>((await as(MIA)).get(`/api/v1/team-shifts?${WEEK}`));
      const isWanted = (each: Shift) =>
        each.agentId !== null && each.date === dateAfter(1) && each.activities.some(isAhead);
      today = all.shifts.find((each) => (id === undefined ? isWanted(each) : each.id === id))!;
      return today;
    };

    it('that moves a break, once, and not by who has seen another shift', async () => {
      const taken = (await look()).activities.find(isAhead)!;
      const about = { kind: 'break-move', ...seen(), from: taken.from };
      const answers = [];
      for (const minutes of [-15, 15, -30, 30, -60, 60])
        answers.push({ minutes, ...(await apply({ ...about, begins: later(taken.from, minutes) })) });
      const [moved, ...twice] = answers.filter(({ status }) => status === 201);
      expect([moved!.body.status, twice]).toEqual(['done', []]);
      expect(new Set(answers.filter(({ status }) => status !== 201).map(({ body }) => body.code))).toEqual(
        new Set(['intraday-change-outdated']),
      );
      const begins = later(taken.from, moved!.minutes);
      const again = await apply({ ...about, begins });
      expect([again.status, again.body.id]).toEqual([201, moved!.body.id]);
      const after = await look(today.id);
      expect(after.activities.filter(({ kind }) => kind === 'break').map(({ from }) => from)).toContain(begins);
    });

    it('that lengthens shifts, as far as the law lets it', async () => {
      const overtime = (minutes: number) => {
        const hours = { from: today.endsAt, to: later(today.endsAt, minutes) };
        return apply({ kind: 'overtime', shifts: [{ ...seen(), ...hours }] });
      };
      const forbidden = await overtime(240);
      expect([forbidden.status, forbidden.body.code]).toEqual([422, 'roster-rules-broken']);
      const { endsAt } = today;
      expect((await overtime(60)).status).toBe(201);
      expect((await look(today.id)).endsAt).toBe(later(endsAt, 60));
      const { items } = await created<{ items: Applied[] }>(planner.get(path()));
      expect(items.map(({ change, appliedBy }) => [change.kind, appliedBy])).toEqual([
        ['overtime', 'sue'],
        ['break-move', 'sue'],
      ]);
    });

    it('that raises what somebody can do where routing decides by it, unless they have changed since', async () => {
      const callCenter = await service.remote('call-center');
      const assignment = {
        id: BEN,
        version: 3,
        teamId: null,
        profileId: null,
        extension: null,
        skills: { billing: 1 },
      };
      const route = `/api/v1/agents/${BEN}/assignment`;
      callCenter.answers('GET', route, () => assignment);
      callCenter.answers('PUT', route, (body) => Object.assign(assignment, body, { version: 4 }));
      const raise = (from: number) => {
        const agents = [{ agentId: BEN, skills: [{ code: 'billing', from, to: 3 }] }];
        return apply({ kind: 'skill-relaxation', agents });
      };
      const outdated = await raise(2);
      expect([outdated.status, outdated.body.code]).toEqual([409, 'intraday-change-outdated']);
      const done = await raise(1);
      expect([done.status, done.body.status, assignment.skills]).toEqual([201, 'done', { billing: 3 }]);
      expect((await raise(1)).body.id).toBe(done.body.id);
      const puts = callCenter.asked.filter(({ method }) => method === 'PUT');
      expect(puts.map(({ headers }) => headers['if-match'])).toEqual(['"3"']);
    });
  });

  it('is kept or not by each agent, live', async () => {
    const path = `/api/v1/adherence/live?planningGroupId=${groupId}`;
    const { items } = await created<{ items: LiveRow[] }>(planner.get(path));
    expect(items).toHaveLength(PEOPLE.length);
    const planned = items.find(({ agentId, activity }) => activity === 'work' && agentId !== MIA)!;
    expect(planned).toMatchObject({ state: 'offline', isOut: true });
    await floor.agentBecame(planned.agentId, 1, 'ready');
    const after = await created<{ items: LiveRow[] }>(planner.get(path));
    expect(after.items.find(({ agentId }) => agentId === planned.agentId)).toMatchObject({
      ...{ state: 'ready', isOut: false, outSince: null },
    });
  });

  it('has outdated rosters once another forecast is published; a draft takes what that asks for', async () => {
    const roster = () => created<{ outdatedAt: string | null }>(planner.get(`/api/v1/rosters/${rosterId}`));
    const begun = { planningGroupId: groupId, startsOn: MONDAY, weeks: 1 };
    const draft = await created<{ id: string; version: number }>(planner.post('/api/v1/rosters', begun));
    expect((await roster()).outdatedAt).toBeNull();
    version = await created(planner.post(`/api/v1/forecast-versions/${version.id}/copy`, {}));
    await changed('publish', {});
    await service.settled();
    expect((await roster()).outdatedAt).toEqual(expect.any(String));
    const path = `/api/v1/rosters/${draft.id}`;
    expect((await created<{ outdatedAt: string | null }>(planner.get(path))).outdatedAt).not.toBeNull();
    const fresh = await created<{ outdatedAt: string | null }>(planner.post(`${path}/demand-refresh`));
    expect(fresh.outdatedAt).toBeNull();
  });

  it('is staffed by simulation where groups share people, and rostered by pools', async () => {
    const ids = [
      await group('sales', await floor.queue('sales'), 2),
      await group('help', await floor.queue('help'), 2),
    ];
    for (const id of ids) {
      version = await forecast(id, MONDAY, SUNDAY);
      await changed('publish', {});
    }
    const takes = ids.map((planningGroupId) => ({ planningGroupId }));
    const pools = [
      { name: 'sellers', takes: takes.slice(0, 1) },
      { name: 'both', takes },
    ];
    const body = { name: 'shared', pools };
    const mix = await created<{ id: string; pools: { id: string }[] }>(planner.post('/api/v1/skill-mixes', body));
    const path = `/api/v1/skill-mixes/${mix.id}`;
    const days = { from: MONDAY, to: MONDAY };
    const job = await created<{ id: string }>(planner.post(`${path}/staffing-jobs`, days));
    const rounds = service.running.app.get(StaffingRounds, { strict: false }).rounds;
    const done = await over('the mix is staffed', `/api/v1/staffing-jobs/${job.id}`, () => rounds.run());
    expect(done).toMatchObject({ status: 'done', done: 48, intervals: 48 });
    const query = `from=${MONDAY}&to=${MONDAY}`;
    const { days: staffed } = await created<StaffedDays>(planner.get(`${path}/staffing?${query}`));
    const at = (counts: readonly number[]) => counts[18]!;
    const shared = staffed[0]!.pools.reduce((sum, { agents }) => sum + at(agents), 0);
    const alone = staffed[0]!.groups.reduce((sum, each) => sum + at(each.alone), 0);
    expect(shared).toBeLessThan(alone);
    for (const { serviceLevelPercent } of staffed[0]!.groups)
      expect(at(serviceLevelPercent)).toBeGreaterThanOrEqual(80);
    const { id: both } = mix.pools[1]!;
    const draft = { planningGroupId: both, startsOn: MONDAY, weeks: 1 };
    const roster = await created<{ id: string; timeZone: string }>(planner.post('/api/v1/rosters', draft));
    expect(roster.timeZone).toBe('Asia/Shanghai');
    const coverage = await created<{ days: { needed: number[] }[] }>(
      planner.get(`/api/v1/rosters/${roster.id}/coverage`),
    );
    const own = staffed[0]!.pools.find(({ poolId }) => poolId === both)!;
    expect(coverage.days[0]!.needed).toEqual(own.agents);
    await sharedAreSeen(mix.id, ids as [string, string]);
  });

  /** Two who take the contacts of both groups, at work today. */
  const sharedAreSeen = async (mixId: string, skills: [string, string]) => {
    const planned = await created<{ id: string }>(
      planner.post('/api/v1/rosters', { planningGroupId: mixId, startsOn: MONDAY, weeks: 1 }),
    );
    const [{ workPlanId }] = (
      await created<{ items: { workPlanId: string }[] }>(planner.get('/api/v1/rostered-agents'))
    ).items as [{ workPlanId: string }];
    for (const agentId of ['shared-1', 'shared-2']) {
      const agent = { planningGroupId: mixId, workPlanId, since: MONDAY, skills };
      await created(planner.put(`/api/v1/rostered-agents/${agentId}`, agent));
      const times = { startsAt: `${dateAfter(1)}T09:00:00+08:00`, endsAt: `${dateAfter(1)}T17:00:00+08:00` };
      await created(planner.post(`/api/v1/rosters/${planned.id}/shifts`, { agentId, ...times }));
    }
    await created(planner.post(`/api/v1/rosters/${planned.id}/publish`));
    for (const id of skills)
      expect(await created<IntradayView>(planner.get(`/api/v1/intraday/${id}`))).toMatchObject({ staffedBy: 'roster' });
  };

  it('has leave from midnight to midnight of the tenant, and not a moment of it in the days around', async () => {
    const leave = (await created<{ leave: { from: string }[] }>((await as(MIA)).get(`/api/v1/my-shifts?${WEEK}`)))
      .leave;
    const [{ from: away }] = leave as [{ from: string }];
    const activityAt = async (instant: string) => {
      await at(instant);
      const path = `/api/v1/adherence/live?planningGroupId=${groupId}`;
      const { items } = await created<{ items: LiveRow[] }>(planner.get(path));
      return items.find(({ agentId }) => agentId === MIA)!.activity;
    };
    const next = new Date(Date.parse(away) + DAY_MS).toISOString().slice(0, 10);
    expect(await activityAt(`${away}T00:00:00+08:00`)).toBe('leave');
    expect(await activityAt(`${away}T23:59:59+08:00`)).toBe('leave');
    expect(await activityAt(`${next}T00:00:00+08:00`)).not.toBe('leave');
  });
});
