import { personal } from '#libs/personal-data/personal';
import { PageQuery, pageOfSchema } from '#libs/web/http/paging';
import { z } from 'zod';
import { PROGRESS } from './domain/attempt.aggregate.js';
import { DISPOSITIONS } from './domain/rules/outcome.js';

const time = z.iso.datetime({ offset: true }).transform((text) => new Date(text));

export const ProgressBody = z
  .object({
    type: z.enum(PROGRESS),
    at: time,
    agentId: z.string().min(1).max(64).nullable().default(null).describe('with connected: who has the call'),
    contactId: z.uuid().nullable().default(null).describe('the contact the switch began for it'),
  })
  .refine(({ type, agentId }) => type !== 'connected' || agentId !== null, {
    path: ['agentId'],
    message: 'who has the call',
  });
export type ProgressBody = z.infer<typeof ProgressBody>;

export const DispositionBody = z
  .object({ outcome: z.enum(DISPOSITIONS), callBackAt: time.nullable().default(null) })
  .refine(({ outcome, callBackAt }) => callBackAt === null || outcome === 'callback-later', {
    path: ['callBackAt'],
    message: 'only with callback-later',
  });
export type DispositionBody = z.infer<typeof DispositionBody>;

export const AttemptQuery = PageQuery.extend({
  recordId: z.uuid().optional(),
  status: z.enum(['withheld', 'placing', 'ringing', 'answered', 'connected', 'wrap-up', 'ended']).optional(),
});
export type AttemptQuery = z.infer<typeof AttemptQuery>;

const when = z.iso.datetime().nullable();
export const AttemptView = z.object({
  id: z.uuid(),
  version: z.int(),
  campaignId: z.uuid(),
  recordId: z.uuid(),
  mode: z.string(),
  number: personal('phone', z.string()),
  callerId: z.string(),
  agentId: z.string().nullable(),
  decision: z
    .object({ rule: z.string().nullable(), again: z.string().nullable() })
    .describe('the rule that forbade it; null: it was dialled'),
  consentId: z.string().nullable(),
  status: z.string(),
  placedAt: z.iso.datetime(),
  liveAt: when,
  connectedAt: when,
  abandonedAt: when,
  endedAt: when,
  contactId: z.string().nullable(),
  outcome: z.string().nullable(),
});
export type AttemptView = z.infer<typeof AttemptView>;
export const AttemptPage = pageOfSchema(AttemptView);
