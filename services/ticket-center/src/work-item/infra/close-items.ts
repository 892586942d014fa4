import type { EntityManager } from 'typeorm';
import type { TaskChanges } from '../../process/task-feed.api.js';
import { WorkItemSchema } from './work-item.schema.js';

interface Closed {
  readonly instance: string;
  readonly wait: number;
  readonly completed: boolean;
  readonly completedBy: string | null;
}

/** In one statement those that were completed, in another those that are no longer wanted. */
export async function closeItems(tx: EntityManager, changes: readonly TaskChanges[], now: Date): Promise<void> {
  const closed = changes.flatMap(({ instance, closed }) => closed.map((task) => ({ ...task, instance: instance.id })));
  await complete(
    tx,
    closed.filter(({ completed }) => completed),
    now,
  );
  await withdraw(
    tx,
    closed.filter(({ completed }) => !completed),
    now,
  );
}

/** A group has one command for each instance, so one completed task at most. */
async function complete(tx: EntityManager, closed: readonly Closed[], now: Date): Promise<void> {
  const cases = closed.map((_, at) => `WHEN :instance${at} THEN :by${at}`).join(' ');
  const people = Object.fromEntries(closed.map(({ completedBy }, at) => [`by${at}`, completedBy]));
  const completed = { state: 'completed', completedBy: () => `CASE instance ${cases} END` } as const;
  await close(tx, closed, { ...completed, ...closing(now) }, people);
}

async function withdraw(tx: EntityManager, closed: readonly Closed[], now: Date): Promise<void> {
  await close(tx, closed, { state: 'withdrawn', ...closing(now) }, {});
}

function closing(now: Date) {
  return { closedAt: now, updatedAt: now, version: () => 'version + 1' };
}

type Values = Parameters<ReturnType<ReturnType<EntityManager['createQueryBuilder']>['update']>['set']>[0];

async function close(tx: EntityManager, closed: readonly Closed[], values: Values, parameters: object): Promise<void> {
  if (closed.length === 0) return;
  const places = closed.map(({ instance, wait }, at) => ({ [`instance${at}`]: instance, [`wait${at}`]: wait }));
  await tx
    .createQueryBuilder()
    .update(WorkItemSchema)
    .set(values)
    .where(closed.map((_, at) => `(instance = :instance${at} AND wait = :wait${at})`).join(' OR '))
    .setParameters(Object.assign({}, ...places, parameters) as object)
    .execute();
}
