import { In, type EntityManager } from 'typeorm';
import { ProcessSubscriptionSchema } from '../schema/process-subscription.schema.js';
import type { SentSignal } from '../changes/changes.js';
import type { Directive } from './submission.js';

/** Every instance that waits for a signal now, once for each signal. */
export async function receivers(tx: EntityManager, signals: readonly SentSignal[]): Promise<Directive[]> {
  if (signals.length === 0) return [];
  const names = [...new Set(signals.map(({ name }) => name))];
  const waiting = await tx.findBy(ProcessSubscriptionSchema, { kind: 'signal', name: In(names) });
  return signals.flatMap(({ key, name, variables }) => {
    const instances = new Set(waiting.filter((each) => each.name === name).map(({ instance }) => instance));
    const command = { type: 'signal-arrived', name, variables } as const;
    return Array.from(instances, (instance) => ({ key: `${key}:${instance}`, instance, command }));
  });
}
