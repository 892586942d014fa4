import { Clock } from '#libs/kernel/clock';
import { domainError } from '#libs/kernel/domain-error';
import { newId } from '#libs/kernel/id';
import { checkPrecondition } from '#libs/persistence/rows/aggregate-store';
import { Database } from '#libs/persistence/database';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { CategorySchema, type CategoryRow } from './category.schema.js';
import { idsBelow, pathTo } from './tree.js';

export class KnowledgeCategoryNotFound extends domainError('knowledge-category-not-found', 'not-found') {}
export class KnowledgeCategoryInactive extends domainError('knowledge-category-inactive', 'conflict') {}
export class KnowledgeCategoryCircle extends domainError('knowledge-category-circle', 'invalid') {}
export class TooManyKnowledgeCategories extends domainError('too-many-knowledge-categories', 'conflict') {}

export type CategoryText = Pick<CategoryRow, 'parentId' | 'name' | 'position' | 'active'>;
type Tree = ReadonlyMap<string, CategoryRow>;

/** The whole tree is read at a time. */
const MOST = 1_000;

/** The tree that articles are sorted into. */
@Injectable()
export class Categories {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  async list(): Promise<CategoryRow[]> {
    return [...(await this.#tree(await this.database.reader())).values()];
  }

  /** @throws KnowledgeCategoryNotFound, TooManyKnowledgeCategories */
  async add(text: CategoryText): Promise<CategoryRow> {
    return this.database.transaction(async (tx) => {
      const tree = await this.#tree(tx);
      if (tree.size >= MOST) throw new TooManyKnowledgeCategories(`There are ${MOST} categories already.`);
      if (text.parentId !== null) found(tree, text.parentId);
      const row = { id: newId(this.clock.now()), version: 1, ...text };
      await tx.insert(CategorySchema, row);
      return row;
    });
  }

  /** @throws KnowledgeCategoryNotFound, KnowledgeCategoryCircle, StaleVersion */
  async change(id: string, text: CategoryText): Promise<CategoryRow> {
    return this.database.transaction(async (tx) => {
      const tree = await this.#tree(tx);
      const before = found(tree, id);
      checkPrecondition(before);
      if (text.parentId !== null) found(tree, text.parentId);
      if (text.parentId !== null && idsBelow(tree, id).has(text.parentId))
        throw new KnowledgeCategoryCircle('A category is not below itself.', { id });
      const row = { id, version: before.version + 1, ...text };
      await tx.update(CategorySchema, { id, version: before.version }, row);
      return row;
    });
  }

  /** It takes articles: it and all above it are active. @throws KnowledgeCategoryNotFound, KnowledgeCategoryInactive */
  async requireOpen(id: string): Promise<void> {
    const tree = await this.#tree(await this.database.reader());
    found(tree, id);
    if (pathTo(tree, id).some(({ active }) => !active))
      throw new KnowledgeCategoryInactive('The category takes no articles.', { id });
  }

  /** It and those below it. @throws KnowledgeCategoryNotFound */
  async below(id: string): Promise<ReadonlySet<string>> {
    const tree = await this.#tree(await this.database.reader());
    found(tree, id);
    return idsBelow(tree, id);
  }

  async #tree(db: EntityManager): Promise<Tree> {
    const rows = await db.find(CategorySchema, { order: { parentId: 'ASC', position: 'ASC', id: 'ASC' } });
    return new Map(rows.map((row) => [row.id, row]));
  }
}

function found(tree: Tree, id: string): CategoryRow {
  const row = tree.get(id);
  if (!row) throw new KnowledgeCategoryNotFound('There is no such category.', { id });
  return row;
}
