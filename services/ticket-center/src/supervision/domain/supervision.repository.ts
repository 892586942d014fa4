import { Repository } from '#libs/kernel/repository';
import type { Supervision } from './supervision.aggregate.js';

export abstract class Supervisions extends Repository<Supervision> {
  /** The one that is open, locked with the caller's transaction; null: nobody supervises the ticket. */
  abstract openOf(ticketId: string): Promise<string | null>;
}
