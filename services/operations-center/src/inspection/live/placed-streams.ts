import { currentTenant, runAsTenant } from '#libs/persistence/tenant/tenant-context';
import { LOGGER } from '#libs/web/platform/logger-token';
import { Refusal } from '#libs/web/http/problem';
import { Inject, Injectable, type MessageEvent, type OnModuleDestroy } from '@nestjs/common';
import type { Logger } from 'pino';
import { Observable, type Subscriber } from 'rxjs';

/** What is pushed: its place is where a reader who was cut off goes on. */
export interface Placed {
  readonly place: number;
  readonly type: string;
  readonly data: object;
}

/** What stands behind a place, in order. */
export type Since = (place: number) => Promise<readonly Placed[]>;

const MOST_STREAMS = 1_000;
/** Then the reader comes again, with a token that is checked again. */
const STREAM_MS = 10 * 60_000;
/** Whichever process wrote it: the database is looked at so often; what was written here is pushed at once. */
const LOOK_EVERY_MS = 300;
const KEEP_ALIVE_MS = 5_000;

interface Stream {
  readonly tenant: string;
  readonly since: Since;
  readonly out: Subscriber<MessageEvent>;
  place: number;
  looking: Promise<void> | undefined;
  isToLookAgain: boolean;
}

/** Rows with places, pushed as they come. Whoever was cut off gets what came meanwhile by `Last-Event-ID`. */
@Injectable()
export class PlacedStreams implements OnModuleDestroy {
  readonly #streams = new Set<Stream>();
  #timer: NodeJS.Timeout | undefined;

  constructor(@Inject(LOGGER) private readonly logger: Logger) {}

  /** @param from the place behind which a new reader begins @throws Refusal 503 `too-many-streams` */
  of(since: Since, from: number, lastEventId: string | undefined): Observable<MessageEvent> {
    const tenant = currentTenant();
    if (this.#streams.size >= MOST_STREAMS) throw new Refusal(503, 'too-many-streams', 'Too many listen; try later.');
    return new Observable((out) => {
      const place = /^\d{1,9}$/.test(lastEventId ?? '') ? Number(lastEventId) : from;
      const stream: Stream = { tenant, since, out, place, looking: undefined, isToLookAgain: false };
      this.#streams.add(stream);
      const ends = setTimeout(() => out.complete(), STREAM_MS).unref();
      const alive = setInterval(() => out.next({ comment: 'still here' }), KEEP_ALIVE_MS).unref();
      this.#timer ??= setInterval(() => this.#lookAtAll(), LOOK_EVERY_MS).unref();
      this.#look(stream);
      return () => {
        clearTimeout(ends);
        clearInterval(alive);
        this.#leave(stream);
      };
    });
  }

  /** Something was written here. */
  nudge(tenant: string): void {
    for (const stream of this.#streams) if (stream.tenant === tenant) this.#look(stream);
  }

  /** Open streams would keep the server from closing. */
  async onModuleDestroy(): Promise<void> {
    const streams = [...this.#streams];
    for (const { out } of streams) out.complete();
    await Promise.all(streams.flatMap(({ looking }) => looking ?? []));
  }

  #leave(stream: Stream): void {
    this.#streams.delete(stream);
    if (this.#streams.size > 0) return;
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  #lookAtAll(): void {
    for (const stream of this.#streams) this.#look(stream);
  }

  #look(stream: Stream): void {
    if (stream.looking) return void (stream.isToLookAgain = true);
    stream.isToLookAgain = false;
    stream.looking = runAsTenant(stream.tenant, () => push(stream))
      .catch((error: unknown) => this.logger.warn({ err: error }, 'a stream of an inspection cannot be read'))
      .finally(() => {
        stream.looking = undefined;
        if (stream.isToLookAgain && this.#streams.has(stream)) this.#look(stream);
      });
  }
}

async function push(stream: Stream): Promise<void> {
  for (const { place, type, data } of await stream.since(stream.place)) {
    stream.place = place;
    stream.out.next({ id: String(place), type, data });
  }
}
