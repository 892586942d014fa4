import { OrderedTree } from '../index/ordered-tree.js';
import type { Agent } from '../state/agent.js';

/**
 * Agents by numbers, the smaller first, of equals the smaller id. It keeps the numbers under which it filed an agent, because the
 * agent's own move on. The tree is made when somebody first walks along it.
 */
export class AgentOrder {
  readonly #filed = new Map<Agent, Filed>();
  #tree: OrderedTree<Filed> | null = null;

  constructor(private readonly rank: (agent: Agent) => readonly number[]) {}

  /** Files an agent, or finds its new place. */
  set(agent: Agent): void {
    const before = this.#filed.get(agent);
    const filed = { agent, rank: this.rank(agent) };
    if (before && compare(before, filed) === 0) return;
    if (before) this.#tree?.delete(before);
    this.#filed.set(agent, filed);
    this.#tree?.add(filed);
  }

  delete(agent: Agent): void {
    const filed = this.#filed.get(agent);
    if (!filed) return;
    this.#filed.delete(agent);
    this.#tree?.delete(filed);
  }

  /** As of now: the agents need not be filed. */
  sorted(agents: readonly Agent[]): Agent[] {
    return agents
      .map((agent) => ({ agent, rank: this.rank(agent) }))
      .sort(compare)
      .map(({ agent }) => agent);
  }

  /** Visits agents in order until told to stop. */
  walk(visit: (agent: Agent) => 'on' | 'stop'): void {
    this.#tree ??= this.#planted();
    this.#tree.find(({ agent }) => visit(agent) === 'stop');
  }

  #planted(): OrderedTree<Filed> {
    const tree = new OrderedTree(compare);
    for (const filed of this.#filed.values()) tree.add(filed);
    return tree;
  }
}

interface Filed {
  readonly agent: Agent;
  readonly rank: readonly number[];
}

function compare(a: Filed, b: Filed): number {
  for (let index = 0; index < a.rank.length; index += 1) {
    const difference = a.rank[index]! - b.rank[index]!;
    if (difference !== 0) return difference;
  }
  return a.agent.id < b.agent.id ? -1 : Number(a.agent.id > b.agent.id);
}
