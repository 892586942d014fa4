import { compileExpression } from '#libs/process-engine/expression/compile';
import { conjunctsOf, type Among } from '#libs/process-engine/expression/conjuncts';
import type { Expression } from '#libs/process-engine/model/expression';
import type { NamedText } from '../../named-text/named-text.api.js';
import type { Action } from '../action/action.dto.js';
import type { RuleText, When } from '../rule/rule.dto.js';
import type { Trigger } from '../rule/trigger.js';

/** A rule that is parsed, with what its condition looks at. */
export interface CompiledRule {
  readonly id: string;
  readonly name: string;
  readonly version: number;
  readonly position: number;
  readonly when: When;
  readonly condition: Expression;
  /** What attributes must be, each, for the condition to hold. */
  readonly among: readonly Among[];
  readonly actions: readonly Action[];
  readonly stop: boolean;
}

/** @throws ExpressionFault */
export function compiledRule({ id, name, version, position, text }: NamedText<RuleText>): CompiledRule {
  const { when, condition, actions, stop } = text;
  const among = conjunctsOf(condition).flatMap((conjunct) => conjunct.among ?? []);
  return { id, name, version, position, when, condition: compileExpression(condition), among, actions, stop };
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
