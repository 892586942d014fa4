import type { AskedColleague, ColleagueEvent } from '../events.js';
import type { Reservation } from '../model/reservation.js';
import { ColleagueUnknown, ContactAskedFor, ContactNotHandled, ContactNotWaiting } from '../routing.errors.js';
import type { Contact } from '../state/contact.js';
import type { World } from '../state/world.js';
import { rescindOffers } from './close-offer.js';
import { toAgent } from './contacts.js';
import { enterQueue, stopAsking } from './waiting.js';
import { release } from './work.js';

/** What who has a contact does with those who are to be on it as well. */
export function happenToColleagues(world: World, event: ColleagueEvent): void {
  const contact = world.contact(event.contactId);
  if (contact.handledBy === null) throw new ContactNotHandled('Nobody has the contact.', { contact: contact.id });
  switch (event.type) {
    case 'colleague-asked':
      return ask(world, contact, event.to);
    case 'request-withdrawn':
      return stopAskingFor(world, contact);
    case 'colleague-joined':
      return join(world, contact, event.agentId);
    case 'contact-handed-over':
      return handOver(world, contact, event.agentId, contact.handledBy);
    case 'colleague-left':
      return leaveIt(world, contact, event.agentId);
  }
}

function ask(world: World, contact: Contact, to: AskedColleague): void {
  if (contact.waiting) throw new ContactAskedFor('Others are asked already.', { contact: contact.id });
  if ('queueId' in to) world.queue(to.queueId);
  else world.agent(to.agentId);
  contact.asked = { to: 'join', home: contact.queueId };
  contact.pausedUntil = null;
  contact.wish = contact.request.wishes.length;
  if ('queueId' in to) enterQueue(world, contact, to.queueId);
  else toAgent(world, contact, { ...to, fallbackQueueId: null });
}

function stopAskingFor(world: World, contact: Contact): void {
  if (!contact.waiting) throw new ContactNotWaiting('Nobody is asked.', { contact: contact.id });
  rescindOffers(world, contact.pending);
  stopAsking(world, contact);
}

function join(world: World, contact: Contact, agentId: string): void {
  const agent = world.agent(agentId);
  if (contact.waiting) throw new ContactAskedFor('Others are asked already.', { contact: contact.id });
  if (contact.isHadBy(agentId)) throw new ContactAskedFor('The agent is on the contact.', { contact: contact.id });
  contact.attempts += 1;
  const reservation: Reservation = {
    ...{ id: `${contact.id}/${contact.attempts}`, contactId: contact.id, agentId },
    ...{ channel: contact.request.channel, queueId: contact.queueId, state: 'accepted', until: null },
  };
  world.reservations.set(reservation.id, reservation);
  contact.colleagues.set(agentId, reservation);
  agent.work.add(reservation);
  world.agentChanged(agent);
}

function handOver(world: World, contact: Contact, agentId: string, from: string): void {
  const colleague = colleagueOf(contact, agentId);
  contact.colleagues.delete(agentId);
  contact.colleagues.set(contact.handler!, world.reservations.get(from)!);
  contact.handledBy = colleague.id;
  contact.handler = agentId;
}

function leaveIt(world: World, contact: Contact, agentId: string): void {
  const colleague = colleagueOf(contact, agentId);
  contact.colleagues.delete(agentId);
  release(world, colleague);
}

function colleagueOf(contact: Contact, agentId: string): Reservation {
  const colleague = contact.colleagues.get(agentId);
  if (!colleague) throw new ColleagueUnknown('The agent is not on the contact.', { agent: agentId });
  return colleague;
}
