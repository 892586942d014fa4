import { In, type EntityManager, type EntitySchema } from 'typeorm';
import { timeOf } from '../changes/rows.js';
import { OperationItemSchema } from '../repair/operation.schema.js';
import { PROCESS_PARTITIONS } from '../run/digest.js';
import type { Claimable } from '../schema/claimable.js';
import { ProcessCallSchema } from '../schema/process-call.schema.js';
import { ProcessOutgoingSchema } from '../schema/process-outgoing.schema.js';
import { ProcessTimerSchema } from '../schema/process-timer.schema.js';
import { ProcessStartSchema } from '../starts/process-start.schema.js';

/** What waits for a worker, by its table. */
const QUEUES = {
  /** Attempts to call connectors. */
  calls: ProcessCallSchema,
  timers: ProcessTimerSchema,
  /** Turns of events that start instances. */
  starts: ProcessStartSchema,
  /** Commands that follow from others. */
  outgoing: ProcessOutgoingSchema,
  /** Repairs of many instances. */
  repairs: OperationItemSchema,
} as const;
export type QueueName = keyof typeof QUEUES;

/** These are of one instance each. */
export type InstanceQueue = 'calls' | 'timers';

export interface Due {
  readonly count: number;
  /** Since when the oldest is late, s; 0 when none is. */
  readonly lagSeconds: number;
}

/** When a worker finds something next, unless something is written before; each partition tells by the first entry of its index. */
export async function nextIn(reader: EntityManager, partitions: readonly number[]): Promise<Date | undefined> {
  const next: Date[] = [];
  for (const schema of Object.values(QUEUES)) {
    const firsts = await reader
      .createQueryBuilder<Claimable>(schema as EntitySchema<Claimable>, 'item')
      .select('MIN(item.claimedUntil)', 'first')
      .where({ partitionNo: In([...partitions]) })
      .groupBy('item.partitionNo')
      .getRawMany<{ first: string | Date }>();
    next.push(...firsts.map(({ first }) => timeOf(first)));
  }
  return next.toSorted((a, b) => a.getTime() - b.getTime())[0];
}

interface Which {
  readonly now: Date;
  /** Only what nobody is doing: calls may take their time. */
  readonly unclaimed?: boolean;
  readonly definition?: string | null;
}

/** What should have been done by now. Read by the index workers take from, so that what is due later costs nothing. */
export async function dueIn(
  reader: EntityManager,
  queue: QueueName,
  { now, unclaimed = false, definition = null }: Which,
): Promise<Due> {
  const due = rows(reader, queue).select('COUNT(*)', 'count').addSelect('MIN(item.due)', 'oldest');
  due.andWhere('item.due <= :now', { now });
  if (unclaimed) due.andWhere('item.claimedUntil <= :now');
  if (definition !== null)
    due
      .innerJoin('process_instance', 'instance', 'instance.id = item.instance')
      .andWhere('instance.definitionId = :definition', { definition });
  const { count, oldest } = (await due.getRawOne<{ count: number | string; oldest: string | Date | null }>())!;
  return { count: Number(count), lagSeconds: oldest === null ? 0 : secondsSince(timeOf(oldest), now) };
}

/** Under way now. */
export function claimedIn(reader: EntityManager, queue: QueueName, now: Date): Promise<number> {
  return rows(reader, queue).andWhere('item.due <= :now AND item.claimedUntil > :now', { now }).getCount();
}

/** Their time has not come. */
export function laterIn(reader: EntityManager, queue: InstanceQueue, now: Date): Promise<number> {
  return rows(reader, queue).andWhere('item.due > :now', { now }).getCount();
}

function rows(reader: EntityManager, queue: QueueName) {
  const schema = QUEUES[queue] as unknown as EntitySchema<Claimable>;
  const partitions = Array.from({ length: PROCESS_PARTITIONS }, (_, partition) => partition);
  return reader.createQueryBuilder(schema, 'item').where('item.partitionNo IN (:...partitions)', { partitions });
}

function secondsSince(time: Date, now: Date): number {
  return Math.max(0, now.getTime() - time.getTime()) / 1_000;
}
