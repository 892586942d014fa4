import type { RowCircle } from '#libs/persistence/rows/within-circle';
import { ownedThings } from '#libs/web/access/owned-things.guard';
import { ofTickets } from '../../ticket/reach/ticket-within.api.js';
import { EscalationNotFound } from './escalations.js';

/** Those of tickets of the circle. */
export const escalationWithin = (circle: RowCircle) => ofTickets(circle, 'escalation');

export const escalationReach = ownedThings({
  routes: /^\w+ \/api\/v1\/escalations\/:(\w+)/,
  rows: { table: 'escalation', within: escalationWithin },
  missing: (id) => new EscalationNotFound('There is no such escalation.', { id }),
});
