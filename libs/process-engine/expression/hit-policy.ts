import type { DecisionOutput, HitPolicy } from '../model/decision.js';
import type { Json } from '../model/expression.js';

/** What a rule that matched gives: one value per output. */
export type Hit = readonly Json[];

/** The message says to operators which rule of the table was broken. */
export class HitPolicyBroken extends Error {}

/**
 * The result of a table; at least one rule matched.
 * @throws HitPolicyBroken
 */
export function resultOf(policy: HitPolicy, hits: readonly Hit[], outputs: readonly DecisionOutput[]): Json {
  const value = (hit: Hit) => valueOf(hit, outputs);
  switch (policy) {
    case 'U':
      if (hits.length > 1) throw new HitPolicyBroken('More than one rule matches, and the table allows one only.');
      return value(hits[0]!);
    case 'A':
      if (new Set(hits.map((hit) => JSON.stringify(hit))).size > 1) {
        throw new HitPolicyBroken('The rules that match give different values, and the table wants them to agree.');
      }
      return value(hits[0]!);
    case 'F':
      return value(hits[0]!);
    case 'P':
      return value(byPriority(hits, outputs)[0]!);
    case 'O':
      return byPriority(hits, outputs).map(value);
    case 'R':
    case 'C':
      return hits.map(value);
    case 'C#':
      return hits.length;
    case 'C+':
      return numbers(hits).reduce((sum, each) => sum + each, 0);
    case 'C<':
      return Math.min(...numbers(hits));
    case 'C>':
      return Math.max(...numbers(hits));
  }
}

/** Of one output its value, of several an object by their names. */
export function valueOf(hit: Hit, outputs: readonly DecisionOutput[]): Json {
  if (outputs.length === 1) return hit[0]!;
  return Object.fromEntries(outputs.map(({ name }, index) => [name, hit[index]!]));
}

/** By the first output, among equals by the second, and so on. */
function byPriority(hits: readonly Hit[], outputs: readonly DecisionOutput[]): readonly Hit[] {
  const ranked = hits.map((hit) => ({ hit, ranks: outputs.map((output, index) => rank(hit[index]!, output)) }));
  const difference = (a: readonly number[], b: readonly number[]) =>
    a.map((each, i) => each - b[i]!).find((each) => each !== 0);
  return ranked.sort((a, b) => difference(a.ranks, b.ranks) ?? 0).map(({ hit }) => hit);
}

function rank(value: Json, { name, values }: DecisionOutput): number {
  const position = values.indexOf(value);
  if (position >= 0 || values.length === 0) return position;
  throw new HitPolicyBroken(
    `${JSON.stringify(value)} is not among the values of "${name}", so its priority is not known.`,
  );
}

function numbers(hits: readonly Hit[]): number[] {
  return hits.map(([value]) => {
    if (typeof value === 'number') return value;
    throw new HitPolicyBroken(`${JSON.stringify(value)} is not a number: the table cannot add up or compare it.`);
  });
}
