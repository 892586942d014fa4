import { Injectable } from '@nestjs/common';
import { Forms, type Answers, type FormRef, type FormVersion } from '../form/form.api.js';
import type { FormLookup } from './lookup/form-lookup.schema.js';
import { Lookups } from './lookup/lookups.js';
import { keyOf, withFilled } from './lookup/questions.js';

export interface DraftValues {
  readonly form: FormVersion;
  readonly lookups: readonly FormLookup[];
  /** What was typed, looked up and computed. */
  readonly values: Answers;
}

/** What a draft would be handed in as. */
@Injectable()
export class DraftValueReader {
  constructor(
    private readonly forms: Forms,
    private readonly lookups: Lookups,
  ) {}

  async of(draftId: string, ref: FormRef, typed: Answers): Promise<DraftValues> {
    const form = await this.forms.get(ref);
    const lookups = await this.lookups.of(draftId);
    const filled = form.lookups.reduce((done, each) => {
      const answer = lookups.find(({ lookup }) => lookup === keyOf(each));
      return answer ? withFilled(done, each, answer.filled) : done;
    }, typed);
    return { form, lookups, values: await this.forms.compute(ref, filled) };
  }
}
