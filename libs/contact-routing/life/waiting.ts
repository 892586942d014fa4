import type { Decision } from '../decisions.js';
import type { QueueDefinition } from '../model/queue.js';
import { byPlace, type Contact } from '../state/contact.js';
import { entry } from '../state/queue.js';
import type { World } from '../state/world.js';
import { currentNeed, passPhases, phaseEnds, whyNotAwaited } from './phase.js';

const SECOND = 1_000;

/** Everything about how a contact waits may have changed, by time or otherwise: finds out how it waits now, and files it so. */
export function reconsider(world: World, contact: Contact, woken = false): void {
  withdraw(world, contact);
  if (!contact.isInQueue) return;
  if (contact.direct ? gaveUpTransfer(world, contact) : passedQueue(world, contact)) return;
  if (!contact.direct) passPhases(world, contact, woken);
  file(world, contact);
}

/** Takes it out of all lists. */
export function withdraw(world: World, contact: Contact): void {
  world.timers.stop(contact.timer);
  if (contact.isCounted) world.queue(contact.queueId).waiting.delete(contact);
  contact.isCounted = false;
  if (!contact.need) return;
  world.lineOf(contact).delete(contact, contact.need);
  if (contact.need.agentId !== null) world.awaiting.get(contact.need.agentId)!.delete(contact);
  contact.need = null;
}

/** Goes into a queue, or where that queue's overflow leads: the (x + 1)th who newly comes goes on, those who wait stay. */
export function enterQueue(world: World, contact: Contact, queueId: string): void {
  contact.queueId = admittedTo(world, contact, queueId);
  contact.direct = null;
  contact.waiting = true;
  contact.enteredQueueAt = contact.wishSince = contact.plannedSince = contact.stepSince = world.now;
  contact.step = 0;
  reconsider(world, contact);
}

/** The wait in this queue is over. */
export function stopWaiting(world: World, contact: Contact): void {
  if (!contact.waiting) return;
  withdraw(world, contact);
  contact.waiting = false;
  contact.waitedBefore += world.now - contact.enteredQueueAt;
}

export function moveTo(
  world: World,
  contact: Contact,
  to: string,
  reason: Extract<Decision, { type: 'contact-moved' }>['reason'],
): void {
  const from = contact.queueId;
  stopWaiting(world, contact);
  contact.wish = contact.request.wishes.length;
  if (from !== to) world.decide({ type: 'contact-moved', contactId: contact.id, from, to, reason });
  enterQueue(world, contact, to);
}

/** It leaves for good; what became of its offers is forgotten. */
export function leave(world: World, contact: Contact, reason: 'handled' | 'abandoned' | 'timed-out'): void {
  stopWaiting(world, contact);
  world.contacts.delete(contact.id);
  world.changedContacts.delete(contact);
  for (let attempt = 1; attempt <= contact.attempts; attempt += 1) {
    const reservation = world.reservations.get(`${contact.id}/${attempt}`);
    if (reservation && reservation.state !== 'wrapping') world.reservations.delete(reservation.id);
  }
  world.decide({ type: 'contact-left', contactId: contact.id, reason, waitedMs: contact.waitedBefore });
}

/** Those who wait for this agent alone look again whether they still should. */
export function reconsiderAwaiting(world: World, agentId: string): void {
  const waiting = [...(world.awaiting.get(agentId) ?? [])].sort(byPlace);
  for (const contact of waiting) reconsider(world, contact);
}

/** Puts it where it belongs in its present phase. */
export function file(world: World, contact: Contact): void {
  const queue = world.queue(contact.queueId);
  contact.place = queue.placeOf(contact.ageFrom, contact.request.priority);
  world.timers.set(contact.timer, nextDue(world, contact));
  if (!contact.direct) {
    queue.waiting.add(contact);
    contact.isCounted = true;
  }
  if (contact.isPaused(world.now)) return;
  contact.pausedUntil = null;
  contact.need = currentNeed(world, contact);
  world.lineOf(contact).add(contact, contact.need, world.pool.rarestFirst);
  if (contact.need.agentId !== null) entry(world.awaiting, contact.need.agentId, () => new Set()).add(contact);
  world.changedContacts.add(contact);
}

function nextDue(world: World, contact: Contact): number {
  let due = Math.min(phaseEnds(world, contact), contact.pausedUntil ?? Infinity);
  for (const { until } of contact.excluded.values()) if (until > world.now) due = Math.min(due, until);
  if (contact.direct) return due;
  const { definition, delayed } = world.queue(contact.queueId);
  due = Math.min(due, contact.enteredQueueAt + queueSeconds(contact, definition) * SECOND);
  for (const delayMs of delayed.keys()) {
    const over = contact.enteredQueueAt + delayMs;
    if (over > world.now) due = Math.min(due, over);
  }
  return due;
}

/** How long it may wait in the queue at all. Whoever is called back does not hold the line, and is not dropped. */
function queueSeconds({ callback }: Contact, { afterWait, leavesAfterSeconds }: QueueDefinition): number {
  return Math.min(afterWait?.seconds ?? Infinity, callback ? Infinity : (leavesAfterSeconds ?? Infinity));
}

/** Whether it is no longer in this queue. */
function passedQueue(world: World, contact: Contact): boolean {
  const { definition } = world.queue(contact.queueId);
  const limit = queueSeconds(contact, definition);
  if (world.now < contact.enteredQueueAt + limit * SECOND) return false;
  if (definition.afterWait?.seconds === limit) moveTo(world, contact, definition.afterWait.to, 'after-wait');
  else if (contact.handledBy !== null) failTransfer(world, contact, contact.handledBy);
  else leave(world, contact, 'timed-out');
  return true;
}

/** Whether it no longer waits for that agent. */
function gaveUpTransfer(world: World, contact: Contact): boolean {
  const { agentId, until, fallbackQueueId } = contact.direct!;
  const reason = whyNotAwaited(world, contact, agentId) ?? (world.now < until ? null : 'expired');
  if (reason === null) return false;
  world.decide({ type: 'wish-given-up', contactId: contact.id, agentId, reason });
  if (fallbackQueueId === null && contact.handledBy !== null) failTransfer(world, contact, contact.handledBy);
  else moveTo(world, contact, fallbackQueueId ?? contact.queueId, 'transfer-fallback');
  return true;
}

/** Nobody is asked any more, and it belongs to the queue it was in before. */
export function stopAsking(world: World, contact: Contact): void {
  stopWaiting(world, contact);
  contact.direct = null;
  contact.queueId = contact.asked?.home ?? contact.queueId;
  contact.asked = null;
}

function failTransfer(world: World, contact: Contact, reservationId: string): void {
  stopAsking(world, contact);
  world.decide({ type: 'transfer-failed', contactId: contact.id, reservationId });
}

/** Past all queues that are full; back to the one that was asked for when all are. */
function admittedTo(world: World, contact: Contact, queueId: string): string {
  const full = new Set<string>();
  let to = queueId;
  for (let target = overflowOf(world, to); target !== null && !full.has(to); target = overflowOf(world, to)) {
    full.add(to);
    to = target;
  }
  if (full.has(to) || to === queueId) return queueId;
  world.decide({ type: 'contact-moved', contactId: contact.id, from: queueId, to, reason: 'over-length' });
  return to;
}

function overflowOf(world: World, queueId: string): string | null {
  const { definition, waiting } = world.queue(queueId);
  return definition.overLength && waiting.size >= definition.overLength.length ? definition.overLength.to : null;
}
