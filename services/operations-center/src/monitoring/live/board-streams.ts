import { newId } from '#libs/kernel/id';
import { currentTenant, runAsTenant } from '#libs/persistence/tenant/tenant-context';
import { PLATFORM_TENANT } from '#libs/persistence/tenant/tenant-id';
import { LOGGER } from '#libs/web/platform/logger-token';
import { Refusal } from '#libs/web/http/problem';
import { Inject, Injectable, type MessageEvent, type OnModuleDestroy } from '@nestjs/common';
import type { Logger } from 'pino';
import { Observable, type Subscriber } from 'rxjs';
import { Looking } from '../figure/looking.js';
import { KeptReadings } from './kept-readings.js';
import { BoardReadings } from './board-readings.js';
import type { Shown } from './board-document.js';
import { TenantFeed } from './tenant-feed.js';

/** Watchers at a time in one process. */
const MOST_STREAMS = 2_000;
/** Then the watcher comes again, with a token that is checked again. */
const STREAM_MS = 10 * 60_000;
/** Whichever process heard the news: the database is looked at so often, once for all who watch a tenant. */
const LOOK_EVERY_MS = 1_000;
/** All tenants take longer. */
const LOOK_AT_ALL_EVERY_MS = 3_000;
/** Courses and lists are that old at most. */
const KEPT_MS = 2_000;

/** Boards pushed to those who watch. */
@Injectable()
export class BoardStreams implements OnModuleDestroy {
  readonly #feeds = new Map<string, TenantFeed>();
  readonly #open = new Set<Subscriber<MessageEvent>>();
  readonly #run = newId(new Date());

  constructor(
    private readonly looking: Looking,
    private readonly readings: BoardReadings,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** @param board and version. @throws Refusal 503 `too-many-streams` */
  of(board: string, shown: Shown, lastEventId: string | undefined): Observable<MessageEvent> {
    const tenantId = currentTenant();
    if (this.#open.size >= MOST_STREAMS)
      throw new Refusal(503, 'too-many-streams', 'Too many are watching; try later.');
    const name = `${board} ${shown.subject.kind}/${shown.subject.id} ${shown.reach.name}`;
    return new Observable<MessageEvent>((out) => {
      this.#open.add(out);
      const leave = this.#feedOf(tenantId).join(name, shown, lastEventId, (push) => out.next({ ...push }));
      const ends = setTimeout(() => out.complete(), STREAM_MS).unref();
      return () => {
        clearTimeout(ends);
        this.#open.delete(out);
        if (leave() === 0) this.#feeds.delete(tenantId);
      };
    });
  }

  /** Open streams would keep the server from closing. */
  async onModuleDestroy(): Promise<void> {
    const feeds = [...this.#feeds.values()];
    for (const out of this.#open) out.complete();
    await Promise.all(feeds.map((feed) => feed.idle()));
  }

  #feedOf(tenantId: string): TenantFeed {
    const known = this.#feeds.get(tenantId);
    if (known) return known;
    const isPlatform = tenantId === PLATFORM_TENANT;
    const asTenant = <Read>(read: () => Promise<Read>) => runAsTenant(tenantId, read);
    const readings = {
      course: (...asked: Parameters<BoardReadings['course']>) => asTenant(() => this.readings.course(...asked)),
      first: (...asked: Parameters<BoardReadings['first']>) => asTenant(() => this.readings.first(...asked)),
    };
    const feed = new TenantFeed({
      look: (sources) => asTenant(() => this.looking.look(sources, isPlatform)),
      readings: new KeptReadings(readings, KEPT_MS, () => performance.now()),
      failed: (error) => this.logger.warn({ err: error, tenant: tenantId }, 'boards cannot be read'),
      everyMs: isPlatform ? LOOK_AT_ALL_EVERY_MS : LOOK_EVERY_MS,
      run: this.#run,
    });
    this.#feeds.set(tenantId, feed);
    return feed;
  }
}
