import { ownedThings } from '#libs/web/access/owned-things.guard';
import { LeaveRequestNotFound, RosterSetupNotFound } from './domain/rostering.errors.js';

/** What of rosters, leave and balances is of one person. */
export const rosterReach = [
  ownedThings({
    routes: /^\w+ \/api\/v1\/leave-requests\/:(\w+)/,
    rows: { table: 'leave_request', within: { people: ['leave_request.agentId'] } },
    missing: (id) => new LeaveRequestNotFound('There is no such request.', { id }),
  }),
  ownedThings({
    routes: /^\w+ \/api\/v1\/(?:leave-balances|rostered-agents)\/:(\w+)/,
    missing: (id) => new RosterSetupNotFound('There is no such agent.', { id }),
  }),
];
