import { Repository } from '#libs/kernel/repository';
import type { Ticket } from './ticket.aggregate.js';

export abstract class Tickets extends Repository<Ticket> {}
