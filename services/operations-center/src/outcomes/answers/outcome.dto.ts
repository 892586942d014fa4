import { z } from 'zod';
import { OUTCOME_COUNTS } from './formulas.js';

const MOST_DAYS = 800;
const instant = z.iso.datetime({ offset: true });
const count = z.int().nonnegative();
const duration = z.string().describe('ISO 8601, e.g. PT72.5S');
const average = duration.nullable().describe('null: of nothing');
const percent = z.number().nullable().describe('two decimals; null: of nothing');

export const OutcomesQuery = z
  .object({
    by: z.enum(['day', 'week', 'month', 'agent', 'team', 'channel', 'tenure']),
    from: instant,
    to: instant.describe('excluded; of when contacts and tickets began'),
  })
  .refine(({ from, to }) => Date.parse(to) - Date.parse(from) <= MOST_DAYS * 86_400_000, `at most ${MOST_DAYS} days`);
export type OutcomesQuery = z.infer<typeof OutcomesQuery>;

const COUNTED = Object.fromEntries(OUTCOME_COUNTS.map((name) => [name, count]));

export const OutcomesView = z.object({
  items: z.array(
    z.object({
      key: z
        .string()
        .nullable()
        .describe('when the period begins, an id, a channel, `new`, `experienced` or `unknown`; null: of nobody'),
      counts: z.object(COUNTED as Record<(typeof OUTCOME_COUNTS)[number], typeof count>),
      times: z.object({ response: duration, session: duration, resolution: duration }).describe('sums'),
      averageFirstResponse: average.describe('response / replied'),
      averageSession: average.describe('session / sessions'),
      averageResolution: average.describe('resolution / resolved'),
      resolutionRate: percent.describe('resolved of tickets'),
      firstContactResolution: percent.describe(
        '(firstContacts − cameAgain) of firstContacts; `undecided` may still change',
      ),
      deflection: percent.describe('deflected of opened'),
      satisfaction: percent.describe('satisfied (the top box) of rated'),
    }),
  ),
});
export type OutcomesView = z.infer<typeof OutcomesView>;
