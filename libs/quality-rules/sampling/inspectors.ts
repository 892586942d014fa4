export interface Inspector {
  readonly id: string;
  /** What they still have to judge. */
  readonly load: number;
  /** Whom they must not judge: those they lead. */
  readonly leads: ReadonlySet<string>;
}

/** Nobody judges their own work, or that of their own people. */
export function mayInspect({ id, leads }: Pick<Inspector, 'id' | 'leads'>, agentId: string): boolean {
  return id !== agentId && !leads.has(agentId);
}

/**
 * Gives work to inspectors, one after the other to who has least to do, by name where that is the same.
 * @param apart inspectors each piece must have, all different
 * @returns for each piece of work its inspectors; fewer, or none, where no more may judge it
 */
export function assigned(
  work: readonly { readonly agentId: string; readonly apart: number }[],
  inspectors: readonly Inspector[],
): string[][] {
  const loads = new Map(inspectors.map(({ id, load }) => [id, load]));
  const byLoad = (one: Inspector, other: Inspector) =>
    loads.get(one.id)! - loads.get(other.id)! || (one.id < other.id ? -1 : 1);
  return work.map(({ agentId, apart }) => {
    const chosen = inspectors
      .filter((each) => mayInspect(each, agentId))
      .toSorted(byLoad)
      .slice(0, apart);
    for (const { id } of chosen) loads.set(id, loads.get(id)! + 1);
    return chosen.map(({ id }) => id);
  });
}
