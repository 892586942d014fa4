import { Injectable } from '@nestjs/common';
import { CloseFlows } from '../close-flow/close-flow.api.js';
import { Forms, type FormRef } from '../form/form.api.js';
import { StageForms, StageHasNoForm } from '../stage-form/stage-form.api.js';
import { TicketTypes } from '../ticket-type/ticket-type.api.js';
import type { DraftPurpose } from './domain/form-draft.aggregate.js';

/** Which form whoever drafts is to fill in. */
@Injectable()
export class AskedForms {
  constructor(
    private readonly forms: Forms,
    private readonly types: TicketTypes,
    private readonly flows: CloseFlows,
    private readonly stages: StageForms,
  ) {}

  /**
   * Of a ticket, the one it was opened with; else what is rolled out.
   * @throws StageHasNoForm, UnknownTicketType, CloseFlowNotOffered
   */
  async now(purpose: DraftPurpose): Promise<FormRef> {
    const { agentId: agent, subjectKind, subjectId, stage, ticketType, flow } = purpose;
    if (subjectKind === 'ticket' && flow === '') return this.stages.pinned(subjectId, stage);
    const name = flow === '' ? await this.#ofStage(ticketType, stage) : await this.#ofFlow(flow, ticketType);
    return this.forms.choose(name, { ticket: subjectId, agent });
  }

  async #ofStage(ticketType: string, stage: string): Promise<string> {
    const { stages } = await this.types.get(ticketType);
    return stages[stage] ?? noForm(`Tickets of the type ${ticketType} have no form for the stage ${stage}.`);
  }

  async #ofFlow(code: string, ticketType: string): Promise<string> {
    const { form } = await this.flows.offered(code, ticketType);
    return form ?? noForm(`The close flow ${code} asks nothing.`);
  }
}

function noForm(message: string): never {
  throw new StageHasNoForm(message);
}
