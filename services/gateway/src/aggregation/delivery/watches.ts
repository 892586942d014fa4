import { LRUCache } from 'lru-cache';
import { hears, type Touch } from '../cache/part-cache.js';
import { tagOf } from '../execution/part-answers.js';
import type { Caller } from '../execution/caller.api.js';
import type { Inputs } from '../execution/view-run.js';
import type { Change } from '../changes/change.js';

const MOST_KNOWN = 5_000;

/** By part, what makes it old. */
export type Touches = ReadonlyMap<string, readonly Touch[]>;

/** One view of one thing that somebody has open. */
export interface Watched {
  readonly view: string;
  readonly inputs: Inputs;
  /** Before anything was asked: what follows from the inputs alone. */
  readonly touches: Touches;
}

/** What a client is told: these parts of it are old. */
export interface Invalidated {
  readonly view: string;
  readonly inputs: Inputs;
  readonly parts: readonly string[];
}

interface Watch {
  readonly key: string;
  readonly watched: Watched;
  readonly tell: (invalidated: Invalidated) => void;
}

/** Who has which views open, and what was last known to make them old. */
export class Watches {
  readonly #known = new LRUCache<string, Touches>({ max: MOST_KNOWN });
  readonly #byKey = new Map<string, Set<Watch>>();
  readonly #byTag = new Map<string, Set<Watch>>();

  /** A view has been answered: its parts hang on these. */
  learned(caller: Caller, view: string, inputs: Inputs, touches: Touches): void {
    const key = keyOf(caller, view, inputs);
    const watching = this.#byKey.get(key) ?? [];
    for (const watch of watching) this.#unlist(watch);
    this.#known.set(key, touches);
    for (const watch of watching) this.#list(watch);
  }

  /** @returns what ends it. */
  open(caller: Caller, watched: Watched, tell: Watch['tell']): () => void {
    const watch = { key: keyOf(caller, watched.view, watched.inputs), watched, tell };
    into(this.#byKey, watch.key, watch);
    this.#list(watch);
    return () => {
      this.#unlist(watch);
      outOf(this.#byKey, watch.key, watch);
    };
  }

  changed({ tenantId, ids, type }: Change): void {
    const tags = ids.map((id) => tagOf(tenantId, id));
    const watching = new Set(tags.flatMap((tag) => Array.from(this.#byTag.get(tag) ?? [])));
    for (const watch of watching) {
      const old = Array.from(this.#touchesOf(watch)).filter(([, touches]) =>
        touches.some((touch) => tags.includes(touch.tag) && hears(touch, type)),
      );
      if (old.length > 0)
        tell(
          watch,
          old.map(([part]) => part),
        );
    }
  }

  /** Nobody knows what changed: everything may have. */
  missed(): void {
    for (const watch of Array.from(this.#byKey.values()).flatMap((watches) => Array.from(watches)))
      tell(watch, Array.from(this.#touchesOf(watch).keys()));
  }

  #touchesOf({ key, watched }: Watch): Touches {
    return this.#known.get(key) ?? watched.touches;
  }

  #list(watch: Watch): void {
    for (const tag of this.#tagsOf(watch)) into(this.#byTag, tag, watch);
  }

  #unlist(watch: Watch): void {
    for (const tag of this.#tagsOf(watch)) outOf(this.#byTag, tag, watch);
  }

  #tagsOf(watch: Watch): readonly string[] {
    return Array.from(this.#touchesOf(watch).values()).flatMap((touches) => touches.map(({ tag }) => tag));
  }
}

function tell({ watched: { view, inputs }, tell }: Watch, parts: readonly string[]): void {
  tell({ view, inputs, parts });
}

function keyOf({ tenantId, identity }: Caller, view: string, inputs: Inputs): string {
  return JSON.stringify([tenantId, identity.kind, identity.subject, view, Object.entries(inputs).toSorted()]);
}

function into(index: Map<string, Set<Watch>>, key: string, watch: Watch): void {
  const there = index.get(key);
  if (there === undefined) index.set(key, new Set([watch]));
  else there.add(watch);
}

function outOf(index: Map<string, Set<Watch>>, key: string, watch: Watch): void {
  const there = index.get(key);
  there?.delete(watch);
  if (there?.size === 0) index.delete(key);
}
