import { compileExpression } from '#libs/process-engine/expression/compile';
import { conjunctsOf, type Among } from '#libs/process-engine/expression/conjuncts';
import type { Expression } from '#libs/process-engine/model/expression';
import type { NamedText } from '../../named-text/named-text.api.js';
import type { Action } from '../action/action.dto.js';
import type { RuleText, When } from '../rule/rule.dto.js';
import type { Trigger } from '../rule/trigger.js';

/** What a condition looks at: worked out once, when the rule is written, and kept with it. */
export interface LooksAt {
  readonly names: readonly string[];
  /** What attributes must be, each one of these, for the condition to hold. */
  readonly among: readonly { readonly name: string; readonly values: readonly (string | boolean | null)[] }[];
}

export type KeptRule = RuleText & { readonly looksAt: LooksAt };

/** A rule as it is looked for; its condition is parsed when it is first judged. */
export interface CompiledRule {
  readonly id: string;
  readonly name: string;
  readonly version: number;
  readonly position: number;
  readonly when: When;
  readonly condition: Expression;
  readonly among: readonly Among[];
  readonly actions: readonly Action[];
  readonly stop: boolean;
}

/** @throws ExpressionFault */
export function looksAt(condition: string): LooksAt {
  const { names } = compileExpression(condition);
  const among = conjunctsOf(condition).flatMap((conjunct) => conjunct.among ?? []);
  return { names, among: among.map(({ name, values }) => ({ name, values: [...values] })) };
}

export function compiledRule({ id, name, version, position, text }: NamedText<KeptRule>): CompiledRule {
  const { when, condition, actions, stop, looksAt: seen } = text;
  const among = seen.among.map((each) => ({ name: each.name, values: new Set(each.values) }));
  return { id, name, version, position, when, condition: { text: condition, names: seen.names }, among, actions, stop };
}

/** Events that make it look; of a rule on time, those it counts from. */
export function eventsOf({ when }: CompiledRule): readonly Trigger[] {
  if (when.type === 'event') return when.events;
  return when.type === 'time' ? [when.since] : [];
}

/** Attributes whose change makes it look. */
export function changesOf({ when, condition }: CompiledRule): readonly string[] {
  if (when.type !== 'change') return [];
  return when.attributes.length > 0 ? when.attributes : condition.names;
}

/** In which order they are looked at. */
export function inOrder(a: CompiledRule, b: CompiledRule): number {
  return a.position - b.position || (a.id < b.id ? -1 : 1);
}
