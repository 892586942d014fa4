import { RemoteError } from '#libs/discovery/calls/remote-error';
import { DomainError } from '#libs/kernel/domain-error';
import { Clock } from '#libs/kernel/clock';
import { Injectable } from '@nestjs/common';
import { Connectors } from '../../connector/connector.api.js';
import { Forms, type FormRef, type Lookup } from '../../form/form.api.js';
import type { FormLookup } from './form-lookup.schema.js';
import type { LookupAnswer } from './lookups.js';
import { fillsOf, keyOf } from './questions.js';

/** Asks another system, outside of any transaction. */
@Injectable()
export class LookupAnswers {
  constructor(
    private readonly connectors: Connectors,
    private readonly forms: Forms,
    private readonly clock: Clock,
  ) {}

  /** Once: an agent waits for it, and can ask again. A system that is away is an answer too. */
  async of({ id, lookup, asked }: FormLookup, form: FormRef): Promise<LookupAnswer> {
    const source = (await this.forms.get(form)).lookups.find((each) => keyOf(each) === lookup);
    if (!source) return { state: 'refused', code: 'lookup-unknown', filled: {} };
    try {
      return await this.#ask(source, asked, id);
    } catch (error) {
      if (error instanceof RemoteError || error instanceof DomainError)
        return { state: 'unavailable', code: error.code, filled: {} };
      throw error;
    }
  }

  async #ask(source: Lookup, asked: object, id: string): Promise<LookupAnswer> {
    const within = source.timeoutMs ?? undefined;
    const { refused, result } = await this.connectors.perform(source.connector, source.action, asked, id, within);
    if (refused) return { state: 'refused', code: result, filled: {} };
    return { state: 'found', code: null, filled: fillsOf(source, result, this.clock.now()) };
  }
}
