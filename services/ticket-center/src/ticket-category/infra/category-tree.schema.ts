import { journalSchema } from '#libs/persistence/rows/aggregate-store';
import { aggregateColumns, column } from '#libs/persistence/rows/columns';
import { EntitySchema } from 'typeorm';
import { CategoryTree, type Category } from '../domain/category-tree.aggregate.js';

interface CategoryTreeRow {
  id: string;
  version: number;
  updatedAt: Date;
  categories: Category[];
}

export const CategoryTreeSchema = new EntitySchema<CategoryTreeRow>({
  name: 'CategoryTree',
  tableName: 'ticket_category_tree',
  target: CategoryTree,
  columns: { ...aggregateColumns, categories: column.json() },
});

export const CategoryTreeJournalSchema = journalSchema('ticket_category_journal');
