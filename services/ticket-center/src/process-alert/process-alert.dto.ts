import { PageQuery, pageOfSchema } from '#libs/web/http/paging';
import { z } from 'zod';
import { NODE_METRICS, PROCESS_METRICS } from '../process/process-measures.api.js';
import { millisecondsOf, Window } from '../process/window.api.js';

const DAY_MS = 86_400_000;

const Account = z.string().min(1).max(64);
const RoleName = z.string().regex(/^[a-z][a-z0-9-]{1,63}$/, 'the name of a role');
const amount = z.number().min(0).max(1_000_000_000);
const definition = z.string().min(1).max(255).nullable();
const node = z.string().min(1).max(255).nullable();
const Comparison = z.enum(['above', 'below']);
const Recipients = z.object({
  accounts: z.array(Account).max(50).default([]).describe('ids'),
  role: RoleName.nullable().default(null).describe('whoever has it when an alert is raised'),
});
const Pause = z
  .string()
  .max(32)
  .refine((text) => (millisecondsOf(text) ?? Infinity) <= DAY_MS, 'an ISO 8601 duration up to PT24H')
  .describe('ISO 8601: from one alert to the next there is at least this time');

const RuleShape = z.object({
  name: z
    .string()
    .regex(/^[a-z][a-z0-9-]{1,63}$/, 'expected 2 to 64 lower-case letters, digits and dashes')
    .describe('a code; it is in the events'),
  metric: z
    .enum(PROCESS_METRICS)
    .describe('lags and duration in seconds, rates for each minute, the share from 0 to 1'),
  definition: definition.default(null).describe('null: all together'),
  node: node.default(null).describe('of the definition; null: the process as a whole'),
  comparison: Comparison,
  value: amount.describe('beyond it an alert is raised'),
  clearValue: amount.optional().describe('there, or on its good side, it is cleared; the value itself unless said'),
  window: Window.default('PT5M').describe('what rates, shares and durations look back on: PT1M to PT1H'),
  pause: Pause.default('PT0S'),
  recipients: Recipients,
});

export const RuleBody = RuleShape.superRefine((rule, context) => {
  const { metric, comparison, value, clearValue = value, recipients } = rule;
  const refuse = (path: string, message: string) => context.addIssue({ code: 'custom', path: [path], message });
  if (rule.node !== null && rule.definition === null) refuse('node', 'a node is one of a definition');
  if (rule.node !== null && !NODE_METRICS.includes(metric)) refuse('node', `${metric} is not measured at nodes`);
  if (comparison === 'above' ? clearValue > value : clearValue < value)
    refuse('clearValue', 'is on the good side of the value');
  if (recipients.accounts.length === 0 && recipients.role === null) refuse('recipients', 'somebody is to be told');
});
export type RuleBody = z.infer<typeof RuleBody>;

const RecipientsView = z.object({ accounts: z.array(z.string()), role: z.string().nullable() });
export const RuleView = RuleShape.extend({
  id: z.string(),
  version: z.int(),
  clearValue: z.number(),
  recipients: RecipientsView,
  changedBy: z.string(),
  changedAt: z.iso.datetime(),
  alert: z.string().nullable().describe('that is raised now'),
}).meta({ id: 'ProcessAlertRule' });
export const RuleList = z.object({ items: z.array(RuleView) });

const AlertState = z.enum(['raised', 'cleared']);
export const AlertView = z
  .object({
    id: z.string(),
    rule: z.string(),
    name: z.string(),
    metric: z.enum(PROCESS_METRICS),
    definition: z.string().nullable(),
    node: z.string().nullable(),
    comparison: Comparison,
    threshold: z.number(),
    value: z.number().describe('when it was raised'),
    clearedValue: z.number().nullable().describe('null too when nothing was left to measure'),
    recipients: RecipientsView.describe('the accounts with those of the role'),
    state: AlertState,
    raisedAt: z.iso.datetime(),
    clearedAt: z.iso.datetime().nullable(),
  })
  .meta({ id: 'ProcessAlert' });
export const AlertPage = pageOfSchema(AlertView);
export const ListAlertsQuery = PageQuery.extend({
  state: AlertState.optional(),
  rule: z.uuid().optional(),
  recipient: Account.optional().describe('an account, or `me`'),
  role: RoleName.optional(),
});
export type ListAlertsQuery = z.infer<typeof ListAlertsQuery>;
