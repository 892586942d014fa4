import { newId } from '#libs/kernel/id';
import type { Variables } from '#libs/process-engine/variables';
import { In, type EntityManager } from 'typeorm';
import type { StartDirective } from '../run/submission.js';
import { ProcessStartSchema } from './process-start.schema.js';

export interface Happened {
  readonly kind: 'message' | 'signal';
  readonly name: string;
  /** Under which it starts each process once. */
  readonly key: string;
  /** What the instances are about; null: nothing in particular. */
  readonly businessKey: string | null;
  readonly variables: Variables;
}

/** An instance of every process that begins with one of these events, once for each event. */
export async function startsBy(tx: EntityManager, events: readonly Happened[], now: Date): Promise<StartDirective[]> {
  if (events.length === 0) return [];
  const names = [...new Set(events.map(({ name }) => name))];
  const starts = await tx.findBy(ProcessStartSchema, { kind: events[0]!.kind, name: In(names) });
  return events.flatMap(({ name, key, businessKey, variables }) =>
    starts
      .filter((start) => start.name === name)
      .map(({ definition, version: binding, node }) => ({
        key: `${key}:start:${definition}:${node}`,
        instance: newId(now),
        start: { definition, binding, businessKey, variables, node },
      })),
  );
}
