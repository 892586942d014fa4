import { Clock } from '#libs/kernel/clock';
import { Database } from '#libs/persistence/database';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Checklists } from '../../checklist/checklist.api.js';
import { CloseFlows, returnVisitOf } from '../../close-flow/close-flow.api.js';
import { FormDrafts } from '../../form-draft/form-draft.api.js';
import { CLOSING, StageForms } from '../../stage-form/stage-form.api.js';
import { TicketTypes } from '../../ticket-type/ticket-type.api.js';
import { Tickets } from '../domain/ticket.repository.js';
import type { Given } from './fill-form.js';

/** By one of the close flows of its type. */
export class FinishTicket extends Command<void> {
  constructor(
    readonly ticketId: string,
    readonly flow: string,
    readonly given: Given,
    readonly by: string,
  ) {
    super();
  }
}

@CommandHandler(FinishTicket)
export class FinishTicketHandler implements ICommandHandler<FinishTicket> {
  constructor(
    private readonly tickets: Tickets,
    private readonly types: TicketTypes,
    private readonly flows: CloseFlows,
    private readonly stages: StageForms,
    private readonly checklists: Checklists,
    private readonly drafts: FormDrafts,
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  async execute({ ticketId, flow: code, given: { answers, draftId }, by }: FinishTicket): Promise<void> {
    const { ticketType } = await this.tickets.get(ticketId);
    const flow = await this.flows.offered(code, ticketType);
    await this.checklists.requireDone(ticketId);
    const use = { stage: CLOSING, ticketType, flow: code, ticketId };
    const handedIn = await this.drafts.handIn(draftId, answers, use, by);
    const filled = await this.flows.judge(flow, handedIn, { ticket: ticketId, agent: by });
    const finish = {
      ...{ flow: code, filled: filled && { ...filled, stage: CLOSING }, closes: flow.closes },
      solution: this.flows.solution(flow, filled?.answers ?? {}),
      returnVisit: returnVisitOf(flow, await this.types.get(ticketType)),
    };
    await this.database.transaction(async () => {
      await this.tickets.update(ticketId, (ticket) => ticket.finish(finish, by, this.clock.now()));
      if (finish.filled) await this.stages.keep(ticketId, finish.filled, by);
      await this.drafts.spend(draftId);
    });
  }
}
