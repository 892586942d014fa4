import { setTimeout as pause } from 'node:timers/promises';
import { DomainError } from '#libs/kernel/domain-error';
import { LeasedRounds, onlyWhenWritten, type Rounds } from '#libs/web/platform/leased-rounds';
import { LOGGER } from '#libs/web/platform/logger-token';
import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from 'pino';
import { MixedDays } from './mixed-days.js';
import { SkillMixes } from './skill-mixes.js';
import type { StaffedDay, StaffingJob } from './skill-mix.schema.js';
import { StaffingJobs } from './staffing-jobs.js';
import { StaffingThread, type SimulatedDay, type StaffingEnd } from './staffing-thread.js';

const EVERY_MS = 1_000;
const LEASE_MS = 30_000;
/** How often it is said how far it is, and looked whether it is to go on. */
const LOOK_MS = 250;
/** Then whatever is in its way does not go by itself. */
const MOST_ATTEMPTS = 5;

/** Staffs mixes that were ordered, one at a time; the simulation runs in a thread. */
@Injectable()
export class StaffingRounds {
  readonly rounds: Rounds;

  constructor(
    rounds: LeasedRounds,
    private readonly jobs: StaffingJobs,
    private readonly mixes: SkillMixes,
    private readonly days: MixedDays,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {
    this.rounds = rounds.of({
      job: 'planning-staffing',
      everyMs: EVERY_MS,
      leaseMs: LEASE_MS,
      failure: 'a mix of skills was not staffed',
      nextDue: onlyWhenWritten,
      work: (round) =>
        round.inEachTenant(async () => {
          while (await round.isOurs()) {
            const next = await this.jobs.next();
            if (!next) return;
            await this.#work(next, () => round.isOurs());
          }
        }),
    });
  }

  async #work(next: StaffingJob, isOurs: () => Promise<boolean>): Promise<void> {
    const job = await this.jobs.begin(next);
    if (!job) return;
    try {
      const end = await this.#staff(job, isOurs);
      if ('refused' in end) await this.jobs.fail(job, end.refused);
      else if ('done' in end) await this.jobs.finish(job);
    } catch (error) {
      if (error instanceof DomainError) return this.jobs.fail(job, error.code);
      this.logger.warn({ err: error, job: job.id }, 'a staffing was interrupted');
      if (job.attempt >= MOST_ATTEMPTS) await this.jobs.fail(job, 'internal-error');
    }
  }

  async #staff(job: StaffingJob, isOurs: () => Promise<boolean>): Promise<StaffingEnd> {
    const days = await this.days.of(await this.mixes.get(job.mixId), job.fromDate, job.toDate);
    if (days.length === 0) return { refused: 'outside-forecast' };
    const intervals = days.reduce((sum, { groups }) => sum + groups[0]!.contacts.length, 0);
    const thread = new StaffingThread(days);
    for (;;) {
      const end = await Promise.race([thread.ended, pause(LOOK_MS)]);
      const ready = thread.taken().map((day) => keptDay(job, day));
      const goesOn = await this.jobs.keep(job, { done: thread.staffed, intervals }, ready);
      if (end) return goesOn ? end : { stopped: true };
      if (goesOn && (await isOurs())) continue;
      await thread.stop();
      return { stopped: true };
    }
  }
}

function keptDay({ id: jobId, mixId }: StaffingJob, { date, intervals }: SimulatedDay): StaffedDay {
  const first = intervals[0]!;
  const agents = Object.keys(first.agents).map((id) => [id, intervals.map((each) => each.agents[id]!)] as const);
  const groups = Object.keys(first.groups).map((id) => {
    const own = intervals.map((each) => each.groups[id]!);
    const kept = { alone: own.map(({ alone }) => alone), serviceLevel: own.map((each) => each.serviceLevel) };
    return [id, kept] as const;
  });
  return { mixId, date, jobId, agents: Object.fromEntries(agents), groups: Object.fromEntries(groups) };
}
