import { Repository } from '#libs/kernel/repository';
import type { CategoryTree } from './category-tree.aggregate.js';

/** Every tenant has one. */
export const THE_TREE = 'tree';

export abstract class CategoryTrees extends Repository<CategoryTree> {}
