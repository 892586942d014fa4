import { ownedThings } from '#libs/web/access/owned-things.guard';
import { BulkActionNotFound } from './bulk-actions.js';

/** What people of the circle have ordered: when they did, the tickets were theirs to see. */
export const bulkReach = ownedThings({
  routes: /^\w+ \/api\/v1\/bulk-actions\/:(\w+)/,
  rows: { table: 'bulk_action', within: { people: ['bulk_action.orderedBy'] } },
  missing: (id) => new BulkActionNotFound('There is no such bulk action.', { id }),
});
