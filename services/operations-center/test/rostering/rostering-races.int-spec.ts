import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ServiceInTest } from '#libs/testing/service-in-test';
import { serviceOnEachEngine } from '#libs/testing/service-on-each-engine';
import type { Rounds } from '#libs/web/platform/leased-rounds';
import { runAsTenant } from '#libs/persistence/tenant/tenant-context';
import type { Explanation } from '../../src/rostering/generation/explanation.js';
import { RosterJobRounds } from '../../src/rostering/generation/roster-job-rounds.js';
import type { RosterJob } from '../../src/rostering/generation/roster-job.schema.js';
import { RosterJobs } from '../../src/rostering/generation/roster-jobs.js';
import { operationsCenter } from '../../src/service.js';
import { ForecastRounds } from '../../src/planning/forecasts/forecast-rounds.js';
import { ForecastJobs } from '../../src/planning/forecasts/forecast-jobs.js';
import { StaffingJobs } from '../../src/planning/mixes/staffing-jobs.js';
import { StaffingRounds } from '../../src/planning/mixes/staffing-rounds.js';
import type { StaffedDay } from '../../src/planning/mixes/skill-mix.schema.js';
import { ARosterCentre, created, GROUP, MONDAY, PEOPLE, type Shift } from './a-roster-centre.js';

const [MIA, TOM] = PEOPLE as [string, string];
const AT_ONCE = PEOPLE.slice(0, 6);

serviceOnEachEngine('operations-center: people who want the same at once', (start) => {
  let service: ServiceInTest;
  let centre: ARosterCentre;
  let rosterId: string;
  let open: Shift[];

  beforeAll(async () => {
    service = await start(operationsCenter);
    centre = await ARosterCentre.of(service);
    rosterId = (await centre.draft(MONDAY, 1, 1)).id;
    // Two open shifts of Monday evening and Tuesday morning: no one person may have both.
    open = [
      await shift(null, '2026-11-30T12:00', '2026-11-30T20:00'),
      await shift(null, '2026-12-01T06:00', '2026-12-01T14:00'),
    ];
    await created(centre.planner.post(`/api/v1/rosters/${rosterId}/publish`));
  });
  afterAll(() => service.stop());

  const part = <T>(type: abstract new (...args: never[]) => T): T => service.running.app.get(type, { strict: false });
  const shift = (agentId: string | null, from: string, to: string) => {
    const body = { agentId, patternId: null, startsAt: `${from}:00+08:00`, endsAt: `${to}:00+08:00` };
    return created<Shift>(centre.planner.post(`/api/v1/rosters/${rosterId}/shifts`, body));
  };
  const bid = async (agentId: string, { id }: Shift) =>
    (await centre.as(agentId)).post<{ agentId: string }>(`/api/v1/open-shifts/${id}/bids`, undefined, {
      'idempotency-key': `${agentId}-${id}`,
    });

  it('get no two shifts that together break a rule, and no shift is two people’s', async () => {
    const both = await Promise.all(open.map((each) => bid(MIA, each)));
    expect(both.map(({ status }) => status).sort()).toEqual([200, 422]);
    const left = open[both.findIndex(({ status }) => status === 422)]!;
    const all = await Promise.all(AT_ONCE.slice(1).map((agentId) => bid(agentId, left)));
    expect(all.filter(({ status }) => status === 200)).toHaveLength(1);
  });

  it('get no more places of a day than there are', async () => {
    const type = { name: 'annual', isPaid: true, hasBalance: false, isAutomatic: true };
    const { id: typeId } = await created<{ id: string }>(centre.planner.post('/api/v1/leave-types', type));
    const day = { from: '2026-12-04', to: '2026-12-04' };
    const allowance = `/api/v1/planning-groups/${GROUP}/leave-allowances`;
    await created(centre.planner.put(allowance, { ...day, places: 2 }));
    const asked = await Promise.all(
      AT_ONCE.map(async (agentId) => {
        const agent = await centre.as(agentId);
        return created<{ status: string }>(agent.post('/api/v1/my-leave', { typeId, ...day }));
      }),
    );
    expect(asked.filter(({ status }) => status === 'approved')).toHaveLength(2);
    expect(asked.filter(({ status }) => status === 'waiting')).toHaveLength(AT_ONCE.length - 2);
  });

  it('swap a shift once', async () => {
    const mine = await shift(TOM, '2026-12-03T09:00', '2026-12-03T17:00');
    const swap = await created<{ id: string }>(
      (await centre.as(TOM)).post('/api/v1/shift-swaps', { shiftId: mine.id }),
    );
    const accepted = await Promise.all(
      PEOPLE.slice(8, 12).map(async (agentId) =>
        (await centre.as(agentId)).post(`/api/v1/shift-swaps/${swap.id}/accept`, {}),
      ),
    );
    expect(accepted.filter(({ status }) => status === 200)).toHaveLength(1);
  });

  describe('work on a forecast', () => {
    const plan = {
      ...{ name: 'calls', timeZone: 'UTC', intervalMinutes: 30, channels: ['voice'] },
      goal: { serviceLevelPercent: 80, withinSeconds: 20 },
      ...{ patienceSeconds: 180, handleSeconds: 180 },
    };
    let planningGroupId: string;
    beforeAll(async () => {
      for (const rounds of [ForecastRounds, StaffingRounds]) await part<{ rounds: Rounds }>(rounds).rounds.stop();
      ({ id: planningGroupId } = await ordered<{ id: string }>('/api/v1/planning-groups', plan));
    });

    const ordered = async <Body>(path: string, body: object) =>
      created<Body>((await service.as('planning:*')).post(path, body));
    const made = {
      ...{ fromDate: MONDAY, toDate: MONDAY, models: [], uncertainty: { noise: 1, drift: 0, errors: [] } },
      ...{ backTestDays: 0, historyFrom: MONDAY, historyTo: MONDAY, sourceDays: null },
      days: [{ date: MONDAY, contacts: [1], handleSeconds: [1] }],
    };

    it('and who lost it writes nothing: neither how far they are, nor a version, nor that it failed', async () => {
      const body = { groupId: planningGroupId, from: MONDAY, to: MONDAY };
      const { id } = await ordered<{ id: string }>('/api/v1/forecast-jobs', body);
      await runAsTenant('acme', async () => {
        const jobs = part(ForecastJobs);
        const open = await jobs.get(id);
        const began = await Promise.all([jobs.begin(open), jobs.begin(open)]);
        expect(began.filter((each) => each !== null)).toHaveLength(1);
        const first = began.find((each) => each !== null)!;
        expect(await jobs.progress(first, 3)).toBe(true);
        const second = (await jobs.begin(await jobs.get(id)))!;
        expect(await jobs.progress(first, 9)).toBe(false);
        await jobs.finish(first, made);
        await jobs.fail(first, 'internal-error');
        expect(await jobs.get(id)).toMatchObject({ status: 'running', tried: 0, attempt: 2, versionId: null });
        expect(await versions()).toBe(0);
        await Promise.all([jobs.finish(second, made), jobs.finish(second, made)]);
        expect(await versions()).toBe(1);
        await jobs.fail(second, 'internal-error');
        expect(await jobs.get(id)).toMatchObject({ status: 'done', code: null });
      });
    });

    it('or a staffing, and who was cancelled keeps no day', async () => {
      const pools = [{ name: 'all', takes: [{ planningGroupId }] }];
      const mix = await ordered<{ id: string }>('/api/v1/skill-mixes', { name: 'mix', pools });
      const days = { from: MONDAY, to: MONDAY };
      const { id } = await ordered<{ id: string }>(`/api/v1/skill-mixes/${mix.id}/staffing-jobs`, days);
      const staffed = (jobId: string): StaffedDay => ({ mixId: mix.id, date: MONDAY, jobId, agents: {}, groups: {} });
      await runAsTenant('acme', async () => {
        const jobs = part(StaffingJobs);
        const first = (await jobs.begin(await jobs.get(id)))!;
        const second = (await jobs.begin(await jobs.get(id)))!;
        expect(await jobs.keep(first, { done: 48, intervals: 48 }, [staffed('lost')])).toBe(false);
        expect(await jobs.keep(second, { done: 48, intervals: 48 }, [staffed(id)])).toBe(true);
        await jobs.cancel(id);
        expect(await jobs.keep(second, { done: 48, intervals: 48 }, [staffed('cancelled')])).toBe(false);
        await jobs.finish(second);
        expect((await jobs.get(id)).status).toBe('cancelled');
      });
      const kept = await created<{ days: unknown[] }>(
        (await service.as('planning:*')).get(`/api/v1/skill-mixes/${mix.id}/staffing?from=${MONDAY}&to=${MONDAY}`),
      );
      expect(kept.days).toHaveLength(1);
    });

    const versions = async () => {
      const path = `/api/v1/forecast-versions?groupId=${planningGroupId}`;
      return (await created<{ items: unknown[] }>((await service.as('planning:*')).get(path))).items.length;
    };
  });

  it('make a roster one at a time, go on from the best of whoever was cut off, and give up what kills every process', async () => {
    await part(RosterJobRounds).rounds.stop();
    await runAsTenant('acme', async () => {
      const jobs = part(RosterJobs);
      const added = await jobs.add((await centre.draft('2027-01-04', 1, 1)).id, { seconds: 60, slots: [] });
      const claimedBy = async (runner: string, job?: RosterJob) =>
        jobs.claim(job ?? (await jobs.get(added.id)), runner);
      const both = await Promise.all([claimedBy('one', added), claimedBy('two', added)]);
      expect(both.toSorted()).toEqual([false, true]);
      const first = both[0] ? 'one' : 'two';
      expect(await jobs.keep(added.id, first, { best: [[1]] })).toBe(true);
      expect(await claimedBy('three')).toBe(true);
      expect(await jobs.keep(added.id, first, { best: [[2]] })).toBe(false);
      await jobs.finish(added, first, { shifts: [], explanation: {} as Explanation });
      expect(await jobs.get(added.id)).toMatchObject({ status: 'running', runner: 'three', best: [[1]] });
      expect(await claimedBy('four')).toBe(true);
      expect(await claimedBy('five')).toBe(false);
      expect(await jobs.get(added.id)).toMatchObject({ status: 'failed', failure: 'roster-job-given-up' });
    });
  });
});
