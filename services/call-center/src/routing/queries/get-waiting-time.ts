import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { WaitingTimes } from '../waiting-times.api.js';
import type { WaitingTime } from './routing-explanation.dto.js';

export class GetWaitingTime extends Query<WaitingTime> {
  constructor(readonly contactId: string) {
    super();
  }
}

@QueryHandler(GetWaitingTime)
export class GetWaitingTimeHandler implements IQueryHandler<GetWaitingTime> {
  constructor(private readonly waiting: WaitingTimes) {}

  execute({ contactId }: GetWaitingTime): Promise<WaitingTime> {
    return this.waiting.of(contactId);
  }
}
