import { Clock } from '#libs/kernel/clock';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { WorkItems } from '../domain/work-item.repository.js';

export class AssignWorkItem extends Command<void> {
  constructor(
    readonly id: string,
    readonly toId: string,
    readonly by: string,
  ) {
    super();
  }
}

@CommandHandler(AssignWorkItem)
export class AssignWorkItemHandler implements ICommandHandler<AssignWorkItem> {
  constructor(
    private readonly items: WorkItems,
    private readonly clock: Clock,
  ) {}

  execute({ id, toId, by }: AssignWorkItem): Promise<void> {
    return this.items.update(id, (item) => item.assign(toId, by, this.clock.now()));
  }
}
