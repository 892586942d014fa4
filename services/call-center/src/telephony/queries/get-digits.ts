import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { OwnCalls } from '../calls/own-calls.js';
import type { Digits } from '../domain/call-leg.aggregate.js';
import { CallLegs } from '../domain/call-leg.repository.js';

export class GetDigits extends Query<Digits> {
  constructor(
    readonly callId: string,
    /** Whose calls it may be about; null: anybody's. */
    readonly by: string | null,
  ) {
    super();
  }
}

@QueryHandler(GetDigits)
export class GetDigitsHandler implements IQueryHandler<GetDigits> {
  constructor(
    private readonly legs: CallLegs,
    private readonly own: OwnCalls,
  ) {}

  /** @throws CallNotFound, CallNotYours, NothingCollected */
  async execute({ callId, by }: GetDigits): Promise<Digits> {
    await this.own.refuseOthers(callId, by);
    return (await this.legs.get(callId)).digits;
  }
}
