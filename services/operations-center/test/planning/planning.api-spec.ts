import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ApiClient } from '#libs/testing/api-client';
import { eventually } from '#libs/testing/eventually';
import { startForTest, type ServiceInTest } from '#libs/testing/service-in-test';
import { serviceOnEachEngine } from '#libs/testing/service-on-each-engine';
import { ForecastRounds } from '../../src/planning/forecasts/forecast-rounds.js';
import { ImportRounds } from '../../src/planning/history/import-rounds.js';
import { operationsCenter } from '../../src/service.js';
import { FloorEvents } from '../floor-events.js';
import type {
  Accuracy,
  Compared,
  Days,
  Intraday,
  Outlook,
  Published,
  Required,
  ScenarioAnswer,
  Suggestions,
  Version,
} from './planning-answers.js';
import { watching } from '../watcher.js';

const BANK = join(import.meta.dirname, '../../../../../shared/data/calls/bank-calls-5min.csv');
const there = existsSync(BANK);
/** A Monday, so that its last week is the one after the clock's beginning. */
const DAY_0 = '2026-05-04';
/** A machine that does much else. */
const PATIENCE = { within: 40_000 };
const WEEK = { from: '2026-11-23', to: '2026-11-27' };

const group = {
  ...{ name: 'bank calls', timeZone: 'UTC', intervalMinutes: 5, opensAt: '07:00', closesAt: '21:05' },
  goal: { serviceLevelPercent: 80, withinSeconds: 20 },
  ...{ patienceSeconds: 180, shrinkagePercent: 30, plannedShrinkagePercent: 16, handleSeconds: 180 },
};

if (there) serviceOnEachEngine('operations-center: half a year of a bank', aBank);
else describe.skip(`operations-center: half a year of a bank (${BANK} is absent)`, () => aBank(startForTest));

function aBank(start: typeof startForTest): void {
  let service: ServiceInTest;
  let planner: ApiClient;
  let floor: FloorEvents;
  let calls: string;
  let groupId: string;
  let made: Version;
  let edited: Version;

  beforeAll(async () => {
    service = await start(operationsCenter);
    planner = await service.as('planning:*', 'intraday:read');
    floor = new FloorEvents(service);
    calls = await floor.queue('calls');
    const added = await planner.post<{ id: string }>('/api/v1/planning-groups', { ...group, queueIds: [calls] });
    expect(added.status).toBe(201);
    groupId = added.body.id;
  });
  afterAll(() => service.stop());

  const upload = async (csv: string) => {
    const path = `/api/v1/planning-groups/${groupId}/volume-imports`;
    const ordered = await planner.post<{ id: string }>(`${path}?start=${DAY_0}`, csv, { 'content-type': 'text/csv' });
    expect(ordered.status).toBe(202);
    return eventually(
      'the import is done',
      async () => {
        await service.running.app.get(ImportRounds, { strict: false }).rounds.run();
        const { body } = await planner.get<{ status: string }>(`${path}/${ordered.body.id}`);
        return body.status === 'done' && body;
      },
      PATIENCE,
    );
  };
  const version = async (path: string, body: object, seen: Version) =>
    planner.post<Version>(`/api/v1/forecast-versions/${seen.id}/${path}`, body, { 'if-match': `"${seen.version}"` });
  const daysOf = async (id: string, query = '') =>
    (await planner.get<Days>(`/api/v1/forecast-versions/${id}/days${query}`)).body.days;

  it('is imported from its file; a line that is wrong is named, and its day left out', async () => {
    const csv = `${readFileSync(BANK, 'utf8').trim()}\n2,7,many\n`;
    expect(await upload(csv)).toMatchObject({
      ...{ status: 'done', days: 143, doneDays: 143, added: 143, changed: 0, unchanged: 0 },
      badLines: [{ line: csv.trim().split('\n').length, field: 'contacts', code: 'not-a-number' }],
    });
  });

  it('is the same when it is imported once more', async () => {
    const again = await upload(readFileSync(BANK, 'utf8'));
    expect(again).toMatchObject({ days: 144, added: 1, unchanged: 143 });
    const elsewhere = `/api/v1/planning-groups/${crypto.randomUUID()}/volume-imports/${(again as unknown as { id: string }).id}`;
    expect((await planner.get(elsewhere)).status).toBe(404);
  });

  it('is forecast in the background, with the errors of each model that was tried', async () => {
    const sourceDays = [{ date: '2026-09-14', weight: 0.5, reason: 'a switch was down in the morning' }];
    const body = { groupId, ...WEEK, sourceDays };
    const job = (await planner.post<{ id: string }>('/api/v1/forecast-jobs', body)).body;
    const done = await eventually(
      'the forecast is made',
      async () => {
        await service.running.app.get(ForecastRounds, { strict: false }).rounds.run();
        const { body: now } = await planner.get<{ status: string; versionId: string }>(
          `/api/v1/forecast-jobs/${job.id}`,
        );
        return now.status === 'done' && now;
      },
      PATIENCE,
    );
    expect(done).toMatchObject({ status: 'done', tried: 13, models: 13, code: null });
    made = (await planner.get<Version>(`/api/v1/forecast-versions/${done.versionId}`)).body;
    expect(made.sourceDays).toEqual(sourceDays);
    const errors = made.models.map(({ wapePercent }) => wapePercent);
    expect(errors).toEqual(errors.toSorted((a, b) => a - b));
    expect(made.models.find(({ name }) => name === 'seasonal naive')!.wapePercent).toBeGreaterThan(errors[0]!);
    expect(await planner.post(`/api/v1/forecast-jobs/${job.id}/cancel`, {})).toMatchObject({ status: 409 });
  });

  it('is forecast for each interval, with what it lies between', async () => {
    const days = await daysOf(made.id);
    expect(days.map(({ date, intervals }) => [date, intervals.length])).toEqual(
      ['23', '24', '25', '26', '27'].map((day) => [`2026-11-${day}`, 169]),
    );
    const [first] = days[0]!.intervals;
    expect(first!.at).toBe('07:00');
    for (const { low, contacts, high } of days.flatMap(({ intervals }) => intervals)) {
      expect(low).toBeLessThan(contacts);
      expect(high).toBeGreaterThan(contacts);
    }
  });

  it('is edited by hand in a copy: a day, an interval, hours of days, each with who and why', async () => {
    edited = (await planner.post<Version>(`/api/v1/forecast-versions/${made.id}/copy`, {})).body;
    const changes = [
      { kind: 'day', date: '2026-11-24', contacts: 20_000 },
      { kind: 'interval', date: '2026-11-25', at: '08:00', contacts: 12, handleSeconds: 300 },
      {
        ...{ kind: 'percentage', from: '2026-11-26', to: '2026-11-27', fromTime: '09:00', toTime: '09:55' },
        percent: 50,
      },
    ].map((change) => (change.kind === 'percentage' ? { ...change, of: 'contacts' } : change));
    for (const change of changes) {
      const answer = await version('edits', { change, reason: 'a letter to all customers' }, edited);
      expect(answer.status).toBe(200);
      edited = answer.body;
    }
    const { items } = (await planner.get<{ items: object[] }>(`/api/v1/forecast-versions/${edited.id}/edits`)).body;
    expect(items).toMatchObject(
      changes.toReversed().map((change) => ({ change, reason: 'a letter to all customers', editedBy: 'mia' })),
    );
    const stale = { ...edited, version: 1 };
    expect((await version('edits', { change: changes[0], reason: 'late' }, stale)).status).toBe(412);
  });

  it('is compared version by version: by day and by interval', async () => {
    const path = `/api/v1/forecast-versions/${made.id}/comparison?with=${edited.id}`;
    const { days } = (await planner.get<{ days: Compared[] }>(path)).body;
    expect(days[0]!.contacts).toMatchObject({ difference: 0, percent: 0 });
    expect(days[1]!.contacts.other).toBeCloseTo(20_000, 6);
    expect(days[2]!.intervals[12]).toMatchObject({
      at: '08:00',
      contacts: { other: 12 },
      handleSeconds: { other: 300 },
    });
    const hours = days[3]!.intervals.filter(({ contacts }) => Math.abs(contacts.percent! - 50) < 1e-6);
    expect([hours.length, hours[0]!.at, hours.at(-1)!.at]).toEqual([12, '09:00', '09:55']);
    const shape = days[1]!.intervals.map(({ contacts }) => contacts.other / contacts.one);
    for (const each of shape) expect(each).toBeCloseTo(shape[0]!, 9);
  });

  it('plans a week by one version at a time, and what is published stays as it is', async () => {
    const first = (await version('publish', {}, made)).body;
    expect(first.publishedWeeks).toEqual(['2026-11-23']);
    const second = await version('publish', { weeks: ['2026-11-23'] }, edited);
    expect(second.body.publishedWeeks).toEqual(['2026-11-23']);
    expect((await planner.get<Version>(`/api/v1/forecast-versions/${made.id}`)).body.publishedWeeks).toEqual([]);
    const change = { kind: 'day', date: '2026-11-24', contacts: 1 };
    expect(await version('edits', { change, reason: 'too late' }, second.body)).toMatchObject({
      ...{ status: 409, body: { code: 'forecast-published' } },
    });
    expect(await version('publish', { weeks: ['2026-11-30'] }, second.body)).toMatchObject({ status: 422 });
    edited = second.body;
  });

  it('takes so many people: with shrinkage, and of it only what is unplanned for rosters, from midnight to midnight', async () => {
    const query = `from=${WEEK.from}&to=2026-11-28`;
    const published = (await planner.get<Published>(`/api/v1/planning-groups/${groupId}/requirement?${query}`)).body;
    expect(published.days.map(({ date }) => date)).toEqual(
      ['23', '24', '25', '26', '27'].map((day) => `2026-11-${day}`),
    );
    const { days } = (
      await planner.get<Days<Required> & { days: { predicted: Outlook }[] }>(
        `/api/v1/forecast-versions/${edited.id}/requirement?${query}`,
      )
    ).body;
    const [agents, intervals] = [published.days[0]!.agents, days[0]!.intervals];
    expect(agents).toHaveLength(288);
    expect(agents.slice(84, 84 + 169)).toEqual(intervals.map(({ rostered }) => rostered));
    expect(agents.slice(0, 84).every((count) => count === 0)).toBe(true);
    for (const each of intervals) {
      expect(each.scheduled).toBe(Math.ceil(each.agents / 0.7 - 1e-9));
      expect(each.rostered).toBe(Math.ceil((each.agents * 0.84) / 0.7 - 1e-9));
    }
    expect(days[0]!.predicted.serviceLevelPercent).toBeGreaterThanOrEqual(80);
  });

  it('answers what if twice as many came: the same people, beside the baseline', async () => {
    const body = { from: '2026-11-23', to: '2026-11-23', volumePercent: 100, handleTimePercent: 20 };
    const path = `/api/v1/forecast-versions/${edited.id}/scenario`;
    const { status, body: answer } = await planner.post<ScenarioAnswer>(path, body);
    expect(status).toBe(200);
    const { baseline, scenario, days } = answer;
    expect(baseline.serviceLevelPercent).toBeGreaterThanOrEqual(80);
    expect(scenario.contacts).toBeCloseTo(2 * baseline.contacts, 6);
    expect(scenario.serviceLevelPercent).toBeLessThan(20);
    expect(scenario.abandonPercent).toBeGreaterThan(50);
    expect(scenario.occupancyPercent).toBeGreaterThan(baseline.occupancyPercent);
    const [noon] = days[0]!.intervals.filter(({ at }) => at === '12:00');
    expect(noon!.required).toBeGreaterThan(2 * noon!.scheduled);
    const enough = { [WEEK.from]: days[0]!.intervals.map(({ required }) => required) };
    const again = (await planner.post<ScenarioAnswer>(path, { ...body, scheduled: enough })).body;
    expect(again.scenario.serviceLevelPercent).toBeGreaterThanOrEqual(80);
    const short = await planner.post(path, { ...body, scheduled: { [WEEK.from]: [1, 2] } });
    expect(short).toMatchObject({ status: 422, body: { code: 'scenario-invalid' } });
  });

  it('answers what if those who gave up called again: more attempts for the same people, so more of them needed', async () => {
    const body = { from: WEEK.from, to: WEEK.from, volumePercent: 15 };
    const path = `/api/v1/forecast-versions/${edited.id}/scenario`;
    const once = (await planner.post<ScenarioAnswer>(path, body)).body;
    const again = (await planner.post<ScenarioAnswer>(path, { ...body, redialPercent: 60 })).body;
    expect(once.scenario.attempts).toBeCloseTo(once.scenario.contacts, 1);
    expect(again.scenario.contacts).toBe(once.scenario.contacts);
    expect(again.scenario.attempts).toBeGreaterThan(1.02 * once.scenario.contacts);
    expect(again.scenario.serviceLevelPercent).toBeLessThan(once.scenario.serviceLevelPercent);
    const required = ({ days }: ScenarioAnswer) => days[0]!.intervals.reduce((sum, each) => sum + each.required, 0);
    expect(required(again)).toBeGreaterThan(required(once));
  });

  it('is seen live: what came beside what was planned, what is expected, and the service level to the end of the day', async () => {
    const before = (await planner.get<Intraday>(`/api/v1/intraday/${groupId}`)).body;
    expect(before).toMatchObject({ date: '2026-11-23', versionId: edited.id, staffedBy: 'plan', goalPercent: 80 });
    expect(before.intervals.filter(({ state }) => state === 'over')).toHaveLength(24);
    expect(before.expectedContacts).toBeLessThan(before.plannedContacts);
    const watcher = await watching<Intraday>(planner, `/api/v1/intraday/${groupId}/stream`);
    expect((await watcher.next()).intervals).toHaveLength(169);
    await floor.assigned('mia', null, await floor.profile([calls], ['voice'], true));
    await floor.agentBecame('mia', 1, 'ready');
    await floor.served(calls, 'mia', 10);
    service.clock.advance({ minutes: 15 });
    const changes = await eventually('what came is pushed', async () => {
      const push = await watcher.next();
      return push.contactsSoFar > 0 && push;
    });
    watcher.leave();
    expect(changes.intervals.length).toBeLessThan(169);
    const after = (await planner.get<Intraday>(`/api/v1/intraday/${groupId}`)).body;
    const [came] = after.intervals.filter(({ at }) => at === '09:00');
    expect(came).toMatchObject({
      ...{ state: 'over', expected: { contacts: 0.33, handleSeconds: 35 } },
      actual: { contacts: 0.33, handleSeconds: 35, agents: 1 },
    });
    expect(after).toMatchObject({ contactsSoFar: 1, serviceLevelSoFarPercent: 100 });
    expect(after.serviceLevelAtEndPercent).toBeGreaterThan(80);
  });

  it('is given advice for the rest of the day, each with its effect', async () => {
    const { status, body } = await planner.get<Suggestions>(`/api/v1/intraday/${groupId}/suggestions`);
    expect(status).toBe(200);
    expect(body.items.length).toBeGreaterThan(0);
    for (const { kind, dayPercent } of body.items) {
      expect(kind).toBe('time-off');
      expect(dayPercent.after).toBeLessThanOrEqual(dayPercent.before);
    }
  });

  it('says afterwards how far each version was off', async () => {
    const none = (await planner.get<Accuracy>(`/api/v1/forecast-versions/${made.id}/accuracy`)).body;
    expect(none).toMatchObject({ wapePercent: null, days: [] });
    service.clock.advance({ days: 7 });
    planner = await service.as('planning:*', 'intraday:read');
    const first = (await planner.get<Accuracy>(`/api/v1/forecast-versions/${made.id}/accuracy`)).body;
    const second = (await planner.get<Accuracy>(`/api/v1/forecast-versions/${edited.id}/accuracy`)).body;
    expect(first.days).toHaveLength(4);
    expect(first.wapePercent).toBeLessThan(10);
    expect(first.coveragePercent).toBeGreaterThan(80);
    expect(second.days[1]!.forecast).toBeCloseTo(20_000, 3);
    expect(second.wapePercent).toBeGreaterThan(first.wapePercent!);
  });
}
