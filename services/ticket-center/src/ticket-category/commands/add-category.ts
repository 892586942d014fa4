import { Clock } from '#libs/kernel/clock';
import { newId } from '#libs/kernel/id';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { CategoryTrees, THE_TREE } from '../domain/category-tree.repository.js';

export class AddCategory extends Command<{ categoryId: string }> {
  constructor(
    readonly name: string,
    readonly parentId: string | null,
    readonly by: string,
  ) {
    super();
  }
}

@CommandHandler(AddCategory)
export class AddCategoryHandler implements ICommandHandler<AddCategory> {
  constructor(
    private readonly trees: CategoryTrees,
    private readonly clock: Clock,
  ) {}

  async execute({ name, parentId, by }: AddCategory): Promise<{ categoryId: string }> {
    const categoryId = newId(this.clock.now());
    await this.trees.update(THE_TREE, (tree) => tree.add(categoryId, name, parentId, by, this.clock.now()));
    return { categoryId };
  }
}
