import { FeelRange } from 'feelin';

/** One evaluation may cost so many units, each about a node that is visited: some hundred milliseconds at the most. */
const UNITS = 2_000_000;
/** Characters that cost as much as a node. */
const CHARACTERS = 16;
/** Names that are copied as fast as a node is visited. */
const NAMES = 16;

/** An expression asks for more work than any may; with the same values it always does. */
export class EvaluationLimit extends Error {
  readonly code = 'expression-limit-exceeded';

  constructor() {
    super('expression-limit-exceeded: the expression takes more work than one may.');
  }
}

/** What an evaluation may still do. Counted and not timed: an expression gives the same on every machine. */
export class Budget {
  #left = UNITS;
  #names = 0;

  refill(): void {
    this.#left = UNITS;
    this.#names = 0;
  }

  /** @throws EvaluationLimit */
  spend(units: number): void {
    this.#left -= units * (1 + this.#names / NAMES);
    // Also what is no number.
    if (!(this.#left >= 0)) throw new EvaluationLimit();
  }

  /** From now on each step copies so many names more: those of an object that is looked into by a filter. */
  widen(names: number): void {
    this.#names = Math.max(this.#names, names);
  }

  /** For what goes once through a value, and not into what is in it. @throws EvaluationLimit */
  weigh(value: unknown, price = 1): void {
    this.spend(price * (1 + sizeOf(value)));
  }

  /** For what goes from one element to the next, of a range too. @throws EvaluationLimit */
  walk(value: unknown, price: number): void {
    if (!(value instanceof FeelRange)) return this.weigh(value, price);
    const { start, end } = value as { readonly start: unknown; readonly end: unknown };
    this.spend(price * (1 + (typeof start === 'number' && typeof end === 'number' ? stepsOf(start, end) : 0)));
  }

  /** For what goes through all that is in a value, as often as it is there. @throws EvaluationLimit */
  weighWhole(value: unknown): void {
    if (typeof value === 'boolean' || typeof value === 'number') return this.spend(1);
    this.weigh(value);
    if (Array.isArray(value)) for (const each of value) this.weighWhole(each);
    else if (isContext(value)) for (const each of Object.values(value)) this.weighWhole(each);
  }
}

function sizeOf(value: unknown): number {
  if (typeof value === 'string') return value.length / CHARACTERS;
  if (Array.isArray(value)) return value.length;
  return isContext(value) ? Object.keys(value).length : 0;
}

/** From one to the next until it is at its end; what never is there has no end. */
function stepsOf(start: number, end: number): number {
  const steps = Math.abs(end - start);
  if (!(steps <= UNITS)) return Number.POSITIVE_INFINITY;
  const one = start > end ? -1 : 1;
  let at = start;
  for (let step = 0; step < steps; step += 1) at += one;
  return at === end ? steps : Number.POSITIVE_INFINITY;
}

export function isContext(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}
