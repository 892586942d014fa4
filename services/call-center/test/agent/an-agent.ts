import { Agent } from '../../src/agent/domain/agent.aggregate.js';
import type { Capacity, Channel } from '../../src/agent/domain/capacity.js';
import type { AfterWorkRule, Assignment, Reservation } from '../../src/agent/domain/work.js';
import type { AgentRow } from '../../src/agent/infra/agent.schema.js';

export const NINE = new Date('2026-11-23T09:00:00Z');

/** Seconds after nine. */
export function at(seconds: number): Date {
  return new Date(NINE.getTime() + seconds * 1_000);
}

/** One call, or up to ten chats. */
export const CAPACITY: Capacity = {
  voice: { slots: 1, weight: 100, interrupts: [] },
  chat: { slots: 10, weight: 10, interrupts: [] },
};

export const NO_AFTER_WORK: AfterWorkRule = { mode: 'optional', seconds: null };
export const READY = { state: 'ready', reason: null } as const;
export const OFFLINE = { state: 'offline', reason: null } as const;
export const notReady = (reason: string) => ({ state: 'not-ready', reason }) as const;

export function aCall(id: string, over: Partial<Assignment> = {}): Assignment {
  const contactId = `contact-${id}`;
  return { id, contactId, channel: 'voice', queueId: null, afterWork: NO_AFTER_WORK, ...over };
}

export function aReservation(id: string, over: Partial<Reservation> = {}): Reservation {
  return { ...aCall(id), queueId: 'queue', expiresAt: at(20), excludedSeconds: 30, toTheEnd: false, ...over };
}

/** As its row says it. */
export function seen(agent: Agent): AgentRow {
  return agent as unknown as AgentRow;
}

export function anAgent(id = 'mia'): Agent {
  const agent = Agent.enrol(id, NINE);
  agent.takeEvents();
  return agent;
}

export function loggedIn(): Agent {
  const agent = anAgent();
  agent.logIn(NINE);
  agent.takeEvents();
  return agent;
}

export function ready(): Agent {
  const agent = loggedIn();
  agent.choose(READY, NINE);
  agent.takeEvents();
  return agent;
}

export function onACall(afterWork: AfterWorkRule = NO_AFTER_WORK, channel: Channel = 'voice'): Agent {
  const agent = ready();
  agent.offer(aReservation('r1', { afterWork, channel }), CAPACITY, NINE);
  agent.accept('r1', NINE);
  agent.takeEvents();
  return agent;
}

export function afterACall(afterWork: AfterWorkRule): Agent {
  const agent = onACall(afterWork);
  agent.release('r1', at(60));
  agent.takeEvents();
  return agent;
}
