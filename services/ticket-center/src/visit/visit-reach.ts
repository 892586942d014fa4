import type { RowCircle } from '#libs/persistence/rows/within-circle';
import { ownedThings } from '#libs/web/access/owned-things.guard';
import { withOrForTickets } from '../ticket/reach/ticket-within.api.js';
import { VisitNotFound } from './domain/visit.errors.js';

/** Visits that people of the circle make, and those for its tickets. */
export const visitWithin = (circle: RowCircle) => withOrForTickets(circle, 'visit', 'engineerId');

export const visitReach = ownedThings({
  routes: /^\w+ \/api\/v1\/visits\/:(\w+)/,
  rows: { table: 'visit', within: visitWithin },
  missing: (id) => new VisitNotFound('There is no such visit.', { id }),
});
