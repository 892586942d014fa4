import { Router } from '#libs/contact-routing/router';
import type { Queues } from '../../queue/queue.api.js';
import type { RoutingLog } from '../log/routing-log.js';
import type { KeptQueue } from './definitions.js';

/** How many events are read at once while restoring. */
const READ_AT_ONCE = 500;

/** A tenant's router with what it does not know itself. */
export interface LiveRouter {
  readonly router: Router;
  /** The last event that is in the log. */
  seq: number;
  /** The event after which the last snapshot was kept. */
  snapshotSeq: number;
  /** As they are administered, by id. */
  queues: ReadonlyMap<string, KeptQueue>;
}

/** The router as the log leaves it: its newest snapshot, and what came after. */
export async function restored(log: RoutingLog): Promise<Omit<LiveRouter, 'queues'>> {
  const { seq: snapshotSeq, snapshot } = await log.snapshotAt();
  const router = Router.restore(snapshot);
  let seq = snapshotSeq;
  for (;;) {
    const recorded = await log.after(seq, READ_AT_ONCE);
    for (const { event, at } of recorded) router.apply(event, new Date(at));
    seq += recorded.length;
    if (recorded.length < READ_AT_ONCE) return { router, seq, snapshotSeq };
  }
}

export async function queuesById(queues: Queues): Promise<ReadonlyMap<string, KeptQueue>> {
  return new Map((await queues.all()).map((queue) => [queue.id, queue]));
}
