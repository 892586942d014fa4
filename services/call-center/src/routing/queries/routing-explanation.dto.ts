import { z } from 'zod';

const Standing = z.object({
  agentId: z.string(),
  preferredMet: z.int().describe('how many preferred skills the agent meets'),
  skillLevels: z.int().describe('sum of levels over the skills asked for or preferred'),
  occupancy: z.number().describe('percent'),
  idleSince: z.number().describe('ms since 1970'),
  lastOffered: z.int().describe("number of the queue's last offer to the agent; 0: none"),
});

const Verdict = z.object({
  agentId: z.string(),
  excludedBy: z.string().nullable().describe('the rule that stands in the way; null: the best one'),
  standing: Standing.optional(),
});

const ContactStanding = z.object({
  queueId: z.string(),
  strategy: z.string(),
  score: z.number().describe('seconds of age + priority · what it is worth'),
  plan: z.object({ id: z.string(), version: z.int(), step: z.int() }).nullable(),
  requires: z.string().describe('what is asked for, e.g. english>=3; empty: any member of the queue'),
  wish: z.string().nullable().describe('the agent it waits for, if it does'),
});

const ContactExplanation = ContactStanding.extend({
  contactId: z.string(),
  state: z.enum(['waiting', 'paused', 'offered', 'handled']),
  position: z.int().nullable(),
  estimatedWaitMs: z.number().nullable(),
  agents: z.array(Verdict).describe('the best first, then by id'),
});

export const OfferExplanation = ContactStanding.extend({
  regime: z.enum(['agents-wait', 'contacts-wait']),
  queuePriority: z.int(),
  candidates: z.int(),
  chosen: Standing,
  runnersUp: z.array(Standing),
  agents: z.array(Verdict).optional(),
});
export type OfferExplanation = z.infer<typeof OfferExplanation>;

export const RoutingOfContact = z.object({
  now: ContactExplanation.nullable().describe('null: it is not being routed'),
  decisions: z.array(
    z.object({
      seq: z.int().describe('of the event in the log'),
      at: z.iso.datetime(),
      decision: z.record(z.string(), z.unknown()),
    }),
  ),
});
export type RoutingOfContact = z.infer<typeof RoutingOfContact>;

export const WaitingTime = z.object({
  position: z.int().describe('from 1'),
  estimatedWaitMs: z.number().nullable().describe('null: too little is known yet'),
});
export type WaitingTime = z.infer<typeof WaitingTime>;
