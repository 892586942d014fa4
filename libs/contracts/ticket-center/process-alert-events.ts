import { z } from 'zod';
import { eventContract } from '../event-contract.js';

const processAlert = z.object({
  alertId: z.uuid(),
  ruleId: z.uuid(),
  /** The code of the rule. */
  rule: z.string(),
  metric: z.string(),
  /** null: all together. */
  definition: z.string().nullable(),
  /** null: the process as a whole. */
  node: z.string().nullable(),
  comparison: z.enum(['above', 'below']),
  threshold: z.number(),
  /** Ids of accounts, those who have the role among them. */
  recipients: z.array(z.string()),
  role: z.string().nullable(),
});

/** A threshold of an operator's was crossed; the recipients are to be told. */
export const processAlertRaised = eventContract(
  'ticket-events',
  'process.alert-raised.v1',
  processAlert.extend({ value: z.number() }),
);

export const processAlertCleared = eventContract(
  'ticket-events',
  'process.alert-cleared.v1',
  /** null: there was nothing left to measure, or the rule was removed. */
  processAlert.extend({ value: z.number().nullable(), raisedAt: z.iso.datetime({ offset: true }) }),
);
