import { automationCallRequested } from '#libs/contracts/ticket-center/automation-events';
import type { Received } from '#libs/contracts/event-contract';
import { ticketSlaBreached, ticketSlaWarned } from '#libs/contracts/ticket-center/sla-events';
import * as ticket from '#libs/contracts/ticket-center/ticket-events';
import { ticketTransferredToTeam } from '#libs/contracts/ticket-center/ticket-relation-events';
import { OUTSIDE_TRANSACTION, PATIENT } from '#libs/messaging/event-transport';
import { Inbox } from '#libs/messaging/inbox';
import type { Json } from '#libs/process-engine/model/expression';
import { Controller } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import { AutomationCalls } from './action/automation-calls.js';
import { RuleRuns } from './run/rule-runs.js';
import { changedBy, type Trigger } from './rule/trigger.js';

/** What each event is to rules; where its other handlers talk to others first, it keeps a receipt of its own. */
const HEARD: ReadonlyMap<string, Trigger> = new Map([
  [ticket.ticketOpened.type, 'opened'],
  [ticket.ticketChanged.type, 'changed'],
  [ticket.ticketStatusChanged.type, 'status-changed'],
  [ticket.ticketTeamAssigned.type, 'team-assigned'],
  [ticketTransferredToTeam.type, 'transferred-to-team'],
  [ticket.ticketReplied.type, 'replied'],
  [ticket.ticketCustomerWrote.type, 'customer-wrote'],
  [ticket.ticketNoted.type, 'noted'],
  [ticket.ticketUrged.type, 'urged'],
  [ticket.ticketSupervised.type, 'supervised'],
  [ticket.ticketAttentionCalled.type, 'attention-called'],
  [ticket.ticketSolved.type, 'solved'],
  [ticket.ticketReopened.type, 'reopened'],
  [ticket.ticketClosed.type, 'closed'],
  [ticketSlaWarned.type, 'sla-warned'],
  [ticketSlaBreached.type, 'sla-breached'],
]);
const HEARD_OUTSIDE: ReadonlyMap<string, Trigger> = new Map([
  [ticket.ticketAssigned.type, 'assigned'],
  [ticket.ticketTransferred.type, 'transferred'],
  [ticket.ticketReturned.type, 'returned'],
]);

type Heard = Received<typeof ticket.ticketUrged>;

/** Lets rules look at whatever happens to tickets, after its commit, in order for each ticket. */
@Controller()
export class AutomationConsumer {
  constructor(
    private readonly runs: RuleRuns,
    private readonly calls: AutomationCalls,
    private readonly inbox: Inbox,
  ) {}

  @EventPattern<string[]>([...HEARD.keys()])
  async hear(@Payload() event: Heard): Promise<void> {
    await this.#run(HEARD.get(event.type)!, event);
  }

  @EventPattern<string[]>([...HEARD_OUTSIDE.keys()], OUTSIDE_TRANSACTION)
  async hearOutside(@Payload() event: Heard): Promise<void> {
    await this.inbox.once('automation', event.id, () => this.#run(HEARD_OUTSIDE.get(event.type)!, event));
  }

  /** The other system is asked outside of any transaction, under the call's id; what it said is kept once. */
  @EventPattern<string>(automationCallRequested.type, PATIENT)
  async call(@Payload() { id, data }: Received<typeof automationCallRequested>): Promise<void> {
    const answer = await this.calls.ask(data.callId);
    await this.inbox.once('ticket-center', id, () => this.calls.answered(data.callId, answer));
  }

  async #run(trigger: Trigger, { id: cause, data, type }: Heard): Promise<void> {
    const changed = changedBy(trigger, data);
    const event = { ...data, type, trigger } as Record<string, Json>;
    await this.runs.run({ ticketId: data.ticketId, trigger, changed, cause, event });
  }
}
