import { Injectable } from '@nestjs/common';
import { FormDrafts } from '../form-draft/form-draft.api.js';
import { OPENING, StageForms, type FilledStage, type StagePins } from '../stage-form/stage-form.api.js';
import type { TicketType } from '../ticket-type/ticket-type.api.js';
import type { Given } from './commands/fill-form.js';

interface Opening extends Given {
  readonly ticketId: string;
  readonly type: TicketType;
  readonly by: string;
}

interface Opened {
  readonly pins: StagePins;
  readonly filled: FilledStage | null;
  readonly draftId: string | null;
}

/** The forms a new ticket keeps to its end, and what was answered to the first of them. */
@Injectable()
export class OpeningForms {
  constructor(
    private readonly stages: StageForms,
    private readonly drafts: FormDrafts,
  ) {}

  /** By the version that was drafted by, where there is a draft. @throws what {@link StageForms.opening} and a draft throw */
  async of({ ticketId, type: { code, stages }, answers, draftId, by }: Opening): Promise<Omit<Opened, 'draftId'>> {
    const chosen = await this.stages.choose(stages, { ticket: ticketId, agent: by });
    const use = { stage: OPENING, ticketType: code, flow: '', ticketId: null };
    const handedIn = await this.drafts.handIn(draftId, answers, use, by);
    const pins = handedIn.form ? new Map([...chosen, [OPENING, handedIn.form]]) : chosen;
    return { pins, filled: await this.stages.opening(pins, handedIn.answers) };
  }

  /** In the transaction that opens the ticket. */
  async keep(ticketId: string, { pins, filled, draftId }: Opened, by: string): Promise<void> {
    await this.stages.pin(ticketId, pins);
    if (filled) await this.stages.keep(ticketId, filled, by);
    await this.drafts.spend(draftId);
  }
}
