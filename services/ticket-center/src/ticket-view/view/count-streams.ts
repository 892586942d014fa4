import { currentTenant, runAsTenant } from '#libs/persistence/tenant/tenant-context';
import { LOGGER } from '#libs/web/platform/logger-token';
import { Refusal } from '#libs/web/http/problem';
import { Inject, Injectable, type MessageEvent, type OnModuleDestroy } from '@nestjs/common';
import type { Logger } from 'pino';
import { Observable, type Subscriber } from 'rxjs';
import type { Viewer } from '../condition/conditions-sql.js';
import { countFor, CountsReader, type StandingCounts } from '../count/counts-reader.js';

/** Watchers at a time in one process. */
const MOST_STREAMS = 2_000;
/** Then the watcher comes again, with a token that is checked again. */
const STREAM_MS = 10 * 60_000;
/** The database is looked at so often, once for all who watch a tenant. */
const LOOK_EVERY_MS = 900;
const KEEP_ALIVE_MS = 15_000;

interface Watcher {
  /** Ids of counts, by view. */
  readonly views: ReadonlyMap<string, string>;
  readonly viewer: Viewer;
  readonly told: Map<string, number | null>;
  readonly out: Subscriber<MessageEvent>;
}

interface TenantWatch {
  readonly watchers: Set<Watcher>;
  readonly timer: NodeJS.Timeout;
  look: Promise<void> | undefined;
}

/** Counts pushed to those who watch; all watchers of a tenant share the looks at the database. */
@Injectable()
export class CountStreams implements OnModuleDestroy {
  readonly #watches = new Map<string, TenantWatch>();
  #open = 0;

  constructor(
    private readonly counts: CountsReader,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** @throws Refusal 503 `too-many-streams` */
  of(views: ReadonlyMap<string, string>, viewer: Viewer): Observable<MessageEvent> {
    const tenantId = currentTenant();
    if (this.#open >= MOST_STREAMS) throw new Refusal(503, 'too-many-streams', 'Too many are watching; try later.');
    return new Observable<MessageEvent>((out) => {
      const watcher = { views, viewer, told: new Map(), out };
      const watch = this.#watchOf(tenantId);
      watch.watchers.add(watcher);
      this.#open += 1;
      this.#look(tenantId, watch);
      const ends = setTimeout(() => out.complete(), STREAM_MS).unref();
      const alive = setInterval(() => out.next({ comment: 'still so' }), KEEP_ALIVE_MS).unref();
      return () => {
        clearTimeout(ends);
        clearInterval(alive);
        this.#open -= 1;
        watch.watchers.delete(watcher);
        if (watch.watchers.size > 0) return;
        clearInterval(watch.timer);
        this.#watches.delete(tenantId);
      };
    });
  }

  /** Open streams would keep the server from closing. */
  async onModuleDestroy(): Promise<void> {
    const watches = [...this.#watches.values()];
    for (const { watchers } of watches) for (const { out } of [...watchers]) out.complete();
    for (const { look } of watches) await look;
  }

  #watchOf(tenantId: string): TenantWatch {
    const known = this.#watches.get(tenantId);
    if (known) return known;
    const timer = setInterval(() => this.#look(tenantId, watch), LOOK_EVERY_MS).unref();
    const watch: TenantWatch = { watchers: new Set(), timer, look: undefined };
    this.#watches.set(tenantId, watch);
    return watch;
  }

  #look(tenantId: string, watch: TenantWatch): void {
    watch.look ??= runAsTenant(tenantId, () => this.#tell(watch))
      .catch((error: unknown) => this.logger.warn({ err: error }, 'counts of views cannot be read'))
      .finally(() => (watch.look = undefined));
  }

  async #tell({ watchers }: TenantWatch): Promise<void> {
    const all = [...watchers];
    const ids = new Set(all.flatMap(({ views }) => [...views.values()]));
    const standing = await this.counts.standing(
      [...ids],
      all.map(({ viewer }) => viewer),
    );
    for (const watcher of all) push(watcher, standing);
  }
}

function push({ views, viewer, told, out }: Watcher, standing: StandingCounts): void {
  const now = [...views].map(([id, countId]) => [id, countFor(standing, countId, viewer)] as const);
  const changed = now.filter(([id, count]) => told.get(id) !== count);
  if (changed.length === 0) return;
  const type = told.size === 0 ? 'counts' : 'changes';
  for (const [id, count] of changed) told.set(id, count);
  out.next({ type, data: Object.fromEntries(changed) });
}
