import { Clock } from '#libs/kernel/clock';
import { currentContext } from '#libs/persistence/tenant/tenant-context';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { CategoryChange } from '../domain/category-tree.aggregate.js';
import { CategoryTrees, THE_TREE } from '../domain/category-tree.repository.js';

/** Renames, moves, or ends it for new tickets; with it goes what is below it. */
export class ChangeCategory extends Command<void> {
  constructor(
    readonly id: string,
    readonly change: CategoryChange,
    readonly by: string,
  ) {
    super();
  }
}

@CommandHandler(ChangeCategory)
export class ChangeCategoryHandler implements ICommandHandler<ChangeCategory> {
  constructor(
    private readonly trees: CategoryTrees,
    private readonly clock: Clock,
  ) {}

  execute({ id, change, by }: ChangeCategory): Promise<void> {
    const seen = currentContext()!.precondition!.version;
    return this.trees.update(THE_TREE, (tree) => tree.change(id, change, seen, by, this.clock.now()));
  }
}
