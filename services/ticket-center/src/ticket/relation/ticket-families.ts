import { Clock } from '#libs/kernel/clock';
import { Injectable } from '@nestjs/common';
import { FamilyChanged } from '../domain/relation/ticket-relation.errors.js';
import type { Ticket } from '../domain/ticket.aggregate.js';
import { Tickets } from '../domain/ticket.repository.js';

type All = ReadonlyMap<string, Ticket>;

/** Changes tickets together with those they are part of, so that these never say something else of them than they are. */
@Injectable()
export class TicketFamilies {
  constructor(
    private readonly tickets: Tickets,
    private readonly clock: Clock,
  ) {}

  /** From the one it is part of to the topmost. @throws TicketNotFound */
  async above(ticketId: string): Promise<string[]> {
    const ids: string[] = [];
    for (
      let { parent } = await this.tickets.get(ticketId);
      parent !== null;
      { parent } = await this.tickets.get(parent)
    )
      ids.push(parent);
    return ids;
  }

  /**
   * Changes a ticket that may be done by it, or not be done any more, and tells those above.
   * @param others that are changed in the same go
   * @throws FamilyChanged when what is above it was changed in the meantime
   */
  async settle<Result>(
    ticketId: string,
    by: string,
    change: (ticket: Ticket, all: All) => Result,
    others: readonly string[] = [],
  ): Promise<Result> {
    const chain = [ticketId, ...(await this.above(ticketId))];
    return this.tickets.updateAll([...chain, ...others], (all) => {
      requireChain(all, chain);
      const result = change(all.get(ticketId)!, all);
      for (const [at, id] of chain.slice(1).entries())
        all.get(id)!.noteChild(all.get(chain[at]!)!, by, this.clock.now());
      return result;
    });
  }

  /** null: it stands alone. */
  async place(ticketId: string, parentId: string | null, by: string): Promise<void> {
    const { parent: former } = await this.tickets.get(ticketId);
    if (former === parentId) return;
    const chain = parentId === null ? [] : [parentId, ...(await this.above(parentId))];
    const formers = former === null ? [] : [former];
    await this.tickets.updateAll([ticketId, ...formers, ...chain], (all) => {
      const ticket = all.get(ticketId)!;
      requireChain(all, chain);
      if (ticket.parent !== former) throw changed();
      const now = this.clock.now();
      if (former !== null) all.get(former)!.release(ticket, by, now);
      if (parentId !== null) all.get(parentId)!.adopt(ticket, chain.slice(1), by, now);
    });
  }
}

/** Each is part of the next, the last of none. */
function requireChain(all: All, chain: readonly string[]): void {
  for (const [at, id] of chain.entries()) if (all.get(id)!.parent !== (chain[at + 1] ?? null)) throw changed();
}

function changed(): FamilyChanged {
  return new FamilyChanged('What it is part of was changed by someone else in the meantime: try again.');
}
