import { Repository } from '#libs/kernel/repository';
import type { Ticket } from './ticket.aggregate.js';

export abstract class Tickets extends Repository<Ticket> {
  abstract has(id: string): Promise<boolean>;
  /** As `update`, of several at once: all or none. Those to which nothing happens stay as they are. */
  abstract updateAll<Result>(
    ids: readonly string[],
    change: (tickets: ReadonlyMap<string, Ticket>) => Result,
  ): Promise<Result>;
}
