import { ownedThings } from '#libs/web/access/owned-things.guard';
import { AttemptNotFound } from './domain/campaign.errors.js';

/** Columns that say whose a call of a campaign is. */
export const ATTEMPT_OWNERS = { people: ['campaign_attempt.agentId'] } as const;

export const attemptReach = ownedThings({
  routes: /^GET \/api\/v1\/campaigns\/attempts\/:(\w+)/,
  rows: { table: 'campaign_attempt', within: ATTEMPT_OWNERS },
  missing: (id) => new AttemptNotFound('There is no such attempt.', { id }),
});
