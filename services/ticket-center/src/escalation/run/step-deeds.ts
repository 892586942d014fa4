import { DomainError } from '#libs/kernel/domain-error';
import { Injectable } from '@nestjs/common';
import { TicketHandling, type TicketFacts } from '../../ticket/ticket.api.js';
import type { Step } from '../chain/chain.dto.js';
import { Recipients } from '../recipients.api.js';
import type { EscalationStepRow } from './escalation.schema.js';

type Deed = Step['does'][number];

/** Does what a step says, in the caller's transaction. What the ticket refuses is noted; the rest is done. */
@Injectable()
export class StepDeeds {
  constructor(
    private readonly tickets: TicketHandling,
    private readonly recipients: Recipients,
  ) {}

  async do(
    ticket: TicketFacts,
    { to, does }: Step,
    by: string,
  ): Promise<Pick<EscalationStepRow, 'people' | 'done' | 'refused'>> {
    const people = await this.recipients.people(ticket, to);
    const done: string[] = [];
    const refused: EscalationStepRow['refused'] = [];
    for (const deed of does) {
      try {
        await this.#do(ticket.id, deed, people, by);
        done.push(deed.type);
      } catch (error) {
        if (!(error instanceof DomainError)) throw error;
        refused.push({ deed: deed.type, code: error.code });
      }
    }
    return { people, done, refused };
  }

  async #do(ticketId: string, deed: Deed, people: readonly string[], by: string): Promise<void> {
    const [first] = people;
    switch (deed.type) {
      case 'notify':
        return this.recipients.tell(ticketId, people, deed.template);
      case 'raise-priority':
        return this.tickets.raisePriority(ticketId);
      case 'assign':
        if (first !== undefined) await this.tickets.assign(ticketId, first, by);
        return;
      case 'supervise':
        if (first !== undefined) await this.tickets.supervise(ticketId, first);
    }
  }
}
