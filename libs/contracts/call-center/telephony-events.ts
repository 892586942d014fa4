import { z } from 'zod';
import { Direction } from './call-events.js';
import { eventContract } from '../event-contract.js';

/** The switch told something of a leg of a call. Numbers and digits stay inside. */
export const callProgressed = eventContract(
  'call-events',
  'call.progressed.v1',
  z.object({
    callId: z.string(),
    contactId: z.uuid(),
    role: z.enum(['customer', 'agent', 'supervisor', 'external']),
    agentId: z.string().nullable(),
    direction: Direction,
    kind: z.enum([
      'incoming',
      'ringing',
      'answered',
      'answerer-detected',
      'held',
      'resumed',
      'bridged',
      'unbridged',
      'joined',
      'left',
      'played',
      'collected',
      'recording-started',
      'recording-stopped',
      'ended',
    ]),
    /** Why it ended; null otherwise. */
    cause: z
      .enum(['hung-up', 'cancelled', 'rejected', 'busy', 'no-answer', 'invalid-number', 'failed', 'lost'])
      .nullable(),
    /** Who or what answered, where it was asked for. */
    answerer: z.enum(['person', 'machine']).nullable(),
    /** The recording that was begun or is complete. */
    file: z.string().nullable(),
    conference: z.string().nullable(),
    /** What was played or collected: the command that asked for it. */
    commandId: z.string().nullable(),
    at: z.iso.datetime(),
  }),
);
