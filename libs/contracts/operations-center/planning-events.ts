import { z } from 'zod';
import { eventContract } from '../event-contract.js';

/** From now on these weeks of a planning group are planned by another forecast. */
export const forecastPublished = eventContract(
  'operations-events',
  'operations.forecast-published.v1',
  z.object({
    versionId: z.uuid(),
    planningGroupId: z.uuid(),
    /** Their Mondays. */
    weeks: z.array(z.iso.date()),
    publishedBy: z.string(),
    publishedAt: z.iso.datetime(),
  }),
);
