import { compileExpression, ExpressionFault } from '#libs/process-engine/expression/compile';
import { judge } from '#libs/process-engine/expression/condition';
import type { Expression, Json } from '#libs/process-engine/model/expression';
import type { NamedText } from './named-text.api.js';

const TIME_ZONE = 'UTC';

interface WithCondition {
  readonly condition: string;
}

/** Texts with conditions in their order, parsed once. */
export class ConditionalTexts<Text extends WithCondition> {
  readonly #texts: readonly { readonly text: NamedText<Text>; readonly condition: Expression }[];
  readonly byId: ReadonlyMap<string, NamedText<Text>>;

  constructor(texts: readonly NamedText<Text>[]) {
    this.#texts = texts.map((text) => ({ text, condition: compileExpression(text.text.condition) }));
    this.byId = new Map(texts.map((text) => [text.id, text]));
  }

  /** All whose condition holds: one that cannot be said to hold does not. */
  holding(facts: Readonly<Record<string, Json>>, at: Date): NamedText<Text>[] {
    return this.#texts.filter(holdsFor(facts, at)).map(({ text }) => text);
  }

  /** The first of them. */
  choose(facts: Readonly<Record<string, Json>>, at: Date): NamedText<Text> | null {
    return this.#texts.find(holdsFor(facts, at))?.text ?? null;
  }
}

function holdsFor(facts: Readonly<Record<string, Json>>, at: Date) {
  const moment = { now: at, timeZone: TIME_ZONE };
  return ({ condition }: { readonly condition: Expression }) => judge(condition, facts, moment).outcome === 'holds';
}

/** What is wrong with a condition: it cannot be read, or names what is not known; null: nothing. */
export function faultOf(condition: string, known: readonly string[]): string | null {
  try {
    const unknown = compileExpression(condition).names.filter((name) => !known.includes(name));
    return unknown.length > 0 ? `Tickets have no ${unknown.join(', ')}.` : null;
  } catch (error) {
    if (error instanceof ExpressionFault) return error.message;
    throw error;
  }
}
