import { Clock } from '#libs/kernel/clock';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { IvrFlows } from '../domain/ivr-flow.repository.js';

export class RollBackFlow extends Command<void> {
  constructor(
    readonly flowId: string,
    readonly to: number,
    readonly reason: string,
    readonly by: string,
  ) {
    super();
  }
}

@CommandHandler(RollBackFlow)
export class RollBackFlowHandler implements ICommandHandler<RollBackFlow> {
  constructor(
    private readonly flows: IvrFlows,
    private readonly clock: Clock,
  ) {}

  async execute({ flowId, to, reason, by }: RollBackFlow): Promise<void> {
    await this.flows.update(flowId, (flow) => flow.rollBack(to, reason, by, this.clock.now()));
  }
}
