import type { ComputedField } from '../domain/form-content.js';

/** A field somebody computes, and the fields beside it that it takes from. */
export interface Taking extends ComputedField {
  readonly names: readonly string[];
}

export interface Ordered {
  /** Each after those it takes from. */
  readonly order: readonly Taking[];
  /** Those that take from each other in a circle, or from one that does. */
  readonly stuck: readonly Taking[];
}

/** The same order whichever way they were written down. */
export function inOrder(fields: readonly Taking[]): Ordered {
  let waiting = fields.toSorted((a, b) => (pathOf(a) < pathOf(b) ? -1 : 1));
  const order: Taking[] = [];
  for (;;) {
    const ready = waiting.filter((field) => !waiting.some((other) => takesFrom(field, other)));
    if (ready.length === 0) return { order, stuck: waiting };
    order.push(...ready);
    waiting = waiting.filter((field) => !ready.includes(field));
  }
}

/** From the field itself, or from the block that it is in. */
function takesFrom({ at, names }: Taking, other: ComputedField): boolean {
  const path = [...other.at, other.field];
  return at.every((part, depth) => path[depth] === part) && names.includes(path[at.length]!);
}

function pathOf({ at, field }: ComputedField): string {
  return JSON.stringify([...at, field]);
}
