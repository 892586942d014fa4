import type { ColleagueEvent, ContactEvent, TransferTarget } from '../events.js';
import type { ContactRequest } from '../model/contact.js';
import {
  ContactAskedFor,
  ContactNotHandled,
  ContactNotWaiting,
  ContactQueuedTwice,
  ContactShared,
} from '../routing.errors.js';
import { Contact } from '../state/contact.js';
import type { World } from '../state/world.js';
import { rescindOffers } from './close-offer.js';
import { checkRequest, checkWanted } from './definitions.js';
import { abandon } from './offers.js';
import { enterQueue, leave, moveTo, reconsider, stopWaiting, withdraw } from './waiting.js';
import { complete, release } from './work.js';

const SECOND = 1_000;

type DirectTarget = Pick<Extract<TransferTarget, { agentId: string }>, 'agentId' | 'waitSeconds' | 'fallbackQueueId'>;
type Event = Exclude<ContactEvent, ColleagueEvent>;
type Of<T extends Event['type']> = Extract<Event, { type: T }>;

export function happenToContact(world: World, event: Event): void {
  switch (event.type) {
    case 'contact-queued':
      return queue(world, event.contact, event.callback);
    case 'contact-changed':
      return change(world, world.contact(event.contactId), event);
    case 'contact-abandoned':
      return hangUp(world, world.contacts.get(event.contactId));
    case 'contact-ended':
      return end(world, event.contactId);
    case 'contact-transferred':
      return transfer(world, world.contact(event.contactId), event.to);
    case 'callback-requested':
      return callBackLater(world, world.contact(event.contactId), event.notBefore);
    case 'callback-failed':
      return callBackAgain(world, world.contact(event.contactId), event.notBefore);
  }
}

function queue(world: World, request: ContactRequest, callback: Of<'contact-queued'>['callback']): void {
  checkRequest(request);
  world.queue(request.queueId);
  if (world.contacts.has(request.id)) {
    throw new ContactQueuedTwice('The contact is being routed already.', { contact: request.id });
  }
  const { now } = world;
  const contact = new Contact({
    ...{
      request,
      arrivedAt: now,
      enteredQueueAt: now,
      ageFrom: request.ageFrom ?? now,
      waiting: true,
      waitedBefore: 0,
    },
    ...{ attempts: 0, missesInRow: 0, pausedUntil: null, callback: false, direct: null, wish: 0, wishSince: now },
    ...{ plannedSince: now, step: 0, stepSince: now, excluded: {}, handledBy: null },
    ...{ colleagues: [], asked: null },
  });
  world.contacts.set(contact.id, contact);
  if (callback) holdForCallback(world, contact, callback.notBefore);
  enterQueue(world, contact, request.queueId);
}

function change(world: World, contact: Contact, { priority, required, preferred }: Of<'contact-changed'>): void {
  const { request } = contact;
  const changed = {
    ...request,
    priority: priority ?? request.priority,
    required: required ?? request.required,
    preferred: preferred ?? request.preferred,
  };
  checkWanted(changed.priority, changed.required, changed.preferred);
  withdraw(world, contact);
  contact.request = changed;
  reconsider(world, contact);
}

function hangUp(world: World, contact: Contact | undefined): void {
  if (contact?.waiting && contact.handledBy === null) abandon(world, contact);
}

function end(world: World, contactId: string): void {
  const own = world.reservations.get(`${contactId}/0`);
  if (own) return complete(world, own);
  const contact = world.contact(contactId);
  if (contact.handledBy === null) {
    throw new ContactNotHandled('Nobody has the contact; it can be abandoned.', { contact: contactId });
  }
  rescindOffers(world, contact.pending);
  release(world, world.reservations.get(contact.handledBy)!);
  for (const colleague of contact.colleagues.values()) release(world, colleague);
  leave(world, contact, 'handled');
}

function transfer(world: World, contact: Contact, to: TransferTarget): void {
  if ('queueId' in to) world.queue(to.queueId);
  else {
    world.agent(to.agentId);
    if (to.fallbackQueueId !== null) world.queue(to.fallbackQueueId);
  }
  refuseShared(contact);
  if (contact.asked?.to === 'join')
    throw new ContactAskedFor('Somebody is asked to be on the contact.', { contact: contact.id });
  rescindOffers(world, contact.pending);
  withdraw(world, contact);
  letGo(world, contact, to);
  contact.pausedUntil = null;
  if ('agentId' in to) return toAgent(world, contact, to);
  if (to.age === 'queue') contact.ageFrom = world.now;
  moveTo(world, contact, to.queueId, 'transfer');
}

/** Whoever transfers a contact does not get it back at once. */
function letGo(world: World, contact: Contact, to: TransferTarget): void {
  if (contact.handledBy === null) return;
  const reservation = world.reservations.get(contact.handledBy)!;
  const { excludedSeconds } = world.queue('queueId' in to ? to.queueId : contact.queueId).definition.rejected;
  contact.excluded.set(reservation.agentId, { until: world.now + excludedSeconds * SECOND, misses: 0 });
  if (to.letGo === 'on-accept') {
    contact.asked ??= { to: 'own', home: contact.queueId };
    return;
  }
  contact.asked = null;
  contact.handledBy = contact.handler = null;
  release(world, reservation);
}

export function toAgent(world: World, contact: Contact, { agentId, waitSeconds, fallbackQueueId }: DirectTarget): void {
  stopWaiting(world, contact);
  contact.excluded.delete(agentId);
  contact.wish = contact.request.wishes.length;
  contact.direct = { agentId, until: world.now + waitSeconds * SECOND, fallbackQueueId };
  contact.waiting = true;
  contact.enteredQueueAt = world.now;
  reconsider(world, contact);
}

/** @throws ContactShared */
function refuseShared({ id, colleagues }: Contact): void {
  if (colleagues.size > 0) throw new ContactShared('Others are on the contact as well.', { contact: id });
}

function callBackLater(world: World, contact: Contact, notBefore = 0): void {
  if (!contact.waiting || contact.handledBy !== null) {
    throw new ContactNotWaiting('Only who waits can be called back.', { contact: contact.id });
  }
  rescindOffers(world, contact.pending);
  holdForCallback(world, contact, notBefore);
  reconsider(world, contact);
}

function callBackAgain(world: World, contact: Contact, notBefore: number): void {
  if (contact.handledBy === null || contact.waiting)
    throw new ContactNotHandled('Nobody tries to call back.', { contact: contact.id });
  refuseShared(contact);
  release(world, world.reservations.get(contact.handledBy)!);
  contact.handledBy = contact.handler = null;
  contact.waiting = true;
  contact.enteredQueueAt = contact.plannedSince = contact.stepSince = world.now;
  contact.step = 0;
  holdForCallback(world, contact, notBefore);
  reconsider(world, contact);
}

function holdForCallback(world: World, contact: Contact, notBefore: number): void {
  contact.callback = true;
  if (notBefore > world.now) {
    contact.pausedUntil = Math.max(notBefore, contact.pausedUntil ?? 0);
    const { id: contactId, pausedUntil: until } = contact;
    world.decide({ type: 'contact-paused', contactId, until, reason: 'callback-later' });
  }
}
