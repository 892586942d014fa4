import { z } from 'zod';
import type { DeskCommand } from './desk.api.js';
import { WaitingTime } from './queries/routing-explanation.dto.js';

/** A command from another process of the service, which has checked it. */
export const ForwardedCommand = z.object({
  id: z.uuid(),
  command: z.custom<DeskCommand>((value) => typeof value === 'object' && value !== null && 'type' in value),
});
export type ForwardedCommand = z.infer<typeof ForwardedCommand>;

export const ForwardedOutcome = z.discriminatedUnion('outcome', [
  z.object({ outcome: z.literal('done') }),
  z.object({ outcome: z.literal('not-owner') }),
  z.object({
    outcome: z.literal('refused'),
    code: z.string(),
    kind: z.enum(['not-found', 'conflict', 'invalid', 'forbidden']),
    message: z.string(),
    details: z.record(z.string(), z.unknown()),
  }),
]);
export type ForwardedOutcome = z.infer<typeof ForwardedOutcome>;

export const ForwardedWaitingTime = z.object({ waitingTime: WaitingTime.nullable() });
