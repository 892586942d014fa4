import { withinCircle, type RowCircle, type SqlPart } from '#libs/persistence/rows/within-circle';
import { ownedThings } from '#libs/web/access/owned-things.guard';
import { ofTickets } from '../ticket/reach/ticket-within.api.js';
import { AssistRequestNotFound } from './domain/assist-request.errors.js';

const OWNERS = {
  people: ['assist_request.askedBy', 'assist_request.helperId'],
  teams: ['assist_request.teamId'],
} as const;

/** What people of the circle ask and are asked, and what is asked about its tickets. */
export function assistWithin(circle: RowCircle): SqlPart {
  const [own, theirs] = [withinCircle(circle, OWNERS), ofTickets(circle, 'assist_request')];
  return { sql: `(${own.sql} OR ${theirs.sql})`, values: [...own.values, ...theirs.values] };
}

export const assistReach = ownedThings({
  routes: /^\w+ \/api\/v1\/assist-requests\/:(\w+)/,
  rows: { table: 'assist_request', within: assistWithin },
  missing: (id) => new AssistRequestNotFound('There is no such request for help.', { id }),
});
