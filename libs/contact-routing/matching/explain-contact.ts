import type { ContactExplanation } from '../explanation.js';
import { currentNeed } from '../life/phase.js';
import { ContactNotWaiting } from '../routing.errors.js';
import type { Contact } from '../state/contact.js';
import type { World } from '../state/world.js';
import { contactStanding } from './standing.js';
import { verdicts } from './verdicts.js';

export interface WaitingTime {
  /** From 1: by score among all who wait in the queue; for a transfer to an agent, among those who wait for that agent. */
  readonly position: number;
  /** ms; null while too little is known, see `Throughput`. */
  readonly estimatedWaitMs: number | null;
}

export function explainContact(world: World, contact: Contact): ContactExplanation {
  const need = currentNeed(world, contact);
  return {
    contactId: contact.id,
    ...contactStanding(world, contact, need),
    state: stateOf(world, contact),
    ...(contact.isInQueue ? waitOf(world, contact) : { position: null, estimatedWaitMs: null }),
    agents: verdicts(world, contact, need),
  };
}

/** @throws ContactNotWaiting */
export function waitOf(world: World, contact: Contact): WaitingTime {
  if (!contact.isInQueue) throw new ContactNotWaiting('The contact does not wait.', { contact: contact.id });
  const { waiting, throughput } = world.queue(contact.queueId);
  if (contact.direct) {
    return { position: world.lineOf(contact).rank(contact, contact.need!) + 1, estimatedWaitMs: null };
  }
  const position = waiting.rank(contact) + 1;
  return { position, estimatedWaitMs: throughput.waitAt(position, world.now) };
}

function stateOf(world: World, contact: Contact): ContactExplanation['state'] {
  if (contact.pending.size > 0) return 'offered';
  if (!contact.waiting) return 'handled';
  return contact.isPaused(world.now) ? 'paused' : 'waiting';
}
