import type { Page } from '#libs/kernel/page';
import { Injectable } from '@nestjs/common';
import { TicketSearch, type Search } from './search/ticket-search.js';
import type { FoundTicket } from './search/ticket-search.dto.js';

export type { Search } from './search/ticket-search.js';

/** What other contexts ask of search. */
@Injectable()
export class SearchedTickets {
  constructor(private readonly search: TicketSearch) {}

  /** @throws InvalidCursor */
  find(search: Search): Promise<Page<FoundTicket>> {
    return this.search.find(search);
  }
}
