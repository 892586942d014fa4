import { z } from 'zod';
import type { Caller } from '../../api/caller.js';
import type { Person } from '../../api/hire.js';
import { until } from '../../until.js';
import { CannotPlay } from '../../world/cannot-play.js';
import { SHIFTS, type ShiftLength } from './shift-lengths.js';
import type { Shift } from './worked-day.js';

/** A week of forty hours, at most five days, two of them off together. */
const CONTRACT = { mostWeeklyMinutes: 2_400, mostConsecutiveDays: 5, leastConsecutiveDaysOff: 2 };
const STEP_MINUTES = 30;
const SECONDS = 20;
/** Counting shifts and reading them back are no part of the search. */
const PATIENCE = { withinMs: 300_000 };

const Id = z.object({ id: z.string() });
const Job = z.object({
  status: z.string(),
  failure: z.string().nullable(),
  progress: z.object({ step: z.string(), cost: z.number().nullable(), gap: z.number().nullable() }),
});
const Violations = z.object({ items: z.array(z.object({ code: z.string(), isHard: z.boolean(), date: z.string() })) });
const Shifts = z.object({
  shifts: z.array(
    z.object({
      ...{ date: z.iso.date(), startsAt: z.string(), endsAt: z.string() },
      activities: z.array(z.object({ from: z.string(), to: z.string(), isPaid: z.boolean() })),
    }),
  ),
});

export interface RosterTerms {
  readonly planningGroupId: string;
  readonly run: string;
  readonly people: readonly Person[];
  readonly monday: string;
  /** Minutes after midnight. */
  readonly opensAt: number;
  readonly closesAt: number;
  readonly onProgress: (text: string) => void;
}

/** As a planner does: patterns, contracts, a draft, the job that makes its shifts, and the publication. @throws CannotPlay */
export async function rosterWeek(admin: Caller, terms: RosterTerms): Promise<void> {
  const { planningGroupId, run, people, monday, onProgress } = terms;
  const patternIds: string[] = [];
  for (const [at, length] of SHIFTS.entries()) {
    const key = `${run}/pattern/${at}`;
    patternIds.push((await admin.post('/api/v1/shift-patterns', {}, patternOf(length, terms), key, Id)).id);
  }
  const plan = { name: `${run} full time`, ...CONTRACT, patternIds };
  const { id: workPlanId } = await admin.post('/api/v1/work-plans', {}, plan, `${run}/plan`, Id);
  for (const { id } of people)
    await admin.put('/api/v1/rostered-agents/{id}', { id }, { planningGroupId, workPlanId, since: monday }, Id);
  const draft = { planningGroupId, startsOn: monday, weeks: 1 };
  const { id } = await admin.post('/api/v1/rosters', {}, draft, `${run}/roster`, Id);
  const job = await admin.post('/api/v1/rosters/{id}/jobs', { id }, { seconds: SECONDS }, `${run}/job`, Id);
  await made(admin, job.id, onProgress);
  const { items } = await admin.get('/api/v1/rosters/{id}/violations', { id }, Violations);
  const broken = items.find(({ isHard }) => isHard);
  if (broken) throw new Error(`the roster breaks a rule: ${JSON.stringify(broken)}`);
  await admin.post('/api/v1/rosters/{id}/publish', { id }, undefined, `${run}/publish`, z.unknown());
}

/** As the agent sees it: what is published. */
export async function shiftsOf({ caller }: Person, date: string): Promise<readonly Shift[]> {
  const { shifts } = await caller.get('/api/v1/my-shifts', { from: date, to: date }, Shifts);
  return shifts.filter((shift) => shift.date === date);
}

function patternOf({ minutes, pauses }: ShiftLength, { run, opensAt, closesAt }: RosterTerms) {
  const hours = { startsFrom: opensAt, startsUntil: Math.max(opensAt, closesAt - minutes), stepMinutes: STEP_MINUTES };
  return { name: `${run} ${minutes} minutes`, ...hours, minutes, pauses };
}

async function made(admin: Caller, id: string, onProgress: (text: string) => void): Promise<void> {
  let told = '';
  const done = await until(
    'the roster is made',
    async () => {
      const job = await admin.get('/api/v1/roster-jobs/{id}', { id }, Job);
      const { step, cost, gap } = job.progress;
      const text =
        cost === null ? step : `${step}, cost ${cost}${gap === null ? '' : `, gap ${(gap * 100).toFixed(1)} %`}`;
      if (text !== told) onProgress(`roster: ${(told = text)}`);
      return job.status === 'waiting' || job.status === 'running' ? undefined : job;
    },
    PATIENCE,
  );
  if (done.status !== 'done') throw new CannotPlay(`No roster was made: ${done.failure ?? done.status}.`);
}
