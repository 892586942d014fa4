import type { CountedConditions } from './counted-conditions.js';

/** Counts by the attributes they look at: a change does not even look at the others. */
export class CountIndex {
  readonly #byAttribute = new Map<string, CountedConditions[]>();

  constructor(readonly all: readonly CountedConditions[]) {
    for (const count of all)
      for (const attribute of count.attributes)
        this.#byAttribute.set(attribute, [...(this.#byAttribute.get(attribute) ?? []), count]);
  }

  /** Each once. */
  lookingAt(changed: Iterable<string>): CountedConditions[] {
    const found = new Set<CountedConditions>();
    for (const attribute of changed) for (const count of this.#byAttribute.get(attribute) ?? []) found.add(count);
    return [...found];
  }
}
