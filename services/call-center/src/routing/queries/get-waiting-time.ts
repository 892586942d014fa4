import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { RouterView } from './router-view.js';
import type { WaitingTime } from './routing-explanation.dto.js';

export class GetWaitingTime extends Query<WaitingTime> {
  constructor(readonly contactId: string) {
    super();
  }
}

@QueryHandler(GetWaitingTime)
export class GetWaitingTimeHandler implements IQueryHandler<GetWaitingTime> {
  constructor(private readonly view: RouterView) {}

  async execute({ contactId }: GetWaitingTime): Promise<WaitingTime> {
    return (await this.view.now()).waitingTime(contactId);
  }
}
