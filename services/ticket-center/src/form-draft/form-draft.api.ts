import { Injectable } from '@nestjs/common';
import type { Answers, FormRef } from '../form/form.api.js';
import { DraftMadeForOther } from './domain/form-draft.errors.js';
import { FormDraftStore } from './domain/form-draft.repository.js';
import { DraftValueReader } from './draft-values.js';

/** What a draft has to be made for, to be handed in. */
export interface DraftUse {
  readonly stage: string;
  readonly ticketType: string;
  readonly flow: string;
  /** Null: it is handed in to open one. */
  readonly ticketId: string | null;
}

/** What is handed in. */
export interface HandedIn {
  readonly answers: Answers;
  /** The version they were drafted by; null: without a draft. */
  readonly form: FormRef | null;
}

/** What other contexts ask of drafts. */
@Injectable()
export class FormDrafts {
  constructor(
    private readonly drafts: FormDraftStore,
    private readonly values: DraftValueReader,
  ) {}

  /** What is given, before what the draft has. @throws DraftNotFound, DraftMadeForOther */
  async handIn(draftId: string | null, given: Answers, use: DraftUse, by: string): Promise<HandedIn> {
    if (draftId === null) return { answers: given, form: null };
    const draft = await this.drafts.get(draftId);
    draft.requireOwner(by);
    const subject = draft.subjectKind === 'ticket' ? draft.subjectId : null;
    if (
      subject !== use.ticketId ||
      (['stage', 'ticketType', 'flow'] as const).some((part) => draft[part] !== use[part])
    )
      throw new DraftMadeForOther('The draft was made for something else.', { id: draftId });
    const { values } = await this.values.of(draftId, draft.form, { ...draft.typed, ...given });
    return { answers: values, form: draft.form };
  }

  /** Handed in: in the transaction that keeps the answers. */
  async spend(draftId: string | null): Promise<void> {
    if (draftId !== null) await this.drafts.remove(draftId);
  }
}
