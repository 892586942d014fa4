import { automationCallRequested, ticketNotificationRequested } from '#libs/contracts/ticket-center/automation-events';
import { Clock } from '#libs/kernel/clock';
import { DomainError } from '#libs/kernel/domain-error';
import { newId } from '#libs/kernel/id';
import { Outbox, outgoing } from '#libs/messaging/outbox';
import { Database } from '#libs/persistence/database';
import type { Variables } from '#libs/process-engine/expression/evaluate';
import { Injectable } from '@nestjs/common';
import { MessageTemplates } from '../../message-template/message-template.api.js';
import { Processes } from '../../process/process.api.js';
import { TicketHandling, type TicketFacts } from '../../ticket/ticket.api.js';
import type { Action, Change } from './action.dto.js';
import { AutomationCallSchema } from './automation-call.schema.js';
import { objectOf, plannedChanges, recipients } from './planned-changes.js';

const TIME_ZONE = 'UTC';

/** Who has something done, and why. */
export interface Order {
  readonly by: string;
  /** What expressions may name. */
  readonly known: Variables;
  /** People are told then, or now if that is later. */
  readonly notBefore: Date | null;
}

export interface Performed {
  readonly changes: readonly Change[];
  /** What the ticket, or who else had to, refused: its code. The others were done. */
  readonly refused: readonly { readonly action: Action['type']; readonly code: string }[];
}

/** Does things with tickets, in the caller's transaction: what others do about it begins with its commit. */
@Injectable()
export class TicketActions {
  constructor(
    private readonly database: Database,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
    private readonly tickets: TicketHandling,
    private readonly templates: MessageTemplates,
    private readonly processes: Processes,
  ) {}

  async perform(ticket: TicketFacts, actions: readonly Action[], order: Order): Promise<Performed> {
    const changes: Change[] = [];
    const refused: { action: Action['type']; code: string }[] = [];
    const at = { now: this.clock.now(), timeZone: TIME_ZONE };
    for (const action of actions) {
      const planned = plannedChanges([action], ticket, order.known, at);
      if (planned.length === 0) continue;
      try {
        await this.#do(ticket, action, order);
        changes.push(...planned);
      } catch (error) {
        if (!(error instanceof DomainError)) throw error;
        refused.push({ action: action.type, code: error.code });
      }
    }
    return { changes, refused };
  }

  async #do(ticket: TicketFacts, action: Action, { by, known, notBefore }: Order): Promise<void> {
    const { id } = ticket;
    const at = { now: this.clock.now(), timeZone: TIME_ZONE };
    switch (action.type) {
      case 'set':
        return this.tickets.edit(id, action.attributes, by);
      case 'assign':
        return this.tickets.assign(id, action.assigneeId, by);
      case 'assign-team':
        return this.tickets.assignTeam(id, action.teamId, by);
      case 'notify':
        return this.#notify(ticket, action, notBefore);
      case 'message':
        return this.tickets.reply(id, await this.templates.text(action.template, ticket), by);
      case 'start-process': {
        const { definition } = action;
        const variables = { ...objectOf(action.variables, known, at), ticketId: id };
        await this.processes.startWithin({ definition, businessKey: id, variables });
        return;
      }
      case 'call':
        return this.#call(id, action, by, objectOf(action.arguments, known, at));
    }
  }

  async #notify(ticket: TicketFacts, action: Extract<Action, { type: 'notify' }>, notBefore: Date | null) {
    const people = recipients(action, ticket);
    if (people.length === 0) return;
    const now = this.clock.now();
    const event = outgoing(ticketNotificationRequested, {
      notificationId: newId(now),
      ticketId: ticket.id,
      people,
      template: action.template,
      deliverAt: (notBefore !== null && notBefore > now ? notBefore : now).toISOString(),
    });
    await this.database.transaction((tx) => this.outbox.append(tx, ticket.id, now, [event]));
  }

  /** An order of its own: no ticket waits for a system that is away. */
  async #call(
    ticketId: string,
    { connector, action }: Extract<Action, { type: 'call' }>,
    orderedBy: string,
    args: ReturnType<typeof objectOf>,
  ): Promise<void> {
    const now = this.clock.now();
    const id = newId(now);
    const asked = { id, ticketId, connector, action, arguments: args, orderedBy };
    await this.database.transaction(async (tx) => {
      await tx.insert(AutomationCallSchema, { ...asked, state: 'requested', result: null, requestedAt: now } as object);
      await this.outbox.append(tx, id, now, [outgoing(automationCallRequested, { callId: id, ticketId })]);
    });
  }
}
