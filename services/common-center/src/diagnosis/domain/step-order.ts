/** Which steps wait for which. */
export type Needs = Readonly<Record<string, { readonly needs: readonly string[] }>>;

/** Steps that can begin: everything they need has ended, and nobody has begun them. */
export function startable(steps: Needs, begun: ReadonlySet<string>, ended: ReadonlySet<string>): string[] {
  return Object.keys(steps).filter((name) => !begun.has(name) && steps[name]!.needs.every((need) => ended.has(need)));
}

/** What a step needs, and what that needs, and so on; names that are no steps are left out. */
export function before(steps: Needs, name: string): string[] {
  const found = new Set<string>();
  const open = [...(steps[name]?.needs ?? [])];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (found.has(next) || !Object.hasOwn(steps, next)) continue;
    found.add(next);
    open.push(...steps[next]!.needs);
  }
  return [...found];
}

/** Steps that wait for themselves: none of them could ever begin. */
export function inCircles(steps: Needs): string[] {
  return Object.keys(steps).filter((name) => before(steps, name).includes(name));
}
