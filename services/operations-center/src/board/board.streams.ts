import { currentTenant, runAsTenant } from '#libs/persistence/tenant-context';
import { PLATFORM_TENANT } from '#libs/persistence/tenant-id';
import { LOGGER } from '#libs/web/logger-token';
import { Refusal } from '#libs/web/problem';
import { Inject, Injectable, type MessageEvent, type OnModuleDestroy } from '@nestjs/common';
import type { Logger } from 'pino';
import { defer, filter, finalize, map, merge, ReplaySubject, takeUntil, timer, type Observable } from 'rxjs';
import { boardFeed } from './board-feed.js';
import type { LiveBoard } from './board.dto.js';
import { BoardReader } from './board.reader.js';
import { BoardWriter } from './board.writer.js';

/** Watchers at a time in one process. */
const MOST_STREAMS = 500;
/** Then the watcher comes again, with a token that is checked again. */
const STREAM_MS = 10 * 60_000;

/** Boards pushed to watchers; those of one board share its looks. */
@Injectable()
export class BoardStreams implements OnModuleDestroy {
  readonly #feeds = new Map<string, Observable<LiveBoard | null>>();
  readonly #stopped = new ReplaySubject<void>(1);
  #open = 0;

  constructor(
    private readonly boards: BoardReader,
    private readonly writer: BoardWriter,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** @throws Refusal 503 `too-many-streams` */
  live(): Observable<MessageEvent> {
    const tenantId = currentTenant();
    const changes = this.writer.changes.pipe(filter((changed) => changed === tenantId));
    const read = () => runAsTenant(tenantId, () => this.boards.live());
    return this.#stream(`live/${tenantId}`, read, changes);
  }

  /** @throws Refusal 503 `too-many-streams` */
  overall(): Observable<MessageEvent> {
    const read = () => runAsTenant(PLATFORM_TENANT, () => this.boards.overall());
    return this.#stream('overall', read, this.writer.changes);
  }

  /** Open streams would keep the server from closing. */
  onModuleDestroy(): void {
    this.#stopped.next();
  }

  #stream(name: string, read: () => Promise<LiveBoard>, changes: Observable<string>): Observable<MessageEvent> {
    if (this.#open >= MOST_STREAMS) throw new Refusal(503, 'too-many-streams', 'Too many are watching; try later.');
    const failed = (error: unknown) => this.logger.warn({ err: error, board: name }, 'a board cannot be read');
    const feed = this.#feeds.get(name) ?? boardFeed(read, changes, failed);
    this.#feeds.set(name, feed);
    return defer(() => {
      this.#open += 1;
      return feed.pipe(
        map((board) => (board ? { data: board } : { comment: 'the board cannot be read at the moment' })),
        takeUntil(merge(this.#stopped, timer(STREAM_MS))),
        finalize(() => (this.#open -= 1)),
      );
    });
  }
}
