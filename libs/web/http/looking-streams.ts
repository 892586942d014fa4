import { currentTenant, runAsTenant } from '#libs/persistence/tenant/tenant-context';
import type { MessageEvent, OnModuleDestroy } from '@nestjs/common';
import type { Logger } from 'pino';
import { Observable, type Subscriber } from 'rxjs';
import { Refusal } from './problem.js';

/** Then whoever listens comes again, with a token that is checked again. */
const STREAM_MS = 10 * 60_000;
/** A line that means nothing, so that whoever is in between does not give the connection up. */
const KEEP_ALIVE_MS = 15_000;

export interface LookingTerms {
  /** Open streams at a time in one process. */
  readonly most: number;
  /** Whichever process wrote: the streams of all look so often. */
  readonly everyMs: number;
  /** Logged when a look fails; the next one tries again. */
  readonly failure: string;
  readonly logger: Logger;
}

/** One who listens, with what the subclass keeps of them. */
export type Listening<Own> = Own & { readonly tenant: string; readonly out: Subscriber<MessageEvent> };

/** Event streams that are fed by looking at the database now and then: those of a tenant share a look, and nobody looks for nobody. */
export abstract class LookingStreams<Own extends object> implements OnModuleDestroy {
  readonly #streams = new Set<Listening<Own>>();
  #timer: NodeJS.Timeout | undefined;
  #looking: Promise<void> | undefined;

  constructor(private readonly terms: LookingTerms) {}

  /** Open streams would keep the server from closing. */
  async onModuleDestroy(): Promise<void> {
    for (const { out } of this.#streams) out.complete();
    await this.#looking;
  }

  /** Tells those of one tenant what is new to them; runs in its context. */
  protected abstract tell(streams: readonly Listening<Own>[]): Promise<void>;

  /** @param begin what is kept of one who begins to listen @throws Refusal 503 `too-many-streams` */
  protected opened(begin: () => Own): Observable<MessageEvent> {
    const tenant = currentTenant();
    const { most, everyMs } = this.terms;
    if (this.#streams.size >= most) throw new Refusal(503, 'too-many-streams', 'Too many listen; try later.');
    return new Observable((out) => {
      const stream = { ...begin(), tenant, out };
      this.#streams.add(stream);
      const ends = setTimeout(() => out.complete(), STREAM_MS).unref();
      const alive = setInterval(() => out.next({ comment: 'still here' }), KEEP_ALIVE_MS).unref();
      this.#timer ??= setInterval(() => void this.#look(), everyMs).unref();
      void this.#look();
      return () => {
        clearTimeout(ends);
        clearInterval(alive);
        this.#leave(stream);
      };
    });
  }

  #leave(stream: Listening<Own>): void {
    this.#streams.delete(stream);
    if (this.#streams.size > 0) return;
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  #look(): Promise<void> {
    this.#looking ??= this.#lookAtAll()
      .catch((error: unknown) => this.terms.logger.warn({ err: error }, this.terms.failure))
      .finally(() => (this.#looking = undefined));
    return this.#looking;
  }

  async #lookAtAll(): Promise<void> {
    for (const [tenant, streams] of Map.groupBy(this.#streams, (stream) => stream.tenant))
      await runAsTenant(tenant, () => this.tell(streams));
  }
}
