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
export type Listening<Own> = Own & {
  readonly tenant: string;
  readonly subject: string;
  readonly out: Subscriber<MessageEvent>;
};

/**
 * Event streams that are fed by looking at the database now and then: those of a tenant who ask about the same share a look, and
 * nobody looks for nobody.
 */
export abstract class LookingStreams<Own extends object> implements OnModuleDestroy {
  readonly #streams = new Set<Listening<Own>>();
  readonly #looks = new Map<string, Promise<void>>();
  #timer: NodeJS.Timeout | undefined;

  constructor(private readonly terms: LookingTerms) {}

  /** Open streams would keep the server from closing. */
  async onModuleDestroy(): Promise<void> {
    for (const { out } of this.#streams) out.complete();
    await Promise.all(this.#looks.values());
  }

  /** Tells those of one tenant who ask about the same what is new to them; runs in the tenant's context. */
  protected abstract tell(streams: readonly Listening<Own>[], subject: string): Promise<void>;

  /**
   * @param begin what is kept of one who begins to listen
   * @param subject what they ask about, where not all of a tenant ask about the same
   * @throws Refusal 503 `too-many-streams`
   */
  protected opened(begin: () => Own, subject = ''): Observable<MessageEvent> {
    const tenant = currentTenant();
    const { most, everyMs } = this.terms;
    if (this.#streams.size >= most) throw new Refusal(503, 'too-many-streams', 'Too many listen; try later.');
    return new Observable((out) => {
      const stream = { ...begin(), tenant, subject, out };
      this.#streams.add(stream);
      const ends = setTimeout(() => out.complete(), STREAM_MS).unref();
      const alive = setInterval(() => out.next({ comment: 'still here' }), KEEP_ALIVE_MS).unref();
      this.#timer ??= setInterval(() => this.#lookAtAll(), everyMs).unref();
      void this.#begin(stream);
      return () => {
        clearTimeout(ends);
        clearInterval(alive);
        this.#leave(stream);
      };
    });
  }

  async #begin(stream: Listening<Own>): Promise<void> {
    while (this.#looks.has(nameOf(stream))) await this.#looks.get(nameOf(stream));
    if (this.#streams.has(stream)) this.#look([stream]);
  }

  #leave(stream: Listening<Own>): void {
    this.#streams.delete(stream);
    if (this.#streams.size > 0) return;
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  #lookAtAll(): void {
    for (const streams of Map.groupBy(this.#streams, nameOf).values()) this.#look(streams);
  }

  /** Not while a look at the same is under way: a slow one is not asked twice, and keeps no other waiting. */
  #look(streams: readonly Listening<Own>[]): void {
    const { tenant, subject } = streams[0]!;
    const name = nameOf(streams[0]!);
    if (this.#looks.has(name)) return;
    const look = runAsTenant(tenant, () => this.tell(streams, subject))
      .catch((error: unknown) => this.terms.logger.warn({ err: error }, this.terms.failure))
      .finally(() => this.#looks.delete(name));
    this.#looks.set(name, look);
  }
}

function nameOf({ tenant, subject }: { readonly tenant: string; readonly subject: string }): string {
  return `${tenant}/${subject}`;
}
