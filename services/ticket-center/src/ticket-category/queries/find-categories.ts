import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { Category, CategoryTree } from '../domain/category-tree.aggregate.js';
import { CategoryTrees, THE_TREE } from '../domain/category-tree.repository.js';
import type { CategoryView } from '../ticket-category.dto.js';

export class ListCategories extends Query<CategoryView[]> {}

/** Each after those above it, by name. */
@QueryHandler(ListCategories)
export class ListCategoriesHandler implements IQueryHandler<ListCategories> {
  constructor(private readonly trees: CategoryTrees) {}

  async execute(): Promise<CategoryView[]> {
    const tree = await this.trees.get(THE_TREE);
    const views = tree.all.map((each) => categoryView(tree, each));
    return views.sort((a, b) => (a.path.join('\n') < b.path.join('\n') ? -1 : 1));
  }
}

export class GetCategory extends Query<CategoryView> {
  constructor(readonly id: string) {
    super();
  }
}

@QueryHandler(GetCategory)
export class GetCategoryHandler implements IQueryHandler<GetCategory> {
  constructor(private readonly trees: CategoryTrees) {}

  async execute({ id }: GetCategory): Promise<CategoryView> {
    const tree = await this.trees.get(THE_TREE);
    return categoryView(tree, tree.pathTo(id).at(-1)!);
  }
}

function categoryView(tree: CategoryTree, category: Category): CategoryView {
  const path = tree.pathTo(category.id);
  return { ...category, path: path.map(({ name }) => name), open: path.every(({ active }) => active) };
}
