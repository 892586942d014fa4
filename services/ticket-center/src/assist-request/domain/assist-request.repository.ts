import { Repository } from '#libs/kernel/repository';
import type { AssistRequest } from './assist-request.aggregate.js';

export abstract class AssistRequests extends Repository<AssistRequest> {
  /** Ids of those of a ticket that are not answered. */
  abstract openOf(ticketId: string): Promise<string[]>;
}
