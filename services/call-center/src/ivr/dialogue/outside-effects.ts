import { Injectable } from '@nestjs/common';
import type { Effect, Result } from '../domain/dialogue/effect.js';
import type { IvrSession } from '../domain/ivr-session.aggregate.js';
import { ConnectorCalls } from './connector-calls.js';
import { Identification } from './identification.js';

/** What a dialogue wants of others. Outside of any transaction, and safe to repeat. */
@Injectable()
export class OutsideEffects {
  constructor(
    private readonly identification: Identification,
    private readonly connectors: ConnectorCalls,
  ) {}

  /** @param number of the effect in its dialogue */
  perform(session: IvrSession, effect: Effect, number: number): Promise<Result> {
    switch (effect.kind) {
      case 'identify':
        return this.identification.of(session, effect.number);
      case 'connector':
        return this.connectors.call(session, effect, `${session.id}/${number}`);
      default:
        throw new TypeError(`${effect.kind} belongs to the transaction of its step`);
    }
  }
}
