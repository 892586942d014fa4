import type { RowCircle } from '#libs/persistence/rows/within-circle';
import { ownedThings } from '#libs/web/access/owned-things.guard';
import { withOrForTickets } from '../ticket/reach/ticket-within.api.js';
import { TaskNotFound } from './domain/task.errors.js';

/** Tasks of the circle, and those that ask after its tickets. */
export const taskWithin = (circle: RowCircle) => withOrForTickets(circle, 'task', 'agentId');

export const taskReach = ownedThings({
  routes: /^\w+ \/api\/v1\/tasks\/:(\w+)/,
  rows: { table: 'task', within: taskWithin },
  missing: (id) => new TaskNotFound('There is no such task.', { id }),
});
