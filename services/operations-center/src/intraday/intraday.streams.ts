import { currentTenant, runAsTenant } from '#libs/persistence/tenant/tenant-context';
import { LOGGER } from '#libs/web/platform/logger-token';
import { Refusal } from '#libs/web/http/problem';
import { Inject, Injectable, type MessageEvent, type OnModuleDestroy } from '@nestjs/common';
import type { Logger } from 'pino';
import {
  catchError,
  defer,
  EMPTY,
  exhaustMap,
  finalize,
  from,
  map,
  merge,
  ReplaySubject,
  share,
  takeUntil,
  timer,
  type Observable,
} from 'rxjs';
import type { IntradayView } from './intraday.dto.js';
import { IntradayReader } from './intraday.reader.js';

/** Watchers at a time in one process. */
const MOST_STREAMS = 500;
/** Then the watcher comes again, with a token that is checked again. */
const STREAM_MS = 10 * 60_000;
/** Once for all who watch a group. */
const LOOK_EVERY_MS = 2_000;

/** Today pushed to watchers: the whole at first, then what is another. */
@Injectable()
export class IntradayStreams implements OnModuleDestroy {
  readonly #looks = new Map<string, Observable<IntradayView>>();
  readonly #stopped = new ReplaySubject<void>(1);
  #open = 0;

  constructor(
    private readonly reader: IntradayReader,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** @throws Refusal 503 `too-many-streams`, PlanningGroupNotFound */
  async of(planningGroupId: string): Promise<Observable<MessageEvent>> {
    if (this.#open >= MOST_STREAMS) throw new Refusal(503, 'too-many-streams', 'Too many are watching; try later.');
    await this.reader.today(planningGroupId);
    const looks = this.#looksAt(planningGroupId);
    return defer(() => {
      this.#open += 1;
      let seen: IntradayView | undefined;
      return looks.pipe(
        map((view) => {
          const push = seen ? { type: 'changes', data: changesOf(seen, view) } : { type: 'outlook', data: view };
          seen = view;
          return push;
        }),
        takeUntil(merge(this.#stopped, timer(STREAM_MS))),
        finalize(() => (this.#open -= 1)),
      );
    });
  }

  /** Open streams would keep the server from closing. */
  onModuleDestroy(): void {
    this.#stopped.next();
  }

  #looksAt(planningGroupId: string): Observable<IntradayView> {
    const tenantId = currentTenant();
    const name = `${tenantId}/${planningGroupId}`;
    const failed = (error: unknown) => {
      this.logger.warn({ err: error, planningGroupId }, 'the day cannot be read');
      return EMPTY;
    };
    const read = () => from(runAsTenant(tenantId, () => this.reader.today(planningGroupId))).pipe(catchError(failed));
    const looks =
      this.#looks.get(name) ??
      timer(0, LOOK_EVERY_MS).pipe(
        exhaustMap(read),
        finalize(() => this.#looks.delete(name)),
        share(),
      );
    this.#looks.set(name, looks);
    return looks;
  }
}

/** With the intervals that are another; what is said of the whole day is said again. */
function changesOf(seen: IntradayView, view: IntradayView): IntradayView {
  const known = new Set(seen.intervals.map((interval) => JSON.stringify(interval)));
  return { ...view, intervals: view.intervals.filter((interval) => !known.has(JSON.stringify(interval))) };
}
