import { Clock } from '#libs/kernel/clock';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { WorkItems } from '../domain/work-item.repository.js';

export class ClaimWorkItem extends Command<void> {
  constructor(
    readonly id: string,
    readonly by: string,
    /** Whose work they do as well. */
    readonly standsInFor: readonly string[],
  ) {
    super();
  }
}

@CommandHandler(ClaimWorkItem)
export class ClaimWorkItemHandler implements ICommandHandler<ClaimWorkItem> {
  constructor(
    private readonly items: WorkItems,
    private readonly clock: Clock,
  ) {}

  execute({ id, by, standsInFor }: ClaimWorkItem): Promise<void> {
    return this.items.update(id, (item) => item.claim(by, this.clock.now(), standsInFor));
  }
}

export class ReleaseWorkItem extends Command<void> {
  constructor(
    readonly id: string,
    readonly by: string,
  ) {
    super();
  }
}

@CommandHandler(ReleaseWorkItem)
export class ReleaseWorkItemHandler implements ICommandHandler<ReleaseWorkItem> {
  constructor(
    private readonly items: WorkItems,
    private readonly clock: Clock,
  ) {}

  execute({ id, by }: ReleaseWorkItem): Promise<void> {
    return this.items.update(id, (item) => item.release(by, this.clock.now()));
  }
}
