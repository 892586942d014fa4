import type { Reservation } from '../model/reservation.js';
import type { RouterSnapshot } from '../snapshot.js';
import { Contact } from '../state/contact.js';
import { Queue } from '../state/queue.js';
import { World } from '../state/world.js';
import { file } from './waiting.js';

/** The world as it was; what is in its indexes follows from it. */
export function restoreWorld(snapshot: RouterSnapshot): World {
  const world = new World();
  world.now = snapshot.now;
  for (const plan of snapshot.plans) world.plans.set(plan.id, plan);
  for (const queue of snapshot.queues) world.queues.set(queue.definition.id, new Queue(queue));
  for (const agent of snapshot.agents) world.agents.set(agent.definition.id, world.pool.add(agent));
  for (const contact of snapshot.contacts) world.contacts.set(contact.request.id, new Contact(contact));
  const onIt = new Set(snapshot.contacts.flatMap(({ colleagues }) => colleagues ?? []));
  for (const reservation of snapshot.reservations) restoreReservation(world, { ...reservation }, onIt);
  for (const agent of world.agents.values()) world.pool.refresh(agent);
  for (const contact of world.contacts.values()) if (contact.isInQueue) file(world, contact);
  world.changedContacts.clear();
  for (const id of snapshot.unmatched.contacts) world.changedContacts.add(world.contact(id));
  for (const id of snapshot.unmatched.agents) world.changedAgents.add(world.agents.get(id)!);
  for (const decision of snapshot.undelivered) world.decide(decision);
  return world;
}

export function snapshotOf(world: World): RouterSnapshot {
  const contacts = [...world.contacts.values()].sort(byId);
  const agents = [...world.agents.values()].sort(byId);
  return {
    now: world.now,
    plans: [...world.plans.values()].sort(byId),
    queues: [...world.queues.values()].sort(byId).map((each) => each.snapshot()),
    agents: agents.map((each) => each.snapshot()),
    contacts: contacts.map((each) => each.snapshot()),
    reservations: [...world.reservations.values()].sort(byId).map((each) => ({ ...each })),
    unmatched: {
      contacts: contacts.filter((each) => world.changedContacts.has(each)).map(({ id }) => id),
      agents: agents.filter((each) => world.changedAgents.has(each)).map(({ id }) => id),
    },
    undelivered: [...world.undelivered],
  };
}

function restoreReservation(world: World, reservation: Reservation, onIt: ReadonlySet<string>): void {
  const { id, state, contactId, agentId } = reservation;
  world.reservations.set(id, reservation);
  if (state !== 'pending' && state !== 'accepted' && state !== 'wrapping') return;
  world.agents.get(agentId)!.work.add(reservation);
  const contact = world.contacts.get(contactId);
  if (onIt.has(id)) contact!.colleagues.set(agentId, reservation);
  if (state === 'pending') contact!.pending.add(reservation);
  if (contact?.handledBy === id) contact.handler = agentId;
  world.wakeReservation(reservation);
}

function byId(a: { readonly id: string }, b: { readonly id: string }): number {
  return a.id < b.id ? -1 : 1;
}
