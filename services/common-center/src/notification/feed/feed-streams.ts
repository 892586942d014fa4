import { currentTenant, runAsTenant } from '#libs/persistence/tenant-context';
import { LOGGER } from '#libs/web/logger-token';
import { Refusal } from '#libs/web/problem';
import { Inject, Injectable, type MessageEvent, type OnModuleDestroy } from '@nestjs/common';
import type { Logger } from 'pino';
import { Observable, type Subscriber } from 'rxjs';
import { Feeds, type FeedState } from './feeds.js';
import { notificationView } from './notification-view.js';

/** Open streams at a time in one process. */
const MOST_STREAMS = 2_000;
/** Then the reader comes again, with a token that is checked again. */
const STREAM_MS = 10 * 60_000;
/** Whichever process told somebody: the streams of all look at the feeds so often. */
const LOOK_EVERY_MS = 500;
/** A line that means nothing, so that whoever is in between does not give the connection up. */
const KEEP_ALIVE_MS = 15_000;
const AT_ONCE = 100;

interface Stream {
  readonly tenant: string;
  readonly recipientId: string;
  readonly out: Subscriber<MessageEvent>;
  /** The last place that was told; null: nothing yet. */
  told: number | null;
  /** What the count was told at. */
  changes: number;
}

/** Notifications as they come, pushed to every device of a person; the streams of a tenant share a look. */
@Injectable()
export class FeedStreams implements OnModuleDestroy {
  readonly #streams = new Set<Stream>();
  #timer: NodeJS.Timeout | undefined;
  #looking: Promise<void> | undefined;

  constructor(
    private readonly feeds: Feeds,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /**
   * How many are unread, then each that comes, and the count again whenever it is another; after `lastEventId` all that came since.
   * @throws Refusal 503 `too-many-streams`
   */
  of(recipientId: string, lastEventId: string | undefined): Observable<MessageEvent> {
    const tenant = currentTenant();
    if (this.#streams.size >= MOST_STREAMS) throw new Refusal(503, 'too-many-streams', 'Too many listen; try later.');
    return new Observable((out) => {
      const told = /^\d{1,9}$/.test(lastEventId ?? '') ? Number(lastEventId) : null;
      const stream: Stream = { tenant, recipientId, out, told, changes: -1 };
      this.#streams.add(stream);
      const ends = setTimeout(() => out.complete(), STREAM_MS).unref();
      const alive = setInterval(() => out.next({ comment: 'still here' }), KEEP_ALIVE_MS).unref();
      this.#timer ??= setInterval(() => void this.#look(), LOOK_EVERY_MS).unref();
      void this.#look();
      return () => {
        clearTimeout(ends);
        clearInterval(alive);
        this.#leave(stream);
      };
    });
  }

  /** Open streams would keep the server from closing. */
  async onModuleDestroy(): Promise<void> {
    for (const { out } of this.#streams) out.complete();
    await this.#looking;
  }

  #leave(stream: Stream): void {
    this.#streams.delete(stream);
    if (this.#streams.size > 0) return;
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  #look(): Promise<void> {
    this.#looking ??= this.#lookAtAll()
      .catch((error: unknown) => this.logger.warn({ err: error }, 'feeds cannot be read'))
      .finally(() => (this.#looking = undefined));
    return this.#looking;
  }

  async #lookAtAll(): Promise<void> {
    for (const [tenant, streams] of Map.groupBy(this.#streams, (stream) => stream.tenant))
      await runAsTenant(tenant, () => this.#tell(streams));
  }

  /** One read of where the feeds stand, for all who listen; more only for those whose feed is another. */
  async #tell(streams: readonly Stream[]): Promise<void> {
    const states = await this.feeds.states([...new Set(streams.map(({ recipientId }) => recipientId))]);
    for (const stream of streams) {
      const state = states.get(stream.recipientId)!;
      if (state.changes !== stream.changes) await this.#catchUp(stream, state);
    }
  }

  async #catchUp(stream: Stream, state: FeedState): Promise<void> {
    stream.told ??= state.lastSeq;
    while (stream.told < state.lastSeq) {
      const rows = await this.feeds.since(stream.recipientId, stream.told, AT_ONCE);
      if (rows.length === 0) break;
      for (const row of rows) {
        stream.told = row.seq!;
        stream.out.next({ id: String(row.seq), type: 'notification', data: notificationView(row) });
      }
    }
    stream.changes = state.changes;
    stream.out.next({ id: String(stream.told), type: 'unread', data: { unread: state.unread } });
  }
}
