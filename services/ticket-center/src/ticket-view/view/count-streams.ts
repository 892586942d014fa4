import { LookingStreams, type Listening } from '#libs/web/http/looking-streams';
import { LOGGER } from '#libs/web/platform/logger-token';
import { Inject, Injectable, type MessageEvent } from '@nestjs/common';
import type { Logger } from 'pino';
import type { Observable } from 'rxjs';
import type { Viewer } from '../condition/conditions-sql.js';
import { countFor, CountsReader, type StandingCounts } from '../count/counts-reader.js';

interface Watching {
  /** Ids of counts, by view. */
  readonly views: ReadonlyMap<string, string>;
  readonly viewer: Viewer;
  readonly told: Map<string, number | null>;
}

/** Counts pushed to those who watch. */
@Injectable()
export class CountStreams extends LookingStreams<Watching> {
  constructor(
    private readonly counts: CountsReader,
    @Inject(LOGGER) logger: Logger,
  ) {
    super({ most: 2_000, everyMs: 900, failure: 'counts of views cannot be read', logger });
  }

  /** @throws Refusal 503 `too-many-streams` */
  of(views: ReadonlyMap<string, string>, viewer: Viewer): Observable<MessageEvent> {
    return this.opened(() => ({ views, viewer, told: new Map() }));
  }

  protected override async tell(streams: readonly Listening<Watching>[]): Promise<void> {
    const ids = new Set(streams.flatMap(({ views }) => [...views.values()]));
    const viewers = streams.map(({ viewer }) => viewer);
    const standing = await this.counts.standing([...ids], viewers);
    for (const stream of streams) push(stream, standing);
  }
}

function push({ views, viewer, told, out }: Listening<Watching>, standing: StandingCounts): void {
  const now = [...views].map(([id, countId]) => [id, countFor(standing, countId, viewer)] as const);
  const changed = now.filter(([id, count]) => told.get(id) !== count);
  if (changed.length === 0) return;
  const type = told.size === 0 ? 'counts' : 'changes';
  for (const [id, count] of changed) told.set(id, count);
  out.next({ type, data: Object.fromEntries(changed) });
}
