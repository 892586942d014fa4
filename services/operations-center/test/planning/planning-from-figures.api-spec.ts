import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Database } from '#libs/persistence/database';
import { insertRows } from '#libs/persistence/rows/plain-rows';
import { runAsTenant } from '#libs/persistence/tenant/tenant-context';
import type { ApiClient } from '#libs/testing/api-client';
import { eventually } from '#libs/testing/eventually';
import { startForTest, type ServiceInTest } from '#libs/testing/service-in-test';
import { FigureCellSchema } from '../../src/figures/cells/cell.schema.js';
import { NOTHING } from '../../src/figures/formulas/tally.js';
import { ForecastJobSchema } from '../../src/planning/forecasts/forecast-job.schema.js';
import { ForecastJobs } from '../../src/planning/forecasts/forecast-jobs.js';
import { ForecastRounds } from '../../src/planning/forecasts/forecast-rounds.js';
import { operationsCenter } from '../../src/service.js';
import { anId } from '../events-of-others.js';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** The last midnight in Shanghai before the clock of the test begins, a Monday. */
const TODAY = Date.parse('2026-11-22T16:00:00Z');
/** A machine that does much else. */
const PATIENCE = { within: 40_000 };
const GROUPS = '/api/v1/planning-groups';
const JOBS = '/api/v1/forecast-jobs';

const content = {
  ...{ name: 'Shanghai', timeZone: 'Asia/Shanghai', intervalMinutes: 30, opensAt: '09:00', closesAt: '18:00' },
  goal: { serviceLevelPercent: 80, withinSeconds: 20 },
  ...{ patienceSeconds: null, handleSeconds: 300 },
  specialDays: [
    { date: '2026-11-18', isOpen: false },
    { date: '2026-11-25', isOpen: false },
  ],
};

interface Job {
  readonly id: string;
  readonly status: string;
  readonly versionId: string;
}

describe('operations-center: planning by what was counted', () => {
  let service: ServiceInTest;
  let planner: ApiClient;
  let groupId: string;
  const queueId = anId();

  /** Nine hours of each working day, 12 calls in the first quarter of an hour and 6 in the others, of 240 s each. */
  const counted = () => {
    const days = Array.from({ length: 42 }, (_, at) => TODAY - (at + 1) * DAY_MS);
    const worked = days.filter((midnight) => ![0, 6].includes(new Date(midnight + 8 * HOUR_MS).getUTCDay()));
    return worked.flatMap((midnight) =>
      Array.from({ length: 36 }, (_, quarter) => {
        const offered = quarter === 0 ? 12 : 6;
        const tally = { ...NOTHING, offered, answered: offered, handled: offered, talkMs: offered * 240_000 };
        const start = new Date(midnight + 9 * HOUR_MS + (quarter * HOUR_MS) / 4);
        const key = { level: 'quarter', start, kind: 'queue', id: queueId, part: '', shard: 0 };
        return { ...key, ...tally, longestWaitMs: 0 };
      }),
    );
  };
  const asAcme = <Result>(work: () => Promise<Result>) => runAsTenant('acme', work);
  const database = () => service.running.app.get(Database);
  const order = async (of: string, from = '2026-11-23', to = '2026-11-27') =>
    (await planner.post<Job>(JOBS, { groupId: of, from, to })).body;
  const rounds = () => service.running.app.get(ForecastRounds, { strict: false }).rounds;
  const whenOver = ({ id }: Job) =>
    eventually(
      'the forecast is over',
      async () => {
        await rounds().run();
        const { body } = await planner.get<Job>(`${JOBS}/${id}`);
        return body.status !== 'waiting' && body.status !== 'running' && body;
      },
      PATIENCE,
    );

  beforeAll(async () => {
    service = await startForTest(operationsCenter);
    planner = await service.as('planning:*');
    groupId = (await planner.post<{ id: string }>(GROUPS, { ...content, queueIds: [queueId] })).body.id;
    await asAcme(() => database().transaction((tx) => insertRows(tx, FigureCellSchema, counted())));
  });
  afterAll(() => service.stop());

  it('knows the volumes and handle times of its queues by its own clock and intervals, without closed days', async () => {
    const { body } = await planner.get<{ days: object[] }>(
      `${GROUPS}/${groupId}/volumes?from=2026-11-16&to=2026-11-22`,
    );
    expect(body.days).toEqual(
      ['16', '17', '19', '20'].map((day) => ({
        ...{ date: `2026-11-${day}`, handleSeconds: 240, events: [] },
        contacts: [18, ...Array<number>(17).fill(12)],
      })),
    );
  });

  it('forecasts from them, for days that are not closed', async () => {
    const done = await whenOver(await order(groupId));
    expect(done).toMatchObject({ status: 'done', code: null });
    const path = `/api/v1/forecast-versions/${done.versionId}/days`;
    const { days } = (await planner.get<{ days: { date: string; contacts: number; handleSeconds: number }[] }>(path))
      .body;
    expect(days.map(({ date }) => date)).toEqual(['23', '24', '26', '27'].map((day) => `2026-11-${day}`));
    for (const { contacts, handleSeconds } of days) {
      expect(Math.abs(contacts / 222 - 1)).toBeLessThan(0.02);
      expect(handleSeconds).toBeCloseTo(240, 6);
    }
  });

  it('fails with a reason where nothing is known', async () => {
    const other = { ...content, name: 'new', queueIds: [anId()] };
    const { id } = (await planner.post<{ id: string }>(GROUPS, other)).body;
    expect(await whenOver(await order(id))).toMatchObject({
      ...{ status: 'failed', code: 'forecast-history-too-short', versionId: null },
    });
  });

  it('makes no forecast that was cancelled', async () => {
    const job = await eventually('one is cancelled before it is made', async () => {
      const ordered = await order(groupId);
      return (await planner.post(`${JOBS}/${ordered.id}/cancel`, {})).status === 200 && ordered;
    });
    expect(await whenOver(job)).toMatchObject({ status: 'cancelled', versionId: null });
    expect(await planner.post(`${JOBS}/${job.id}/cancel`, {})).toMatchObject({ body: { code: 'forecast-job-ended' } });
  });

  it('goes on with what a process began that is no more, and does not hear what that one still says', async () => {
    const job = await order(groupId);
    const jobs = service.running.app.get(ForecastJobs, { strict: false });
    await asAcme(() =>
      database().transaction((tx) => tx.update(ForecastJobSchema, { id: job.id }, { status: 'running', attempt: 1 })),
    );
    const begun = await asAcme(() => jobs.get(job.id));
    const done = await whenOver(job);
    expect(done.status).toBe('done');
    expect(await asAcme(() => jobs.progress(begun, 3))).toBe(false);
    await asAcme(() => jobs.fail(begun, 'too-late'));
    expect((await planner.get<Job>(`${JOBS}/${job.id}`)).body).toEqual(done);
  });

  it('plans the days of a published week alone, as far as the forecast has them', async () => {
    const version = (await whenOver(await order(groupId, '2026-11-23', '2026-12-01'))).versionId;
    const path = `/api/v1/forecast-versions/${version}`;
    await planner.post(`${path}/publish`, { weeks: ['2026-11-30'] }, { 'if-match': '"1"' });
    const { body } = await planner.get<{ days: { date: string; agents: number[] }[] }>(
      `${GROUPS}/${groupId}/requirement?from=2026-11-27&to=2026-12-04`,
    );
    expect(body.days.map(({ date }) => date)).toEqual(['2026-11-30', '2026-12-01']);
    const agents = body.days[0]!.agents;
    expect([agents.length, agents.filter((count) => count > 0).length, agents.indexOf(agents[18]!)]).toEqual([
      48, 18, 18,
    ]);
  });

  it('keeps its intervals once forecasts are kept by them; what is only promised can be changed', async () => {
    const { version } = (await planner.get<{ version: number }>(`${GROUPS}/${groupId}`)).body;
    const replaced = { ...content, queueIds: [queueId], patienceSeconds: 120 };
    const match = { 'if-match': `"${version}"` };
    const refused = await planner.put(`${GROUPS}/${groupId}`, { ...replaced, intervalMinutes: 15 }, match);
    expect(refused).toMatchObject({ status: 409, body: { code: 'planning-group-in-use' } });
    const changed = await planner.put<{ version: number }>(`${GROUPS}/${groupId}`, replaced, match);
    expect(changed).toMatchObject({ status: 200, body: { patienceSeconds: 120, version: version + 1 } });
  });

  it('says how long forecasts wait', async () => {
    const lag = async () => {
      const { body } = await service.anonymous().get<string>('/metrics');
      return Number(/^switchboard_planning_forecast_lag_seconds(?:{.*})? (\d+)/m.exec(body)?.[1]);
    };
    await whenOver(await order(groupId));
    expect(await lag()).toBe(0);
    const waiting = await eventually('one waits', async () => {
      await order(groupId);
      service.clock.advance({ seconds: 90 });
      return (await lag()) || false;
    });
    expect(waiting % 90).toBe(0);
  });

  it('refuses a group that another one replaced meanwhile, one without its version, and a name that is taken', async () => {
    const replaced = { ...content, queueIds: [queueId] };
    const path = `${GROUPS}/${groupId}`;
    expect((await planner.put(path, replaced, { 'if-match': '"2"' })).headers.get('etag')).toBe('"3"');
    expect((await planner.put(path, replaced, { 'if-match': '"2"' })).status).toBe(412);
    expect((await planner.put(path, replaced)).status).toBe(428);
    expect(await planner.post(GROUPS, replaced)).toMatchObject({
      ...{ status: 409, body: { code: 'planning-group-name-taken' } },
    });
  });

  it.each([
    ['POST', GROUPS, 'planning:read'],
    ['POST', `${GROUPS}/${anId()}/volume-imports`, 'planning:forecast'],
    ['POST', JOBS, 'planning:read'],
    ['POST', `/api/v1/forecast-versions/${anId()}/edits`, 'planning:read'],
    ['POST', `/api/v1/forecast-versions/${anId()}/publish`, 'planning:forecast'],
    ['GET', `/api/v1/intraday/${anId()}`, 'planning:read'],
    ['GET', GROUPS, 'intraday:read'],
  ])('refuses %s %s to someone who only has %s', async (method, path, permission) => {
    const caller = await service.as(permission);
    expect((await caller.call(method, path, method === 'GET' ? undefined : {})).status).toBe(403);
  });
});
