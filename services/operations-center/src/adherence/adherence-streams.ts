import { Clock } from '#libs/kernel/clock';
import { currentTenant, runAsTenant } from '#libs/persistence/tenant/tenant-context';
import { isWithin, type RowCircle } from '#libs/persistence/rows/within-circle';
import { LOGGER } from '#libs/web/platform/logger-token';
import { Refusal } from '#libs/web/http/problem';
import { Inject, Injectable, type MessageEvent, type OnModuleDestroy } from '@nestjs/common';
import type { Logger } from 'pino';
import {
  catchError,
  concatMap,
  defer,
  EMPTY,
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
import { RosterGroups } from '../rostering/rostering.api.js';
import type { LiveRow } from './adherence.dto.js';
import { AdherenceReader } from './adherence-reader.js';

interface Look {
  readonly asOf: string;
  readonly items: readonly LiveRow[];
}

const MOST_STREAMS = 500;
const EVERY_MS = 2_000;
/** Then the watcher comes again, with a token that is checked again. */
const STREAM_MS = 10 * 60_000;

/** Adherence of planning groups as it is now; all who watch a group share its looks. */
@Injectable()
export class AdherenceStreams implements OnModuleDestroy {
  readonly #feeds = new Map<string, Observable<Look>>();
  readonly #stopped = new ReplaySubject<void>(1);
  #open = 0;

  constructor(
    private readonly reader: AdherenceReader,
    private readonly groups: RosterGroups,
    private readonly clock: Clock,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** @param circle whose; null: everybody's */
  async now(planningGroupId: string, circle: RowCircle | null) {
    const members = (await this.groups.members(planningGroupId)).filter((id) => isWithin(circle, id));
    return { asOf: this.clock.now().toISOString(), items: await this.reader.live(members) };
  }

  /** @param circle whose; null: everybody's. @throws Refusal 503 `too-many-streams` */
  of(planningGroupId: string, circle: RowCircle | null): Observable<MessageEvent> {
    if (this.#open >= MOST_STREAMS) throw new Refusal(503, 'too-many-streams', 'Too many are watching; try later.');
    const feed = this.#feed(currentTenant(), planningGroupId);
    return defer(() => {
      this.#open += 1;
      return feed.pipe(
        map(({ asOf, items }) => ({ data: { asOf, items: items.filter(({ agentId }) => isWithin(circle, agentId)) } })),
        takeUntil(merge(this.#stopped, timer(STREAM_MS))),
        finalize(() => (this.#open -= 1)),
      );
    });
  }

  onModuleDestroy(): void {
    this.#stopped.next();
  }

  #feed(tenantId: string, planningGroupId: string): Observable<Look> {
    const name = `${tenantId}/${planningGroupId}`;
    const failed = (error: unknown) => {
      this.logger.warn({ err: error, planningGroupId }, 'adherence cannot be read');
      return EMPTY;
    };
    const look = () => from(runAsTenant(tenantId, () => this.now(planningGroupId, null))).pipe(catchError(failed));
    const fresh = () =>
      timer(0, EVERY_MS).pipe(
        concatMap(look),
        finalize(() => this.#feeds.delete(name)),
        share({ connector: () => new ReplaySubject<Look>(1) }),
      );
    const feed = this.#feeds.get(name) ?? fresh();
    this.#feeds.set(name, feed);
    return feed;
  }
}
