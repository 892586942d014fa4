import { Repository } from '#libs/kernel/repository';
import type { DraftPurpose, FormDraft } from './form-draft.aggregate.js';

export abstract class FormDraftStore extends Repository<FormDraft> {
  /** The id of the draft that was made for it. */
  abstract idFor(purpose: DraftPurpose): Promise<string | null>;
  /** With what was looked up for it; safe to repeat. */
  abstract remove(id: string): Promise<void>;
}
