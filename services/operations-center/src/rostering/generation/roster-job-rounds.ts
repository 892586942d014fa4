import type { Found } from '#libs/roster-search/search';
import { Clock } from '#libs/kernel/clock';
import { DomainError } from '#libs/kernel/domain-error';
import { newId } from '#libs/kernel/id';
import { runAsTenant } from '#libs/persistence/tenant/tenant-context';
import { LeasedRounds, type Rounds } from '#libs/web/platform/leased-rounds';
import { LOGGER } from '#libs/web/platform/logger-token';
import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from 'pino';
import { Rosters } from '../roster/rosters.js';
import { MakingReader } from './making-reader.js';
import { RosterJobs } from './roster-jobs.js';
import type { JobProgress, RosterJob } from './roster-job.schema.js';
import { makeShifts } from './roster-run.js';

const EVERY_MS = 500;
const LEASE_MS = 30_000;
/** Between two writings of how far it is. */
const TOLD_EVERY_MS = 1_000;

interface Run {
  readonly tenantId: string;
  readonly jobId: string;
  readonly stop: AbortController;
  readonly ended: Promise<void>;
}

/** Runs jobs one at a time, beside the rounds; whoever takes one over goes on from the best that was kept. */
@Injectable()
export class RosterJobRounds {
  readonly rounds: Rounds;
  readonly #runner = newId(new Date());
  #run: Run | undefined;

  constructor(
    rounds: LeasedRounds,
    private readonly jobs: RosterJobs,
    private readonly rosters: Rosters,
    private readonly reader: MakingReader,
    private readonly clock: Clock,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {
    this.rounds = rounds.of({
      job: 'roster-jobs',
      everyMs: EVERY_MS,
      leaseMs: LEASE_MS,
      failure: 'rosters were not made',
      work: async (round) => {
        if (!(await round.isOurs())) return this.#run?.stop.abort();
        await round.inEachTenant((tenantId) => this.look(tenantId));
      },
      idle: async () => {
        this.#run?.stop.abort('stopped');
        await this.#run?.ended;
      },
    });
  }

  /** Begins the next job, and ends the one that was cancelled. */
  async look(tenantId: string): Promise<void> {
    const open = await this.jobs.open();
    const run = this.#run;
    if (run?.tenantId === tenantId && !open.some(({ id }) => id === run.jobId)) run.stop.abort();
    const [next] = open;
    if (run || !next || !(await this.jobs.claim(next, this.#runner))) return;
    const stop = new AbortController();
    const ended = runAsTenant(tenantId, () => this.#carryOut(next, stop.signal)).finally(() => (this.#run = undefined));
    this.#run = { tenantId, jobId: next.id, stop, ended };
  }

  async #carryOut(job: RosterJob, signal: AbortSignal): Promise<void> {
    const begun = performance.now() - job.progress.seconds * 1_000;
    const seconds = () => Math.round((performance.now() - begun) / 100) / 10;
    let told = 0;
    let best = job.best;
    const onProgress = (found: Found, step: string) => {
      best = found.roster;
      if (performance.now() - told < TOLD_EVERY_MS) return;
      told = performance.now();
      void this.#keep(job, { progress: progressOf(found, step, seconds()), best });
    };
    try {
      const making = await this.reader.read(await this.rosters.get(job.rosterId));
      const left = Math.max(1, job.seconds - job.progress.seconds);
      const terms = { seconds: left, slots: job.slots, start: job.best, now: this.clock.now(), signal };
      let last: JobProgress | undefined;
      const made = await makeShifts(making, {
        ...terms,
        onProgress: (found, step) => {
          last = progressOf(found, step, seconds());
          onProgress(found, step);
        },
      });
      if (signal.aborted) return await this.#giveBack(job, best, signal);
      await this.#keep(job, { ...(last ? { progress: last } : {}) });
      await this.jobs.finish(job, this.#runner, made);
    } catch (error) {
      if (signal.aborted) return this.#giveBack(job, best, signal);
      this.logger.warn({ err: error, job: job.id }, 'a roster was not made');
      const failure = error instanceof DomainError ? error.code : 'roster-job-failed';
      await this.#keep(job, { status: 'failed', failure, endedAt: this.clock.now() });
    }
  }

  /** For whoever runs it next; one that was cancelled is nobody's. */
  async #giveBack(job: RosterJob, best: RosterJob['best'], signal: AbortSignal): Promise<void> {
    if (signal.reason === 'stopped')
      await this.#keep(job, { status: 'waiting', runner: '', attempts: job.attempts, best });
  }

  #keep({ id }: RosterJob, change: Partial<RosterJob>): Promise<boolean> {
    return this.jobs.keep(id, this.#runner, change).catch((error: unknown) => {
      this.logger.warn({ err: error, job: id }, 'how far a roster is was not kept');
      return false;
    });
  }
}

function progressOf({ cost, bound }: Found, step: string, seconds: number): JobProgress {
  // Nothing that costs is below nothing.
  const least = bound > -Infinity ? Math.max(0, bound) : null;
  const gap = least === null ? null : cost === 0 ? 0 : Math.round(((cost - least) / cost) * 1e4) / 1e4;
  return { step, cost, bound: least, gap, seconds };
}
