import { addToRows } from '#libs/persistence/rows/add-to-rows';
import { insertRows } from '#libs/persistence/rows/plain-rows';
import { Injectable } from '@nestjs/common';
import { In, type EntityManager, type EntitySchema, type ObjectLiteral } from 'typeorm';
import type { ArticleContent } from '../article/domain/article-content.js';
import { AudienceSchema, DocSchema, PostingSchema, TermSchema, type DocRow } from './knowledge-index.schema.js';
import { termImpacts } from './term-impacts.js';

/** A published version that readers may find. */
export interface Findable {
  readonly articleId: string;
  readonly versionId: string;
  readonly content: ArticleContent;
}

const AT_ONCE = 500;

/** Puts articles into the index and takes them out. In the caller's transaction; one process writes a tenant's index at a time. */
@Injectable()
export class IndexWriter {
  /** Whatever of them was in it before is replaced. @param gone ids of articles that nobody finds any more */
  async write(tx: EntityManager, findable: readonly Findable[], gone: readonly string[]): Promise<void> {
    const changes = new Map<number, number>();
    const had = await tx.findBy(DocSchema, { articleId: In([...findable.map(({ articleId }) => articleId), ...gone]) });
    for (const doc of had) await this.#takeOut(tx, doc, changes);
    const impacts = findable.map(({ content }) => termImpacts(content));
    const terms = await numbers(tx, TermSchema, 'term', 'id', new Set(impacts.flatMap((each) => [...each.keys()])));
    const audience = new Set(findable.flatMap(({ content }) => content.audience));
    const audienceNos = await numbers(tx, AudienceSchema, 'name', 'audienceNo', audience);
    const known = new Map(had.map(({ articleId, doc }) => [articleId, doc]));
    let next = await largest(tx, DocSchema, 'doc');
    for (const [at, { articleId, versionId, content }] of findable.entries()) {
      const posted = [...impacts[at]!].map(([term, impact]) => [terms.get(term)!, impact] as const);
      const nos = [...new Set(content.audience)].map((name) => audienceNos.get(name)!);
      const doc = known.get(articleId) ?? ++next;
      const postings = nos.flatMap((audienceNo) =>
        posted.map(([termId, impact]) => ({ audienceNo, termId, doc, impact })),
      );
      await insertRows(tx, PostingSchema, postings);
      const termIds = posted.map(([termId]) => termId);
      await insertRows(tx, DocSchema, [{ doc, articleId, versionId, audienceNos: nos, termIds }]);
      for (const termId of termIds) changes.set(termId, (changes.get(termId) ?? 0) + 1);
    }
    await count(tx, changes);
  }

  async #takeOut(tx: EntityManager, { doc, audienceNos, termIds }: DocRow, changes: Map<number, number>) {
    for (const audienceNo of audienceNos)
      for (let from = 0; from < termIds.length; from += AT_ONCE)
        await tx.delete(PostingSchema, { audienceNo, termId: In(termIds.slice(from, from + AT_ONCE)), doc });
    await tx.delete(DocSchema, { doc });
    for (const termId of termIds) changes.set(termId, (changes.get(termId) ?? 0) - 1);
  }
}

/** Of all of them, those too that had none. */
async function numbers<Row extends ObjectLiteral>(
  tx: EntityManager,
  schema: EntitySchema<Row>,
  name: string,
  number: string,
  names: ReadonlySet<string>,
): Promise<Map<string, number>> {
  const known = new Map<string, number>();
  const all = [...names];
  for (let from = 0; from < all.length; from += AT_ONCE) {
    const rows: ObjectLiteral[] = await tx.find<ObjectLiteral>(schema, {
      where: { [name]: In(all.slice(from, from + AT_ONCE)) },
    });
    for (const row of rows) known.set(row[name] as string, row[number] as number);
  }
  let next = await largest(tx, schema, number);
  const fresh = all
    .filter((each) => !known.has(each))
    .map((each) => ({ [name]: each, [number]: ++next, ...(name === 'term' && { articles: 0 }) }));
  await insertRows(tx, schema, fresh);
  for (const row of fresh as ObjectLiteral[]) known.set(row[name] as string, row[number] as number);
  return known;
}

/** In the order of their numbers, so that nobody waits in a circle. */
async function count(tx: EntityManager, changes: ReadonlyMap<number, number>): Promise<void> {
  const changed = [...changes].filter(([, articles]) => articles !== 0).sort(([a], [b]) => a - b);
  for (let from = 0; from < changed.length; from += AT_ONCE) {
    const some = new Map(changed.slice(from, from + AT_ONCE));
    const rows = await tx.find(TermSchema, { where: { id: In([...some.keys()]) }, order: { id: 'ASC' } });
    const added = rows.map(({ term, id }) => ({ term, id, articles: some.get(id)! }));
    await addToRows(tx, TermSchema, added, { sums: ['articles'] });
  }
}

async function largest<Row extends ObjectLiteral>(tx: EntityManager, schema: EntitySchema<Row>, column: string) {
  const [row] = await tx.query<{ most: number | null }[]>(`SELECT MAX(${column}) AS most FROM ${schema.options.name}`);
  return Number(row?.most ?? 0);
}
