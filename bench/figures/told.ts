import { newId } from '#libs/kernel/id';
import type { Fact } from '../../services/operations-center/src/figures/journey/fact.js';

type Step = (typeof SERVED)[number];

/** An event of a contact, as it comes. */
export interface Told {
  readonly contactId: string;
  readonly step: Step;
  readonly at: number;
  readonly id: string;
  readonly queueId: string;
  readonly agentId: string;
  readonly channel: string;
}

const SERVED = ['started', 'queued', 'offered', 'connected', 'wrap-up-begun', 'ended'] as const;
const LOST = ['started', 'queued', 'ended'] as const;
const GOAL = { withinMs: 20_000, shortMs: 5_000, product: null };

/** So many contacts from `from` on, a tenth of them lost, in the order things happen: contacts overlap. */
export function aDay(contacts: number, { queues, agents, from, ms }: Floorplan): Told[] {
  const told = Array.from({ length: contacts }, (_, no) => {
    const contactId = newId(new Date(from));
    const begins = from + Math.floor((no / contacts) * ms);
    const steps = no % 10 === 0 ? LOST : SERVED;
    const rest = {
      queueId: `queue-${no % queues}`,
      agentId: `agent-${no % agents}`,
      channel: no % 5 === 0 ? 'chat' : 'voice',
    };
    return steps.map((step, index) => ({ contactId, step, at: begins + index * 7_000, id: '', ...rest }));
  });
  const inOrder = told.flat().toSorted((a, b) => a.at - b.at);
  return inOrder.map((event) => ({ ...event, id: newId(new Date(event.at)) }));
}

export interface Floorplan {
  readonly queues: number;
  readonly agents: number;
  /** ms since the epoch */
  readonly from: number;
  /** How long contacts come. */
  readonly ms: number;
}

export function factOf({ step, at, id, queueId, agentId, channel }: Told): Fact {
  const told = { id, told: at, at };
  switch (step) {
    case 'started':
      return { what: step, ...told, channel };
    case 'queued':
      return { what: step, ...told, channel, queueId, goal: GOAL, moved: null };
    case 'offered':
    case 'connected':
      return { what: step, ...told, agentId, teamId: null };
    case 'ended':
      return { what: step, ...told, channel, gaveUp: true, left: null, wrapMs: 0 };
    case 'wrap-up-begun':
      return { what: step, ...told };
  }
}
