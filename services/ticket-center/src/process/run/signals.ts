import { In, type EntityManager } from 'typeorm';
import { ProcessSubscriptionSchema } from '../schema/process-subscription.schema.js';
import type { SentSignal } from '../changes/changes.js';
import { startsBy } from '../starts/start-directives.js';
import type { Directive } from './submission.js';

/** Every instance that waits for a signal now, and every process that begins with it, once for each signal. */
export async function receivers(tx: EntityManager, signals: readonly SentSignal[], now: Date): Promise<Directive[]> {
  if (signals.length === 0) return [];
  const names = [...new Set(signals.map(({ name }) => name))];
  const waiting = await tx.findBy(ProcessSubscriptionSchema, { kind: 'signal', name: In(names) });
  const events = signals.map((signal) => ({ ...signal, kind: 'signal', businessKey: null }) as const);
  const begun = await startsBy(tx, events, now);
  const reached = signals.flatMap(({ key, name, variables }) => {
    const instances = new Set(waiting.filter((each) => each.name === name).map(({ instance }) => instance));
    const command = { type: 'signal-arrived', name, variables } as const;
    return Array.from(instances, (instance) => ({ key: `${key}:${instance}`, instance, command }));
  });
  return [...reached, ...begun];
}
