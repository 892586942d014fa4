import { newId } from '#libs/kernel/id';
import { currentTenant, runAsTenant } from '#libs/persistence/tenant/tenant-context';
import { LOGGER } from '#libs/web/platform/logger-token';
import { Refusal } from '#libs/web/http/problem';
import { Inject, Injectable, type MessageEvent, type OnModuleDestroy } from '@nestjs/common';
import type { Logger } from 'pino';
import { Observable, type Subscriber } from 'rxjs';
import { LiveFiguresReader } from '../answers/live-figures.js';
import { viewOf } from '../answers/live-rows.js';
import type { ShownRows } from './shown-rows.js';
import { TenantWatch } from './tenant-watch.js';

/** Watchers at a time in one process. */
const MOST_STREAMS = 1_000;
/** Then the watcher comes again, with a token that is checked again. */
const STREAM_MS = 10 * 60_000;
/** Whichever process heard the news: the database is looked at so often, once for all who watch a tenant. */
const LOOK_EVERY_MS = 900;
/** Said although nothing has changed, so that everybody sees that it is not older. */
const KEEP_ALIVE_MS = 5_000;

/** Figures pushed to those who watch. */
@Injectable()
export class FigureStreams implements OnModuleDestroy {
  readonly #watches = new Map<string, TenantWatch>();
  readonly #open = new Set<Subscriber<MessageEvent>>();
  readonly #run = newId(new Date());

  constructor(
    private readonly figures: LiveFiguresReader,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** @throws Refusal 503 `too-many-streams` */
  of(shown: ShownRows, lastEventId: string | undefined): Observable<MessageEvent> {
    const tenantId = currentTenant();
    if (this.#open.size >= MOST_STREAMS)
      throw new Refusal(503, 'too-many-streams', 'Too many are watching; try later.');
    return new Observable<MessageEvent>((out) => {
      this.#open.add(out);
      const leave = this.#watchOf(tenantId).join(shown, lastEventId, (push) => out.next({ ...push }));
      const ends = setTimeout(() => out.complete(), STREAM_MS).unref();
      const alive = setInterval(() => out.next({ comment: 'still so' }), KEEP_ALIVE_MS).unref();
      return () => {
        clearTimeout(ends);
        clearInterval(alive);
        this.#open.delete(out);
        if (leave() === 0) this.#watches.delete(tenantId);
      };
    });
  }

  /** Open streams would keep the server from closing. */
  async onModuleDestroy(): Promise<void> {
    const watches = [...this.#watches.values()];
    for (const out of this.#open) out.complete();
    await Promise.all(watches.map((watch) => watch.idle()));
  }

  #watchOf(tenantId: string): TenantWatch {
    const known = this.#watches.get(tenantId);
    if (known) return known;
    const look = () => runAsTenant(tenantId, async () => viewOf(await this.figures.read()));
    const failed = (error: unknown) => this.logger.warn({ err: error, tenant: tenantId }, 'figures cannot be read');
    const watch = new TenantWatch({ look, failed, everyMs: LOOK_EVERY_MS, run: this.#run });
    this.#watches.set(tenantId, watch);
    return watch;
  }
}
