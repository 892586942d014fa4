import { evaluate, type FeelFunction } from 'feelin';
import { boundedFunctions, COUNTED_NAMES } from './bounded-functions.js';
import { boundedText } from './bounded-text.js';
import { Budget, EvaluationLimit } from './budget.js';

export interface Result {
  readonly value: unknown;
  readonly warnings: readonly string[];
}

type Values = Readonly<Record<string, unknown>>;

const CALL_STACK = /call stack/;
/** More of them tell nobody more. */
const MOST_WARNINGS = 100;
const NONE: readonly string[] = [];

/**
 * A FEEL expression, parsed once, that takes no more work than a {@link Budget} grants, whoever wrote it.
 *
 * feelin parses at every evaluation and exports no other way. But the value of a FEEL function definition is a closure over the
 * parsed body and over the object it was evaluated with, which it reads at every call, and which we change between calls: no
 * prototype, so feelin takes it as it is instead of a copy. Its parser wants to see the names, or `a b` would not be one.
 */
export class BoundedFeel {
  readonly #scope = Object.create(null) as Record<string, unknown>;
  readonly #budget = new Budget();
  /** The functions that stand where a variable of their name is not given. */
  readonly #meant: Values;
  readonly #called: FeelFunction;
  readonly #warnings: { readonly message: string }[];

  /**
   * @param names of the variables it may read
   * @param functions besides those of FEEL
   * @throws SyntaxError of feelin
   */
  constructor(
    text: string,
    private readonly names: readonly string[],
    functions: Values = {},
  ) {
    for (const name of names) this.#scope[name] = null;
    const bounded = boundedText(text, names, COUNTED_NAMES);
    const { value, warnings } = evaluate(`function() (${bounded}\n)`, this.#scope);
    this.#called = value as FeelFunction;
    this.#warnings = warnings;
    this.#warnings.push = (...more) => this.#warn(more);
    this.#meant = boundedFunctions(bounded, this.#budget);
    Object.assign(this.#scope, this.#meant, functions);
  }

  /** @throws EvaluationLimit */
  call(variables: Values): Result {
    this.#budget.refill();
    this.#warnings.length = 0;
    for (const name of this.names) this.#scope[name] = ownOf(variables, name) ?? ownOf(this.#meant, name);
    try {
      const value: unknown = this.#called.invoke([]);
      this.#budget.weighWhole(value);
      return { value, warnings: this.#warnings.length === 0 ? NONE : this.#warnings.map(({ message }) => message) };
    } catch (error) {
      throw error instanceof RangeError && CALL_STACK.test(error.message) ? new EvaluationLimit() : error;
    }
  }

  #warn(more: readonly { readonly message: string }[]): number {
    for (const each of more) {
      this.#budget.weigh(each.message);
      if (this.#warnings.length < MOST_WARNINGS) this.#warnings[this.#warnings.length] = each;
    }
    return this.#warnings.length;
  }
}

/** Not what every object has, such as `constructor`. */
function ownOf(values: Values, name: string): unknown {
  return Object.hasOwn(values, name) ? values[name] : undefined;
}
