import { z } from 'zod';
import { Channel } from './call-events.js';
import { eventContract } from '../event-contract.js';

const QueueGoal = z.object({
  name: z.string(),
  product: z.string().nullable(),
  serviceLevelSeconds: z.int(),
  shortAbandonSeconds: z.int(),
  /** How many of a hundred are to be answered within; left out by senders of old, as the channels. */
  serviceLevelPercent: z.int().optional(),
  channels: z.array(Channel).optional(),
});

/** What agents of a profile serve. */
const ProfileServes = z.object({
  /** Of whoever has no profile of their own. */
  isDefault: z.boolean(),
  queueIds: z.array(z.string()),
  /** They take contacts of. */
  channels: z.array(Channel),
});

/** Who is routed where, and how, is another from now on. */
export const routingSetupChanged = eventContract(
  'call-events',
  'routing-setup.changed.v1',
  z.object({
    kind: z.enum([
      'skill',
      'team',
      'queue',
      'routing-profile',
      'routing-plan',
      'not-ready-reason',
      'agent-assignment',
      'wrap-up-code',
    ]),
    /** Of the record; of an assignment the agent's. */
    id: z.string(),
    change: z.enum(['added', 'changed', 'removed']),
    /** What figures of a queue are judged by. */
    queue: QueueGoal.optional(),
    team: z.object({ name: z.string() }).optional(),
    /** `profileId`: null is the default one; `skills`: levels by code. Both left out by senders of old. */
    assignment: z
      .object({
        teamId: z.uuid().nullable(),
        profileId: z.uuid().nullable().optional(),
        skills: z.record(z.string(), z.int()).optional(),
      })
      .optional(),
    profile: ProfileServes.optional(),
    /** Nothing has changed: it is told for those who did not hear of it. */
    isToldAgain: z.literal(true).optional(),
  }),
);
