import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { Digits } from '../domain/call-leg.aggregate.js';
import { CallLegs } from '../domain/call-leg.repository.js';

export class GetDigits extends Query<Digits> {
  constructor(readonly callId: string) {
    super();
  }
}

@QueryHandler(GetDigits)
export class GetDigitsHandler implements IQueryHandler<GetDigits> {
  constructor(private readonly legs: CallLegs) {}

  async execute({ callId }: GetDigits): Promise<Digits> {
    return (await this.legs.get(callId)).digits;
  }
}
