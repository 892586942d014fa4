import { z } from 'zod';
import { eventContract } from '../event-contract.js';

export const VisitStep = z.enum([
  'undispatched',
  'offered',
  'accepted',
  'declined',
  'transferred',
  'appointed',
  'appointment-missed',
  'departed',
  'arrived',
  'no-show',
  'parts-ordered',
  'parts-received',
  'signed',
]);
export type VisitStep = z.infer<typeof VisitStep>;

/** A visit has come a step further, or back; its end is `visit.completed.v1`. */
export const visitMoved = eventContract(
  'ticket-events',
  'visit.moved.v1',
  z.object({
    visitId: z.uuid(),
    ticketId: z.uuid(),
    step: VisitStep,
    /** Who goes; null: nobody yet, or any more. */
    engineerId: z.string().nullable(),
    /** A code, where the step has one. */
    reason: z.string().nullable(),
  }),
);
