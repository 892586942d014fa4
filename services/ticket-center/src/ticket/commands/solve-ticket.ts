import { Clock } from '#libs/kernel/clock';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { TicketTypes } from '../../ticket-type/ticket-type.api.js';
import { FamilyChanged } from '../domain/relation/ticket-relation.errors.js';
import type { Ticket } from '../domain/ticket.aggregate.js';
import { Tickets } from '../domain/ticket.repository.js';
import { SolveGuards, type Missing } from '../solve-guards.api.js';
import { TicketFamilies } from '../relation/ticket-families.js';

export class SolveTicket extends Command<void> {
  constructor(
    readonly ticketId: string,
    readonly solution: string,
    readonly by: string,
    /** Whether what is part of it is solved with it. */
    readonly withParts = false,
  ) {
    super();
  }
}

@CommandHandler(SolveTicket)
export class SolveTicketHandler implements ICommandHandler<SolveTicket> {
  constructor(
    private readonly tickets: Tickets,
    private readonly families: TicketFamilies,
    private readonly types: TicketTypes,
    private readonly guards: SolveGuards,
    private readonly clock: Clock,
  ) {}

  async execute({ ticketId, solution, by, withParts }: SolveTicket): Promise<void> {
    const seen = await this.tickets.get(ticketId);
    const { returnVisit } = await this.types.get(seen.ticketType);
    const elsewhere = await this.guards.missing(ticketId);
    const parts = await this.#missing(withParts ? seen.unfinishedChildren : []);
    const solve = (ticket: Ticket, all: ReadonlyMap<string, Ticket>) => {
      const now = this.clock.now();
      const open = withParts ? partsOf(ticket, all) : [];
      const missing = open.flatMap((part) => missingOf(part, solution, parts.get(part.id) ?? []));
      if (missing.length === 0) for (const part of open) solvePart(ticket, part, { solution, by, now });
      ticket.solve(solution, returnVisit, by, now, [...elsewhere, ...missing]);
    };
    await this.families.settle(ticketId, by, solve, [...parts.keys()]);
  }

  async #missing(ids: readonly string[]): Promise<ReadonlyMap<string, readonly Missing[]>> {
    const missing = new Map<string, readonly Missing[]>();
    for (const id of ids) missing.set(id, await this.guards.missing(id));
    return missing;
  }
}

function partsOf(ticket: Ticket, all: ReadonlyMap<string, Ticket>): Ticket[] {
  return ticket.unfinishedChildren.map((id) => {
    const part = all.get(id);
    if (!part) throw new FamilyChanged('It has got another part in the meantime: try again.', { id });
    return part;
  });
}

function missingOf(part: Ticket, solution: string, elsewhere: readonly Missing[]): Missing[] {
  const all = [...part.missing(solution), ...elsewhere];
  return all.map(({ field, message }) => ({ field, message: `${part.number}: ${message}` }));
}

function solvePart(ticket: Ticket, part: Ticket, how: { solution: string; by: string; now: Date }): void {
  part.solveAsPart(how.solution, how.by, how.now);
  ticket.noteChild(part, how.by, how.now);
}
