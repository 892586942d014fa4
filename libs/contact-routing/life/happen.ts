import type { RoutingEvent } from '../events.js';
import type { World } from '../state/world.js';
import { happenToColleagues } from './colleagues.js';
import { configure } from './configuration.js';
import { happenToContact } from './contacts.js';
import { happenToAgent, happenToReservation } from './reservations.js';

/** @throws DomainError before anything changed */
export function happen(world: World, event: RoutingEvent): void {
  switch (event.type) {
    case 'tick':
      return;
    case 'queue-defined':
    case 'plan-published':
    case 'agent-defined':
    case 'agent-removed':
      return configure(world, event);
    case 'agent-state-set':
    case 'own-work-begun':
      return happenToAgent(world, event);
    case 'reservation-accepted':
    case 'reservation-rejected':
    case 'reservation-canceled':
    case 'wrap-up-completed':
      return happenToReservation(world, event);
    case 'colleague-asked':
    case 'request-withdrawn':
    case 'colleague-joined':
    case 'contact-handed-over':
    case 'colleague-left':
      return happenToColleagues(world, event);
    default:
      return happenToContact(world, event);
  }
}
