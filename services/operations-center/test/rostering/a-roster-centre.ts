import type { ApiClient } from '#libs/testing/api-client';
import type { ServiceInTest } from '#libs/testing/service-in-test';
import { eventually } from '#libs/testing/eventually';

export const GROUP = '0199d2f0-0000-7000-8000-00000000aaaa';
export const ZONE = 'Asia/Shanghai';
export const MONDAY = '2026-11-30';
export const PEOPLE = Array.from({ length: 20 }, (_, at) => `agent-${String(at + 1).padStart(2, '0')}`);

export interface Shift {
  id: string;
  version: number;
  agentId: string | null;
  date: string;
  patternId: string | null;
  siteId: string | null;
  startsAt: string;
  endsAt: string;
  activities: { kind: string; from: string; to: string; isPaid: boolean }[];
  isLocked: boolean;
}

export interface Job {
  id: string;
  status: string;
  progress: { step: string; cost: number; bound: number | null; gap: number | null };
  explanation: {
    uncovered: {
      date: string;
      from: string;
      missing: number;
      skill?: string;
      shortWith?: string[];
      reasons: Record<string, number>;
    }[];
    letGo: unknown[];
    leftOpen: unknown[];
    unplaced: number;
    neededHours: number;
    missingHours: number;
    spread: Record<'minutes' | 'weekends' | 'undesired', { least: number; most: number; mean: number }>;
  };
}

const lunch = { kind: 'lunch', minutes: 60, earliest: 180, latest: 300, isPaid: false };
const rest = { kind: 'break', minutes: 15, earliest: 60, latest: 420, isPaid: true };

/** A centre of twenty, with day and late shifts, whose demand is higher by day and lower at weekends. */
export class ARosterCentre {
  dayPattern = '';
  latePattern = '';
  workPlan = '';

  private constructor(
    readonly service: ServiceInTest,
    readonly planner: ApiClient,
  ) {}

  static async of(service: ServiceInTest): Promise<ARosterCentre> {
    const centre = new ARosterCentre(service, await planning(service));
    await centre.#setUp();
    return centre;
  }

  /** With a token of now. */
  asPlanner(): Promise<ApiClient> {
    return planning(this.service);
  }

  as(agentId: string): Promise<ApiClient> {
    return this.service.asCaller({ subject: agentId }, 'roster:self', 'adherence:self');
  }

  async put(agentId: string, more: Record<string, unknown> = {}): Promise<void> {
    const agent = { planningGroupId: GROUP, workPlanId: this.workPlan, since: '2020-01-01', ...more };
    await created(this.planner.put(`/api/v1/rostered-agents/${agentId}`, agent));
  }

  /** @param factor of the usual demand */
  async draft(startsOn = MONDAY, factor = 1, weeks = 2): Promise<{ id: string; version: number }> {
    const days = Array.from({ length: weeks * 7 }, (_, day) => ({
      date: new Date(Date.parse(startsOn) + day * 86_400_000).toISOString().slice(0, 10),
      agents: Array.from({ length: 48 }, (_, at) => {
        const open = at >= 16 && at < 42;
        return open ? Math.ceil(factor * (day % 7 >= 5 ? 3 : at < 34 ? 6 : 4)) : 0;
      }),
    }));
    const body = { planningGroupId: GROUP, startsOn, weeks, timeZone: ZONE, demand: { intervalMinutes: 30, days } };
    return created(this.planner.post('/api/v1/rosters', body));
  }

  async made(rosterId: string, body: Record<string, unknown> = {}): Promise<Job> {
    const job = await created<Job>(this.planner.post(`/api/v1/rosters/${rosterId}/jobs`, { seconds: 2, ...body }));
    return this.ended(job.id);
  }

  ended(jobId: string): Promise<Job> {
    return eventually(
      'the job is over',
      async () => {
        const { body } = await this.planner.get<Job>(`/api/v1/roster-jobs/${jobId}`);
        return body.status !== 'waiting' && body.status !== 'running' && body;
      },
      { within: 60_000, every: 100 },
    );
  }

  async shifts(rosterId: string): Promise<Shift[]> {
    return (await this.planner.get<{ items: Shift[] }>(`/api/v1/rosters/${rosterId}/shifts`)).body.items;
  }

  async published(): Promise<{ id: string; shifts: Shift[] }> {
    const { id } = await this.draft();
    await this.made(id);
    await created(this.planner.post(`/api/v1/rosters/${id}/publish`));
    return { id, shifts: await this.shifts(id) };
  }

  async #setUp(): Promise<void> {
    const pattern = async (name: string, startsFrom: number, startsUntil: number) => {
      const body = { name, startsFrom, startsUntil, stepMinutes: 60, minutes: 540, pauses: [lunch, rest] };
      const isUndesired = name === 'late';
      return (await created<{ id: string }>(this.planner.post('/api/v1/shift-patterns', { ...body, isUndesired }))).id;
    };
    this.dayPattern = await pattern('day', 480, 600);
    this.latePattern = await pattern('late', 720, 720);
    const patternIds = [this.dayPattern, this.latePattern];
    const plan = { name: 'full time', leastWeeklyMinutes: 1_440, mostWeeklyMinutes: 2_400, patternIds };
    this.workPlan = (await created<{ id: string }>(this.planner.post('/api/v1/work-plans', plan))).id;
    for (const id of PEOPLE) await this.put(id);
  }
}

function planning(service: ServiceInTest): Promise<ApiClient> {
  return service.asCaller({ subject: 'sue' }, 'roster:*', 'leave:*', 'shift-swap:*', 'adherence:*');
}

/** What was answered. @throws Error where it was refused */
export async function created<Body>(answer: Promise<{ status: number; body: unknown }>): Promise<Body> {
  const { status, body } = await answer;
  if (status >= 300) throw new Error(`${status}: ${JSON.stringify(body)}`);
  return body as Body;
}
