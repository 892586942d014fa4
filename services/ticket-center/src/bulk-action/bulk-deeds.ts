import { Injectable } from '@nestjs/common';
import { MacroUse } from '../automation/macro/macro.api.js';
import { TicketHandling } from '../ticket/ticket.api.js';
import type { BulkDeed } from './bulk-action.dto.js';
import type { BulkOutcome } from './bulk-action.schema.js';

/** What whoever orders it has to be permitted: what they would need for each ticket by itself. */
export const PERMISSION_FOR: Readonly<Record<BulkDeed['type'], string>> = {
  assign: 'ticket:assign',
  'assign-team': 'ticket:assign',
  edit: 'ticket:edit',
  note: 'ticket:note',
  reply: 'ticket:reply',
  macro: 'macro:apply',
  solve: 'ticket:work',
  close: 'ticket:close',
};

export interface Result {
  readonly outcome: BulkOutcome;
  readonly code: string | null;
}

const DONE: Result = { outcome: 'done', code: null };

/** Does it with one ticket, in the caller's transaction. @throws what the ticket refuses */
@Injectable()
export class BulkDeeds {
  constructor(
    private readonly tickets: TicketHandling,
    private readonly macros: MacroUse,
  ) {}

  async do(deed: BulkDeed, ticketId: string, by: string): Promise<Result> {
    if (deed.type === 'macro') return this.#apply(deed.macroId, ticketId, by);
    await this.#change(deed, ticketId, by);
    return DONE;
  }

  #change(deed: Exclude<BulkDeed, { type: 'macro' }>, ticketId: string, by: string): Promise<void> {
    switch (deed.type) {
      case 'assign':
        return this.tickets.assign(ticketId, deed.assigneeId, by);
      case 'assign-team':
        return this.tickets.assignTeam(ticketId, deed.teamId, by);
      case 'edit':
        return this.tickets.edit(ticketId, deed.attributes, by);
      case 'note':
        return this.tickets.note(ticketId, deed.text, by);
      case 'reply':
        return this.tickets.reply(ticketId, deed.text, by);
      case 'solve':
        return this.tickets.solve(ticketId, deed.solution, by);
      case 'close':
        return this.tickets.close(ticketId);
    }
  }

  async #apply(macroId: string, ticketId: string, by: string): Promise<Result> {
    const { outcome, refused } = await this.macros.apply(macroId, ticketId, by);
    return { outcome, code: refused[0]?.code ?? null };
  }
}
