import { Repository } from '#libs/kernel/repository';
import type { Ticket } from './ticket.aggregate.js';

export abstract class Tickets extends Repository<Ticket> {
  abstract has(id: string): Promise<boolean>;
}
