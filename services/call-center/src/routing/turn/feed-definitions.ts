import type { ConfigurationEvent } from '#libs/contact-routing/events';
import { DomainError } from '#libs/kernel/domain-error';
import type { Queues } from '../../queue/queue.api.js';
import type { RoutingPlans } from '../../routing-plan/routing-plan.api.js';
import { agentDefinition, apart, planDefinition, queueDefinition } from './definitions.js';
import { queuesById } from './live-router.js';
import type { Turn } from './turn.js';

/** Where definitions are administered. */
export interface Setup {
  readonly queues: Queues;
  readonly plans: RoutingPlans;
}

/** Tells the router what was administered since it was told last; what it cannot take is left as it was. */
export async function feedDefinitions(turn: Turn, { queues, plans }: Setup): Promise<void> {
  const { live, hands } = turn;
  const known = live.router.snapshot();
  live.queues = await queuesById(queues);
  const same = matcher(known.queues.map(({ definition }) => definition));
  const versions = new Map(known.plans.map(({ id, version }) => [id, version]));
  for (const plan of (await plans.all()).map(planDefinition)) {
    if ((versions.get(plan.id) ?? 0) < plan.version) tell(turn, { type: 'plan-published', plan });
  }
  const defined = [...live.queues.values()].map(queueDefinition);
  for (const queue of defined) {
    if (!same.has(queue.id)) tell(turn, { type: 'queue-defined', queue: apart(queue) });
  }
  for (const queue of defined) {
    const before = same.get(queue.id) ?? JSON.stringify(apart(queue));
    if (before !== JSON.stringify(queue)) tell(turn, { type: 'queue-defined', queue });
  }
  const agents = matcher(known.agents.map(({ definition }) => definition));
  for (const agent of (await hands.roster.of([...agents.keys()])).map(agentDefinition)) {
    if (agents.get(agent.id) !== JSON.stringify(agent)) tell(turn, { type: 'agent-defined', agent });
  }
}

function matcher(definitions: readonly { readonly id: string }[]): Map<string, string> {
  return new Map(definitions.map((definition) => [definition.id, JSON.stringify(definition)]));
}

function tell(turn: Turn, event: ConfigurationEvent): void {
  try {
    turn.happen(event);
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    turn.disagree('definition', { event: event.type, code: error.code, ...error.details });
  }
}
