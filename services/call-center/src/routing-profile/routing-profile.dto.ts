import { Channel } from '#libs/contracts/call-center/call-events';
import { z } from 'zod';

const Membership = z.object({
  queueId: z.uuid(),
  priority: z.int().min(1).max(99).default(1).describe('a lower number is taken first'),
  delaySeconds: z.int().min(0).max(9_999).default(0).describe('only contacts that waited so long'),
});

const Capacity = z.object({
  slots: z.int().min(1).max(100).describe('contacts of the channel at once'),
  weight: z.int().min(1).max(100).describe('what one takes of a person, percent; 100 leaves room for nothing else'),
  interrupts: z.array(Channel).max(6).default([]).describe('channels that do not keep this one away'),
});

export const RoutingProfileText = z
  .object({
    name: z.string().trim().min(1).max(120),
    queues: z.array(Membership).max(200),
    capacity: z.partialRecord(Channel, Capacity),
    ownWorkKeepsIdle: z.boolean().default(false).describe('calls agents make leave their place among the idle'),
  })
  .refine(({ queues }) => new Set(queues.map(({ queueId }) => queueId)).size === queues.length, {
    path: ['queues'],
    error: 'each queue once',
  });
export type RoutingProfileText = z.infer<typeof RoutingProfileText>;

export const RoutingProfileView = RoutingProfileText.safeExtend({ id: z.uuid(), version: z.int() });
