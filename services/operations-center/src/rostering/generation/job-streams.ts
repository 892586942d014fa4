import { currentTenant, runAsTenant } from '#libs/persistence/tenant/tenant-context';
import { Refusal } from '#libs/web/http/problem';
import { Injectable, type MessageEvent, type OnModuleDestroy } from '@nestjs/common';
import {
  concatMap,
  defer,
  distinctUntilChanged,
  finalize,
  from,
  map,
  ReplaySubject,
  takeUntil,
  takeWhile,
  timer,
  type Observable,
} from 'rxjs';
import { jobView } from './roster-job.dto.js';
import { RosterJobs } from './roster-jobs.js';

const MOST_STREAMS = 100;
const EVERY_MS = 500;

/** How far jobs are, pushed until they are over. */
@Injectable()
export class JobStreams implements OnModuleDestroy {
  readonly #stopped = new ReplaySubject<void>(1);
  #open = 0;

  constructor(private readonly jobs: RosterJobs) {}

  /** @throws RosterJobNotFound, Refusal 503 `too-many-streams` */
  async of(id: string): Promise<Observable<MessageEvent>> {
    await this.jobs.get(id);
    if (this.#open >= MOST_STREAMS) throw new Refusal(503, 'too-many-streams', 'Too many are watching; try later.');
    const tenantId = currentTenant();
    const read = async () => jobView(await this.jobs.get(id));
    return defer(() => {
      this.#open += 1;
      return timer(0, EVERY_MS).pipe(
        concatMap(() => from(runAsTenant(tenantId, read))),
        distinctUntilChanged((a, b) => a.status === b.status && a.progress.seconds === b.progress.seconds),
        takeWhile(({ status }) => status === 'waiting' || status === 'running', true),
        map(({ id: jobId, rosterId, status, progress }) => ({ data: { id: jobId, rosterId, status, progress } })),
        takeUntil(this.#stopped),
        finalize(() => (this.#open -= 1)),
      );
    });
  }

  onModuleDestroy(): void {
    this.#stopped.next();
  }
}
