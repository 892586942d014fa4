import { Clock } from '#libs/kernel/clock';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { WorkItems } from '../domain/work-item.repository.js';

export class DelegateWorkItem extends Command<void> {
  constructor(
    readonly id: string,
    readonly toId: string,
    readonly note: string,
    readonly by: string,
  ) {
    super();
  }
}

@CommandHandler(DelegateWorkItem)
export class DelegateWorkItemHandler implements ICommandHandler<DelegateWorkItem> {
  constructor(
    private readonly items: WorkItems,
    private readonly clock: Clock,
  ) {}

  execute({ id, toId, note, by }: DelegateWorkItem): Promise<void> {
    return this.items.update(id, (item) => item.delegate(toId, note, by, this.clock.now()));
  }
}

export class ResolveWorkItem extends Command<void> {
  constructor(
    readonly id: string,
    readonly note: string,
    readonly by: string,
  ) {
    super();
  }
}

@CommandHandler(ResolveWorkItem)
export class ResolveWorkItemHandler implements ICommandHandler<ResolveWorkItem> {
  constructor(
    private readonly items: WorkItems,
    private readonly clock: Clock,
  ) {}

  execute({ id, note, by }: ResolveWorkItem): Promise<void> {
    return this.items.update(id, (item) => item.resolve(note, by, this.clock.now()));
  }
}
