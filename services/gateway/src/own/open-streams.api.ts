import { Refusal } from '#libs/web/http/problem';
import { EventStream } from './event-stream.api.js';
import type { Asking } from './own-operation.api.js';

/** Of one person at a time: a connection serves all their tabs. */
const MOST_STREAMS = 8;

/** Clients that are told of one thing as it happens. */
export class OpenStreams<Of> {
  readonly #streams = new Map<EventStream, { readonly who: string; readonly of: Of }>();

  get size(): number {
    return this.#streams.size;
  }

  /** @throws Refusal 429 `too-many-streams` */
  open({ caller, response, answerHeaders }: Asking, of: Of): EventStream {
    const who = JSON.stringify([caller.tenantId, caller.identity.subject]);
    if (Array.from(this.#streams.values()).filter((one) => one.who === who).length >= MOST_STREAMS)
      throw new Refusal(429, 'too-many-streams', `There are ${MOST_STREAMS} streams of yours already.`);
    const stream = new EventStream(response, answerHeaders);
    this.#streams.set(stream, { who, of });
    response.once('close', () => this.#streams.delete(stream));
    return stream;
  }

  /** All that are open, and what they are told of. */
  *all(): IterableIterator<readonly [EventStream, Of]> {
    for (const [stream, { of }] of this.#streams) yield [stream, of];
  }

  /** Their clients come again, to another gateway. */
  endAll(): void {
    for (const stream of this.#streams.keys()) stream.end();
  }
}
