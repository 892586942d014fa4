import type { Json } from '#libs/process-engine/model/expression';
import { changesOf, eventsOf, inOrder, type CompiledRule } from './compiled-rule.js';
import { ValueTree } from './value-tree.js';
import type { Trigger } from '../rule/trigger.js';

/** What happened, as far as rules are found by it. */
export interface Occasion {
  readonly trigger: Trigger;
  /** Names of attributes. */
  readonly changed: readonly string[];
}

/**
 * Rules by what makes them look, and below that by what their conditions want attributes to be: the others are not even looked at.
 * A rule on changes is found only by the attributes it names.
 */
export class RuleIndex {
  readonly #byEvent = new Map<string, ValueTree>();
  readonly #byChange = new Map<string, ValueTree>();

  constructor(rules: readonly CompiledRule[]) {
    for (const [event, found] of grouped(rules, eventsOf)) this.#byEvent.set(event, new ValueTree(found));
    for (const [name, found] of grouped(rules, changesOf)) this.#byChange.set(name, new ValueTree(found));
  }

  /** In order, each once: all whose conditions may hold. */
  candidates({ trigger, changed }: Occasion, attributes: Readonly<Record<string, Json>>): CompiledRule[] {
    const trees = [this.#byEvent.get(trigger), ...changed.map((name) => this.#byChange.get(name))];
    const found = trees.flatMap((tree) => tree?.candidates(attributes) ?? []);
    return [...new Set(found)].sort(inOrder);
  }
}

function grouped(rules: readonly CompiledRule[], keysOf: (rule: CompiledRule) => readonly string[]) {
  const groups = new Map<string, CompiledRule[]>();
  for (const rule of rules)
    for (const key of new Set(keysOf(rule))) {
      const group = groups.get(key);
      if (group) group.push(rule);
      else groups.set(key, [rule]);
    }
  return groups;
}
