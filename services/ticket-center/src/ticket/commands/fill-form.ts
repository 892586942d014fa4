import { Clock } from '#libs/kernel/clock';
import { checkPrecondition } from '#libs/persistence/rows/aggregate-store';
import { Database } from '#libs/persistence/database';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { FormDrafts } from '../../form-draft/form-draft.api.js';
import { StageForms } from '../../stage-form/stage-form.api.js';
import { Tickets } from '../domain/ticket.repository.js';

/** What was typed, and the draft that has the rest. */
export interface Given {
  readonly answers: Readonly<Record<string, unknown>>;
  readonly draftId: string | null;
}

export class FillForm extends Command<void> {
  constructor(
    readonly ticketId: string,
    readonly stage: string,
    readonly given: Given,
    readonly by: string,
  ) {
    super();
  }
}

@CommandHandler(FillForm)
export class FillFormHandler implements ICommandHandler<FillForm> {
  constructor(
    private readonly tickets: Tickets,
    private readonly stages: StageForms,
    private readonly drafts: FormDrafts,
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  async execute({ ticketId, stage, given: { answers, draftId }, by }: FillForm): Promise<void> {
    const { ticketType } = await this.tickets.get(ticketId);
    const use = { stage, ticketType, flow: '', ticketId };
    const handedIn = await this.drafts.handIn(draftId, answers, use, by).catch((error: unknown) => {
      return this.#unlessBehind(ticketId, error);
    });
    const filled = await this.stages.judge(ticketId, stage, handedIn.answers);
    await this.database.transaction(async () => {
      await this.tickets.update(ticketId, (ticket) => ticket.fillForm(filled, by, this.clock.now()));
      await this.stages.keep(ticketId, filled, by);
      await this.drafts.spend(draftId);
    });
  }

  /** Whoever repeats it because the answer was lost has not lost the draft: they are behind the ticket. */
  async #unlessBehind(ticketId: string, error: unknown): Promise<never> {
    const ticket = await this.tickets.get(ticketId);
    checkPrecondition(ticket, (version) => ticket.changedSince(version));
    throw error;
  }
}
