import { LOGGER } from '#libs/web/platform/logger-token';
import { LookingStreams, type Listening } from '#libs/web/http/looking-streams';
import { Inject, Injectable, type MessageEvent } from '@nestjs/common';
import type { Logger } from 'pino';
import type { Observable } from 'rxjs';
import { Feeds, type FeedState } from './feeds.js';
import { notificationView } from './notification-view.js';

const AT_ONCE = 100;

interface Reading {
  readonly recipientId: string;
  /** The last place that was told; null: nothing yet. */
  told: number | null;
  /** What the count was told at. */
  changes: number;
}

/** Notifications as they come, pushed to every device of a person. */
@Injectable()
export class FeedStreams extends LookingStreams<Reading> {
  constructor(
    private readonly feeds: Feeds,
    @Inject(LOGGER) logger: Logger,
  ) {
    super({ most: 2_000, everyMs: 500, failure: 'feeds cannot be read', logger });
  }

  /**
   * How many are unread, then each that comes, and the count again whenever it is another; after `lastEventId` all that came since.
   * @throws Refusal 503 `too-many-streams`
   */
  of(recipientId: string, lastEventId: string | undefined): Observable<MessageEvent> {
    const told = /^\d{1,9}$/.test(lastEventId ?? '') ? Number(lastEventId) : null;
    return this.opened(() => ({ recipientId, told, changes: -1 }));
  }

  /** One read of where the feeds stand, for all who listen; more only for those whose feed is another. */
  protected override async tell(streams: readonly Listening<Reading>[]): Promise<void> {
    const states = await this.feeds.states([...new Set(streams.map(({ recipientId }) => recipientId))]);
    for (const stream of streams) {
      const state = states.get(stream.recipientId)!;
      if (state.changes !== stream.changes) await this.#catchUp(stream, state);
    }
  }

  async #catchUp(stream: Listening<Reading>, state: FeedState): Promise<void> {
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
