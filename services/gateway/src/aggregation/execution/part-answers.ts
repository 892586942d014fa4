import type { Belief, Feed, Kept, PartCache, Touch } from '../cache/part-cache.js';
import { valueAt } from '../definition/json-pointer.js';
import type { Part } from '../definition/view.js';
import { viewpointOf, type Caller, type MaskingOf } from './caller.api.js';
import { Flights } from './flights.js';
import type { PartRequest, Resolve } from './part-request.js';
import type { ServiceAnswers } from './service-answers.js';

/** How an answer was come by. */
export type Came = 'hit' | 'revalidated' | 'fetched';

export interface PartCounts {
  came(view: string, part: string, how: Came): void;
}

/** A part as it is to be asked for. */
export interface Wanted {
  readonly view: string;
  readonly part: Part;
  readonly request: PartRequest;
  readonly caller: Caller;
  readonly resolve: Resolve;
}

/** Answers that are still good come from the cache, all others from the services: once for all who ask at the same time. */
export class PartAnswers {
  readonly #flights = new Flights<Kept>();

  constructor(
    private readonly cache: PartCache,
    private readonly services: ServiceAnswers,
    private readonly feed: Feed,
    private readonly counts: PartCounts,
    private readonly maskingOf: MaskingOf,
  ) {}

  /** @throws PartFailed, or the signal's reason */
  async get(wanted: Wanted, signal: AbortSignal): Promise<Kept> {
    const key = this.#keyOf(wanted);
    const known = this.cache.fresh(key);
    if (known !== undefined) {
      this.hit(wanted);
      return known;
    }
    const turn = this.cache.touched.latest(touchesOf(wanted).map(({ tag }) => tag))?.turn ?? 0;
    return this.#flights.join(`${turn} ${key}`, signal, (flying) => this.#ask(key, wanted, flying));
  }

  /** What is good enough without asking anybody; whoever shows it says so by {@link hit}. */
  known(wanted: Wanted): Kept | undefined {
    return this.cache.fresh(this.#keyOf(wanted));
  }

  hit({ view, part }: Wanted): void {
    this.counts.came(view, part.name, 'hit');
  }

  /** An earlier answer that is better than none. */
  earlier(wanted: Wanted): Kept | undefined {
    const { staleMs } = wanted.part.definition.fallback;
    return staleMs === 0 ? undefined : this.cache.within(this.#keyOf(wanted), staleMs);
  }

  async #ask(key: string, wanted: Wanted, signal: AbortSignal): Promise<Kept> {
    const { part, request, caller, view } = wanted;
    const { turn } = this.cache.touched;
    const { epoch } = this.feed;
    const last = this.cache.any(key);
    const { maxBytes, outside } = part.definition;
    const behind = outside ? `${caller.tenantId} ${part.definition.operation}` : undefined;
    const heard = await this.services.ask({ request, caller, etag: last?.etag, maxBytes, behind, signal });
    const same = last !== undefined && (heard === undefined || heard.text === last.text);
    const kept = same ? last : heard!;
    this.cache.keep(key, kept, beliefOf(wanted, kept.data), turn, epoch);
    this.counts.came(view, part.name, same ? 'revalidated' : 'fetched');
    return kept;
  }

  #keyOf({ part, request, caller }: Wanted): string {
    const { scope, freshMs, settleMs, changedBy } = part.definition;
    const { service, method, path, body } = request;
    const belief = JSON.stringify([freshMs, settleMs, changedBy]);
    const viewpoint = viewpointOf(caller, scope, this.maskingOf(caller));
    return [viewpoint, service, method, path, body ?? '', belief].join(' ');
  }
}

function beliefOf(wanted: Wanted, answer: unknown): Belief {
  const { freshMs, settleMs } = wanted.part.definition;
  return { freshMs, settleMs, touches: touchesOf(wanted, answer) };
}

/** @param answer without it: what is known before it is there. */
export function touchesOf({ part, caller, resolve }: Wanted, answer?: unknown): Touch[] {
  return part.changedBy.flatMap(({ from, steps, events }) => {
    const value = from === part.name ? valueAt(answer, steps) : resolve({ from, steps });
    const ids = [value].flat().filter((id): id is string => typeof id === 'string');
    return ids.map((id) => ({ tag: tagOf(caller.tenantId, id), events }));
  });
}

/** An id of a tenant. */
export function tagOf(tenantId: string, id: string): string {
  return `${tenantId} ${id}`;
}
