/** How far apart two answers are taken to be: all alike, or by how many steps of the scale lie between them. */
export type Weighting = 'none' | 'linear' | 'quadratic';

/** The share of subjects that two inspectors answered alike; null without any. */
export function agreement(pairs: readonly (readonly [string, string])[]): number | null {
  return pairs.length === 0 ? null : pairs.filter(([one, other]) => one === other).length / pairs.length;
}

/**
 * Cohen's kappa of two inspectors: agreement beyond chance, 1 at most (Cohen 1960; weighted: 1968).
 * @param scale all answers there can be, in their order where the weighting asks for it
 * @returns null without pairs, and where both only ever gave one same answer: chance explains all of it
 */
export function cohensKappa(
  pairs: readonly (readonly [string, string])[],
  scale: readonly string[],
  weighting: Weighting = 'none',
): number | null {
  const distance = distanceOn(scale, weighting);
  const seen = pairs.reduce((sum, [one, other]) => sum + distance(one, other), 0) / pairs.length;
  let byChance = 0;
  for (const one of scale) {
    for (const other of scale) {
      const share = pairs.filter(([a]) => a === one).length * pairs.filter(([, b]) => b === other).length;
      byChance += (share / pairs.length ** 2) * distance(one, other);
    }
  }
  return byChance > 0 ? 1 - seen / byChance : null;
}

/**
 * Fleiss' kappa of several inspectors (Fleiss 1971). Subjects that fewer than two answered say nothing; where not all answered
 * each subject counts by its own number of answers.
 * @param subjects the answers to each
 * @returns null where chance explains all of it
 */
export function fleissKappa(subjects: readonly (readonly string[])[]): number | null {
  const rated = subjects.filter((answers) => answers.length >= 2);
  if (rated.length === 0) return null;
  const alike = rated.reduce((sum, answers) => sum + pairsAlike(answers), 0) / rated.length;
  const all = rated.flat();
  const byChance = [...countsOf(all).values()].reduce((sum, count) => sum + (count / all.length) ** 2, 0);
  return byChance < 1 ? (alike - byChance) / (1 - byChance) : null;
}

function pairsAlike(answers: readonly string[]): number {
  const n = answers.length;
  const alike = [...countsOf(answers).values()].reduce((sum, count) => sum + count * (count - 1), 0);
  return alike / (n * (n - 1));
}

function countsOf(answers: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const answer of answers) counts.set(answer, (counts.get(answer) ?? 0) + 1);
  return counts;
}

function distanceOn(scale: readonly string[], weighting: Weighting): (one: string, other: string) => number {
  const farthest = Math.max(1, scale.length - 1);
  return (one, other) => {
    if (weighting === 'none') return one === other ? 0 : 1;
    const steps = Math.abs(scale.indexOf(one) - scale.indexOf(other)) / farthest;
    return weighting === 'linear' ? steps : steps ** 2;
  };
}
