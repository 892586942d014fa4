import { meanInterval, sumsOf, type Estimate } from './intervals.js';

/** What an inspector gave an agent. */
export interface Given {
  readonly inspectorId: string;
  readonly agentId: string;
  readonly n: number;
  readonly sum: number;
}

/**
 * How much more or less an inspector gives than the others give the same agents, in points: one number for each agent that both have
 * judged, so that who got the harder agents is not taken for strict. Below 0: more severe.
 */
export function severityOf(all: readonly Given[]): ReadonlyMap<string, Estimate> {
  const byAgent = Map.groupBy(all, ({ agentId }) => agentId);
  const byInspector = Map.groupBy(all, ({ inspectorId }) => inspectorId);
  return new Map(
    Array.from(byInspector, ([inspectorId, theirs]) => {
      const differences = theirs.flatMap(({ agentId, n, sum }) => {
        const others = byAgent.get(agentId)!.filter((each) => each.inspectorId !== inspectorId);
        const count = others.reduce((total, each) => total + each.n, 0);
        return count === 0 ? [] : [sum / n - others.reduce((total, each) => total + each.sum, 0) / count];
      });
      return [inspectorId, meanInterval(sumsOf(differences))];
    }),
  );
}
