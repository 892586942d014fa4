import { InspectedKind } from '#libs/contracts/operations-center/inspection-events';
import { z } from 'zod';

const instant = z.iso.datetime({ offset: true });
const zones = new Set([...Intl.supportedValuesOf('timeZone'), 'UTC']);
const count = z.int();

export const InspectionReportQuery = z.object({
  by: z.enum(['agent', 'team', 'rule', 'day', 'week', 'month']),
  from: instant,
  to: instant.describe('excluded; of when it ended'),
  kind: InspectedKind.optional(),
  agentId: z.string().max(64).optional(),
  timeZone: z
    .string()
    .refine((zone) => zones.has(zone), 'an IANA time zone')
    .default('UTC')
    .describe('of days, weeks and months'),
});
export type InspectionReportQuery = z.infer<typeof InspectionReportQuery>;

const violated = {
  findings: count.describe('that stand, but for those marked as wrong'),
  violating: count.describe('calls, chats and tickets in which there are any'),
};

export const InspectionReportView = z.object({
  items: z.array(
    z.object({
      key: z.string().describe('the agent, the team, the rule, or when the period begins'),
      ended: count.describe('calls, chats and tickets that ended'),
      inspected: count,
      share: z.number().nullable().describe('of what ended, how much was judged by rules; 0 to 1'),
      missed: z.object({
        due: count.describe('is inspected later'),
        withoutWords: count.describe('nothing was said, or nobody transcribed it'),
        withoutRules: count.describe('no live rules were for it'),
        failed: count.describe('what was said could not be read'),
      }),
      ...violated,
      compliance: z
        .number()
        .nullable()
        .describe('of what was inspected, how much has no finding from minor on; 0 to 1'),
      rules: z.array(z.object({ ruleSetId: z.uuid(), rule: z.string(), severity: z.string(), ...violated })),
    }),
  ),
});
