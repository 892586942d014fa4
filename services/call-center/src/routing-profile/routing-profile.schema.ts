import type { Channel } from '#libs/contracts/call-center/call-events';
import { aggregateColumns, column, schemaIndex } from '#libs/persistence/rows/columns';
import { EntitySchema } from 'typeorm';

export interface QueueMembership {
  readonly queueId: string;
  /** From 1; contacts of a queue with a lower number are taken first. */
  readonly priority: number;
  /** The agent is offered contacts only after they waited so long. */
  readonly delaySeconds: number;
}

export interface ChannelCapacity {
  readonly slots: number;
  /** What one contact takes of a person, percent. */
  readonly weight: number;
  readonly interrupts: readonly Channel[];
}

/** What agents get, and how much of it at once. */
export interface RoutingProfile {
  id: string;
  version: number;
  updatedAt: Date;
  name: string;
  queues: QueueMembership[];
  /** By channel. */
  capacity: Partial<Record<Channel, ChannelCapacity>>;
  /** Whether calls agents make leave their place among the idle as it is. */
  ownWorkKeepsIdle: boolean;
}

export const RoutingProfileSchema = new EntitySchema<RoutingProfile>({
  name: 'routing_profile',
  columns: {
    ...aggregateColumns,
    name: column.varchar(120),
    queues: column.json(),
    capacity: column.json(),
    ownWorkKeepsIdle: column.flag(),
  },
  indices: [schemaIndex('routing_profile', { columns: ['name'], unique: true })],
});
