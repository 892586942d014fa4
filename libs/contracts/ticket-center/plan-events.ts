import { z } from 'zod';
import { eventContract } from '../event-contract.js';
import { TaskKind } from './task-events.js';

/** The rows wait in ticket-center: they are personal. */
export const planImportReceived = eventContract(
  'ticket-events',
  'plan.import-received.v1',
  z.object({ planId: z.uuid(), importId: z.uuid() }),
);

export const planStarted = eventContract(
  'ticket-events',
  'plan.started.v1',
  z.object({ planId: z.uuid(), kind: TaskKind, targets: z.number().int().positive() }),
);

export const planCompleted = eventContract('ticket-events', 'plan.completed.v1', z.object({ planId: z.uuid() }));

/** A plan that was paused goes on. */
export const planResumed = eventContract('ticket-events', 'plan.resumed.v1', z.object({ planId: z.uuid() }));

/** Nobody makes tasks of a plan any more; what is left of it is dropped. */
export const planStopped = eventContract('ticket-events', 'plan.stopped.v1', z.object({ planId: z.uuid() }));

/** What somebody had of a plan is shared out among the others. */
export const planPersonLeft = eventContract(
  'ticket-events',
  'plan.person-left.v1',
  z.object({ planId: z.uuid(), personId: z.string() }),
);
