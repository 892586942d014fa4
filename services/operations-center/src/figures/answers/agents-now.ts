import type { FigureAgent } from '../facts/fact.schema.js';
import type { LiveRow } from './figure.dto.js';
import { nameOfScope, scopesOfAgent, type Scope } from './scope.js';
import type { Serving } from './serving.js';

type StateNow = LiveRow['now']['agents'][number];

/** Who is logged in, by state: of each agent, their team and the tenant, and of all that they serve. */
export class AgentsNow {
  readonly #states = new Map<string, StateNow[]>();
  readonly #scopes = new Map<string, Scope>();

  constructor(agents: readonly FigureAgent[], serving: Serving) {
    for (const agent of agents)
      for (const scope of [...scopesOfAgent(agent.agentId, agent.teamId ?? ''), TENANT])
        this.#add(scope, [stateOf(agent)]);
    for (const [profileId, theirs] of Map.groupBy(agents, ({ agentId }) => serving.profileOf(agentId))) {
      const states = merged(theirs.map(stateOf));
      for (const scope of serving.scopesOf(profileId)) this.#add(scope, states);
    }
  }

  scopes(): Scope[] {
    return [...this.#scopes.values()];
  }

  of(scope: Scope): StateNow[] {
    return merged(this.#states.get(nameOfScope(scope)) ?? []);
  }

  #add(scope: Scope, states: readonly StateNow[]): void {
    const name = nameOfScope(scope);
    const known = this.#states.get(name);
    if (known) return void known.push(...states);
    this.#states.set(name, [...states]);
    this.#scopes.set(name, scope);
  }
}

const TENANT: Scope = { kind: 'tenant', id: '' };

function stateOf({ state, reason, at }: FigureAgent): StateNow {
  return { state, reason, count: 1, since: at.toISOString() };
}

/** Each state once, since the one who has been so longest. */
function merged(states: readonly StateNow[]): StateNow[] {
  const sums = new Map<string, StateNow>();
  for (const each of states) {
    const name = `${each.state}/${each.reason}`;
    const known = sums.get(name);
    const since = known && known.since < each.since ? known.since : each.since;
    sums.set(name, { ...each, count: each.count + (known?.count ?? 0), since });
  }
  return [...sums.values()];
}
