import type { Decision } from '../decisions.js';
import type { RoutingState } from '../model/agent.js';
import type { Agent } from '../state/agent.js';
import type { World } from '../state/world.js';
import { rescindOffers } from './close-offer.js';
import { reconsider, reconsiderAwaiting } from './waiting.js';

/** What rings is called back from an agent who is not ready any more; what is handled stays. */
export function setState(
  world: World,
  agent: Agent,
  state: RoutingState,
  reason: Extract<Decision, { type: 'agent-state-changed' }>['reason'],
  idleSince = world.now,
): void {
  agent.nextState = null;
  if (agent.state === state) return;
  agent.state = state;
  if (state === 'ready') agent.idleSince = Math.min(idleSince, world.now);
  world.decide({ type: 'agent-state-changed', agentId: agent.id, state, reason });
  world.agentChanged(agent);
  if (state === 'ready') return;
  callBack(world, agent);
  reconsiderAwaiting(world, agent.id);
}

function callBack(world: World, agent: Agent): void {
  const ringing = [...agent.work].filter((each) => each.state === 'pending');
  for (const { contactId } of rescindOffers(world, ringing)) reconsider(world, world.contact(contactId));
}

/** Sets what was asked for while there was still work, as soon as there is none. */
export function workDone(world: World, agent: Agent): void {
  if (agent.work.size > 0) return;
  if (agent.nextState !== null) setState(world, agent, agent.nextState, 'after-work');
}
