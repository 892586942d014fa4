import { z } from 'zod';

const AgentId = z.string().min(1).max(36);

export const AskColleagueBody = z.union([
  z.object({ queueId: z.uuid() }).describe('whoever of the queue is free'),
  z.object({
    agentId: AgentId,
    waitSeconds: z.int().min(0).max(86_400).default(30).describe('how long the agent is waited for'),
  }),
]);
export type AskColleagueBody = z.infer<typeof AskColleagueBody>;

export const ColleagueReceipt = z.object({ id: z.uuid().describe('of what is asked') });

export const LeaveBody = z.object({
  successor: AgentId.nullable()
    .default(null)
    .describe('who has the contact then, when the caller had it; null: who is on it for longest'),
});
export type LeaveBody = z.infer<typeof LeaveBody>;

export const OutsidePartyBody = z.object({ number: z.string().min(1).max(64) });
export type OutsidePartyBody = z.infer<typeof OutsidePartyBody>;

export const OutsidePartyReceipt = z.object({ id: z.uuid() });
