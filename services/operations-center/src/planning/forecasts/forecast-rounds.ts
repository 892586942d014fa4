import { setTimeout as pause } from 'node:timers/promises';
import { DomainError } from '#libs/kernel/domain-error';
import { Clock } from '#libs/kernel/clock';
import { dateOf, dayNumber } from '#libs/workforce/forecast/civil-date';
import { HistoryTooShort } from '#libs/workforce/forecast/forecast.errors';
import type { HandledDay } from '#libs/workforce/forecast/history';
import { LeasedRounds, onlyWhenWritten, type Rounds } from '#libs/web/platform/leased-rounds';
import { LOGGER } from '#libs/web/platform/logger-token';
import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from 'pino';
import { Opening } from '../groups/opening.js';
import { PlanningGroups } from '../groups/planning-groups.js';
import type { PlanningGroup } from '../groups/planning-group.schema.js';
import { VolumeHistory } from '../history/volume-history.js';
import type { ForecastJob } from './forecast-job.schema.js';
import { ForecastJobs } from './forecast-jobs.js';
import { ForecastThread, type ForecastEnd } from './forecast-thread.js';
import { weighted } from './source-days.js';
import { workedDays } from './worked-days.js';

const EVERY_MS = 1_000;
const LEASE_MS = 30_000;
/** How often it is said how far it is, and looked whether it is to go on. */
const LOOK_MS = 250;
const HISTORY_DAYS = 1_100;
/** Then whatever is in its way does not go by itself. */
const MOST_ATTEMPTS = 5;

/** Makes the forecasts that were ordered, one at a time; the work itself is done in a thread. */
@Injectable()
export class ForecastRounds {
  readonly rounds: Rounds;

  constructor(
    rounds: LeasedRounds,
    private readonly jobs: ForecastJobs,
    private readonly groups: PlanningGroups,
    private readonly history: VolumeHistory,
    private readonly clock: Clock,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {
    this.rounds = rounds.of({
      job: 'planning-forecasts',
      everyMs: EVERY_MS,
      leaseMs: LEASE_MS,
      failure: 'forecasts were not made',
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

  async #work(next: ForecastJob, isOurs: () => Promise<boolean>): Promise<void> {
    const job = await this.jobs.begin(next);
    if (!job) return;
    try {
      await this.#make(job, isOurs);
    } catch (error) {
      if (error instanceof DomainError) return this.jobs.fail(job, error.code);
      this.logger.warn({ err: error, job: job.id }, 'a forecast was interrupted');
      if (job.attempt >= MOST_ATTEMPTS) await this.jobs.fail(job, 'internal-error');
    }
  }

  /** @throws HistoryTooShort */
  async #make(job: ForecastJob, isOurs: () => Promise<boolean>): Promise<void> {
    const group = await this.groups.get(job.groupId);
    const history = weighted(await this.#historyOf(group, job.fromDate), job.sourceDays ?? []);
    const ahead = workedDays(history, job.toDate, group.content.specialDays);
    const thread = new ForecastThread({ history, ahead });
    const end = await this.#watched(thread, job, isOurs);
    if ('refused' in end) return this.jobs.fail(job, end.refused);
    if (!('made' in end)) return;
    const { days, ...made } = end.made;
    await this.jobs.finish(job, {
      ...made,
      days: days.filter(({ date }) => date >= job.fromDate),
      ...{ fromDate: job.fromDate, toDate: job.toDate, sourceDays: job.sourceDays },
      ...{ historyFrom: history[0]!.date, historyTo: history.at(-1)!.date },
    });
  }

  async #watched(thread: ForecastThread, job: ForecastJob, isOurs: () => Promise<boolean>): Promise<ForecastEnd> {
    for (;;) {
      const end = await Promise.race([thread.ended, pause(LOOK_MS)]);
      if (end) return end;
      if ((await isOurs()) && (await this.jobs.progress(job, thread.tried))) continue;
      await thread.stop();
      return { stopped: true };
    }
  }

  /** What is over by now, before the first day that is asked about. */
  async #historyOf(group: PlanningGroup, fromDate: string): Promise<HandledDay[]> {
    const today = dayNumber(new Opening(group.content).dateAt(this.clock.ms()));
    const last = Math.min(today, dayNumber(fromDate)) - 1;
    const history = await this.history.of(group, dateOf(last - HISTORY_DAYS), dateOf(last));
    if (history.length === 0) throw new HistoryTooShort('Nothing is known of the time before.');
    return history;
  }
}
