import { z } from 'zod';
import type { Caller } from '../../api/caller.js';
import { until } from '../../until.js';
import { AIM, VOICE } from '../day/habits.js';
import { OPENS_AT_SECONDS } from '../day/volumes.js';
import { CannotPlay } from '../../world/cannot-play.js';
import { clock, volumesFile, type KnownWeek } from './known-week.js';

const OPENS_AT = OPENS_AT_SECONDS / 60;
const HALF_HOUR = 30;
/** The longest a machine that does much else may take for a forecast. */
const PATIENCE = { withinMs: 300_000 };

const Id = z.object({ id: z.string() });
const ForecastJob = z.object({ status: z.string(), code: z.string().nullable(), versionId: z.string().nullable() });
const Version = z.object({ version: z.number(), models: z.array(z.object({ name: z.string() })) });
const Days = z.object({ days: z.array(z.object({ intervals: z.array(z.object({ contacts: z.number() })) })) });
const Requirement = z.object({ days: z.array(z.object({ date: z.string(), agents: z.array(z.number()) })) });

/** A week as the suite has planned it. */
export interface PlannedWeek {
  readonly planningGroupId: string;
  readonly method: string;
  /** Of the day, by half hours from the opening on. */
  readonly said: readonly number[];
  /** Who have to be at work, on each day that is published, by half hours from midnight on. */
  readonly needed: ReadonlyMap<string, readonly number[]>;
}

export interface PlanTerms {
  readonly queueId: string;
  readonly run: string;
  readonly week: KnownWeek;
  /** Of the calls, those that are played: the forecast is edited by it. */
  readonly scale: number;
  /** How long an agent is busy with a call. */
  readonly handleSeconds: number;
}

/** As a planner does: a planning group, its history, a forecast, an edit, the publication; and who is needed then. @throws CannotPlay */
export async function plannedWeek(admin: Caller, terms: PlanTerms): Promise<PlannedWeek> {
  const { run, week, scale } = terms;
  const { monday: from, sunday: to, date } = week;
  const { id: groupId } = await admin.post('/api/v1/planning-groups', {}, groupOf(terms), `${run}/group`, Id);
  const imports = '/api/v1/planning-groups/{groupId}/volume-imports';
  const file = volumesFile(week.before, OPENS_AT);
  const { id } = await admin.post(imports, { groupId }, file, `${run}/volumes`, Id);
  const read = z.object({ status: z.string() });
  await until(
    'the history is read',
    async () => ((await admin.get(`${imports}/{id}`, { groupId, id }, read)).status === 'done' ? true : undefined),
    PATIENCE,
  );
  const versionId = await forecast(admin, { groupId, from, to }, run);
  const path = '/api/v1/forecast-versions/{id}';
  const { version, models } = await admin.get(path, { id: versionId }, Version);
  const change = { kind: 'percentage', from, to, of: 'contacts', percent: (scale - 1) * 100 };
  const edit = { change, reason: 'so much of it is played' };
  const edited = await admin.post(`${path}/edits`, { id: versionId }, edit, `${run}/edit`, Version, version);
  await admin.post(`${path}/publish`, { id: versionId }, {}, `${run}/forecast`, Version, edited.version);
  const { days } = await admin.get(`${path}/days`, { id: versionId, from: date, to: date }, Days);
  const required = '/api/v1/planning-groups/{groupId}/requirement';
  const needed = await admin.get(required, { groupId, from, to }, Requirement);
  return {
    ...{ planningGroupId: groupId, method: models[0]!.name },
    said: days[0]!.intervals.map(({ contacts }) => contacts),
    needed: new Map(needed.days.map(({ date: day, agents }) => [day, agents])),
  };
}

function groupOf({ queueId, run, week, handleSeconds }: PlanTerms) {
  return {
    ...{ name: `${run} calls`, queueIds: [queueId], timeZone: 'UTC', intervalMinutes: HALF_HOUR },
    ...{ opensAt: clock(OPENS_AT), closesAt: clock(OPENS_AT + week.came.length * HALF_HOUR) },
    goal: { serviceLevelPercent: AIM.share * 100, withinSeconds: AIM.withinSeconds },
    ...{ patienceSeconds: VOICE.patienceSeconds, handleSeconds },
    specialDays: week.closed.map((date) => ({ date, isOpen: false })),
  };
}

async function forecast(admin: Caller, asked: object, run: string): Promise<string> {
  const { id } = await admin.post('/api/v1/forecast-jobs', {}, asked, `${run}/forecast-job`, Id);
  const done = await until(
    'the week is forecast',
    async () => {
      const job = await admin.get('/api/v1/forecast-jobs/{id}', { id }, ForecastJob);
      return job.status === 'waiting' || job.status === 'running' ? undefined : job;
    },
    PATIENCE,
  );
  if (done.versionId === null) throw new CannotPlay(`The week was not forecast: ${done.code ?? done.status}.`);
  return done.versionId;
}
