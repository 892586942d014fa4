import { CallbackOutcome } from '#libs/contracts/call-center/contact-callback-events';
import { personal } from '#libs/personal-data/personal';
import { z } from 'zod';

export const AskForCallbackBody = z.object({
  queueId: z.uuid().nullable().default(null).describe('where it waits, unless it waits in a queue already'),
  number: personal(
    'phone',
    z.string().min(1).max(64).nullable().default(null).describe('null: the number it came from'),
  ),
  notBefore: z.iso.datetime({ offset: true }).nullable().default(null).describe('null: as soon as it is its turn'),
});
export type AskForCallbackBody = z.infer<typeof AskForCallbackBody>;

export const CallbackReceipt = z.object({
  position: z.int().nullable().describe('from 1; null: its turn has come, or nobody knows just now'),
  estimatedWaitMs: z.number().nullable().describe('null: too little is known'),
  notBefore: z.iso
    .datetime()
    .nullable()
    .describe("null: as soon as it is its turn; else the callee's hours, or as asked"),
});
export type CallbackReceipt = z.infer<typeof CallbackReceipt>;

export const CallbackAttemptBody = z.object({ outcome: CallbackOutcome });
export type CallbackAttemptBody = z.infer<typeof CallbackAttemptBody>;
