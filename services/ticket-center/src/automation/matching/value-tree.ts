import type { Json } from '#libs/process-engine/model/expression';
import type { CompiledRule } from './compiled-rule.js';

/** So few are looked at one by one. */
const FEW = 8;

/** Tells rules apart by the value of one attribute after the other, first by the one that leaves fewest behind. */
export class ValueTree {
  readonly #name: string | undefined;
  readonly #byValue = new Map<Json, ValueTree>();
  /** Those that do not ask for this attribute. */
  readonly #others: ValueTree | undefined;
  readonly #rules: readonly CompiledRule[];

  constructor(rules: readonly CompiledRule[], asked: ReadonlySet<string> = new Set()) {
    this.#name = rules.length > FEW ? mostTelling(rules, asked) : undefined;
    this.#rules = this.#name === undefined ? rules : [];
    if (this.#name === undefined) return;
    const next = new Set([...asked, this.#name]);
    const groups = new Map<Json, CompiledRule[]>();
    for (const rule of rules) for (const value of valuesOf(rule, this.#name) ?? []) addTo(groups, value, rule);
    for (const [value, group] of groups) this.#byValue.set(value, new ValueTree(group, next));
    const others = rules.filter((rule) => valuesOf(rule, this.#name!) === undefined);
    if (others.length > 0) this.#others = new ValueTree(others, next);
  }

  /** All whose conditions may hold of these attributes. */
  candidates(attributes: Readonly<Record<string, Json>>): readonly CompiledRule[] {
    if (this.#name === undefined) return this.#rules.filter((rule) => mayHold(rule, attributes));
    const here = this.#byValue.get(attributes[this.#name] ?? null)?.candidates(attributes) ?? [];
    return this.#others ? [...here, ...this.#others.candidates(attributes)] : here;
  }
}

function mayHold({ among }: CompiledRule, attributes: Readonly<Record<string, Json>>): boolean {
  return among.every(({ name, values }) => (values as ReadonlySet<Json>).has(attributes[name] ?? null));
}

function valuesOf({ among }: CompiledRule, name: string): ReadonlySet<Json> | undefined {
  return among.find((each) => each.name === name)?.values;
}

/** The attribute by which the largest group that is left is smallest; undefined when none tells any apart. */
function mostTelling(rules: readonly CompiledRule[], asked: ReadonlySet<string>): string | undefined {
  const names = new Set(rules.flatMap(({ among }) => among.map(({ name }) => name)).filter((name) => !asked.has(name)));
  let best: { readonly name: string; readonly left: number } | undefined;
  for (const name of names) {
    const left = leftBy(rules, name);
    if (left < (best?.left ?? rules.length)) best = { name, left };
  }
  return best?.name;
}

function leftBy(rules: readonly CompiledRule[], name: string): number {
  const sizes = new Map<Json, number>();
  let others = 0;
  for (const rule of rules) {
    const values = valuesOf(rule, name);
    if (!values) others += 1;
    for (const value of values ?? []) sizes.set(value, (sizes.get(value) ?? 0) + 1);
  }
  return others + Math.max(0, ...sizes.values());
}

function addTo(groups: Map<Json, CompiledRule[]>, value: Json, rule: CompiledRule): void {
  const group = groups.get(value);
  if (group) group.push(rule);
  else groups.set(value, [rule]);
}
