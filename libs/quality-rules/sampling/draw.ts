/** Finished work that may be drawn. */
export interface Drawable {
  /** Unique in its population. */
  readonly key: string;
}

/** How many of each stratum are drawn: a share of the whole, or so many of each. */
export type SampleSize = { readonly total: number } | { readonly each: number };

/**
 * Draws a sample: within each stratum those whose rank is lowest. The rank is to be a secret's hash of the key, fixed before anybody
 * knew the population: then whoever learns the secret later finds the same sample again, and nobody could have chosen it. More of the
 * same stratum are those that follow: what was drawn stays drawn.
 * @param stratumOf all the same for a plain random sample
 */
export function draw<Work extends Drawable>(
  population: readonly Work[],
  size: SampleSize,
  rank: (key: string) => string,
  stratumOf: (work: Work) => string = () => '',
): Work[] {
  const strata = Map.groupBy(population, stratumOf);
  const sizes = allocation(new Map(Array.from(strata, ([name, { length }]) => [name, length])), size);
  return [...strata].flatMap(([name, works]) => inOrderOf(works, rank).slice(0, sizes.get(name)));
}

/** In the order in which they are drawn. */
export function inOrderOf<Work extends Drawable>(works: readonly Work[], rank: (key: string) => string): Work[] {
  const ranked = works.map((work) => ({ work, at: rank(work.key) }));
  return ranked.toSorted((one, other) => (one.at < other.at ? -1 : 1)).map(({ work }) => work);
}

/** By the size of each, the largest remainders first; one of each stratum at least, where the total suffices for that. */
export function allocation(strata: ReadonlyMap<string, number>, size: SampleSize): Map<string, number> {
  if ('each' in size) return new Map(Array.from(strata, ([name, count]) => [name, Math.min(count, size.each)]));
  const population = [...strata.values()].reduce((sum, count) => sum + count, 0);
  const total = Math.min(population, size.total);
  const given = new Map<string, number>();
  const shares = Array.from(strata, ([name, count]) => ({ name, count, share: (total * count) / population }));
  const least = total >= strata.size ? 1 : 0;
  for (const { name, share } of shares) given.set(name, Math.max(least, Math.floor(share)));
  let left = total - [...given.values()].reduce((sum, count) => sum + count, 0);
  const want = ({ name, share }: { name: string; share: number }) => share - given.get(name)!;
  for (; left !== 0; left -= Math.sign(left)) {
    const open = shares.filter(({ name, count }) => (left > 0 ? given.get(name)! < count : given.get(name)! > least));
    const next = open.toSorted(
      (one, other) => Math.sign(left) * (want(other) - want(one)) || (one.name < other.name ? -1 : 1),
    )[0]!;
    given.set(next.name, given.get(next.name)! + Math.sign(left));
  }
  return given;
}
