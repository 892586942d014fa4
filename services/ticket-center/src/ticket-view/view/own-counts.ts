import { currentTenant, runAsTenant } from '#libs/persistence/tenant/tenant-context';
import { Injectable, type MessageEvent, type OnModuleDestroy } from '@nestjs/common';
import { concatMap, map, merge, Subject, takeUntil, timer, type Observable } from 'rxjs';
import type { Viewer } from '../condition/conditions-sql.js';
import { LinePages } from '../line/line-pages.js';
import type { TicketViewRow } from './ticket-view.schema.js';

type Counted = Pick<TicketViewRow, 'id' | 'conditions'>;

const EVERY_MS = 15_000;
/** Then the watcher comes again, with a token that is checked again. */
const STREAM_MS = 10 * 60_000;

/** Whether somebody sees a part of the tenant's tickets only. */
export function isNarrow({ sight }: Viewer): boolean {
  return sight !== undefined && sight.circle !== null;
}

/** Counts for those who see a part: kept counts are of everything, so theirs are counted when they look. */
@Injectable()
export class OwnCounts implements OnModuleDestroy {
  readonly #stopped = new Subject<void>();

  constructor(private readonly pages: LinePages) {}

  /** Open streams would keep the server from closing. */
  onModuleDestroy(): void {
    this.#stopped.next();
  }

  async of(views: readonly Counted[], viewer: Viewer): Promise<ReadonlyMap<string, number>> {
    const counts = new Map<string, number>();
    for (const { id, conditions } of views) counts.set(id, await this.pages.count([conditions], viewer));
    return counts;
  }

  /** Of what was seen when the stream began. */
  stream(views: readonly Counted[], viewer: Viewer): Observable<MessageEvent> {
    const tenantId = currentTenant();
    return timer(0, EVERY_MS).pipe(
      takeUntil(merge(timer(STREAM_MS), this.#stopped)),
      concatMap(() => runAsTenant(tenantId, () => this.of(views, viewer))),
      map((counts, at) => ({ type: at === 0 ? 'counts' : 'changes', data: Object.fromEntries(counts) })),
    );
  }
}
