import { addToRows } from '#libs/persistence/rows/add-to-rows';
import { TenantKeys } from '#libs/personal-data/keys/tenant-keys';
import { insertRows } from '#libs/persistence/rows/plain-rows';
import { Injectable } from '@nestjs/common';
import { In, type EntityManager, type EntitySchema, type ObjectLiteral } from 'typeorm';
import type { TicketText } from '../../ticket/ticket-texts.api.js';
import { blinded } from './blind-terms.js';
import { postedTerms, type TermWeights } from './posted-terms.js';
import { DocSchema, PostingSchema, TermSchema, type DocRow, type Posted, type TermRow } from './search-index.schema.js';

interface Read {
  readonly ticketId: string;
  readonly terms: ReadonlyMap<string, TermWeights>;
}

/** Puts tickets into the index, many at once; whatever of them was in it before is replaced. */
@Injectable()
export class IndexWriter {
  constructor(private readonly keys: TenantKeys) {}

  /** In the caller's transaction, before which keys were got. Two at once refuse each other's new numbers, and the later tries again. */
  async write(tx: EntityManager, texts: ReadonlyMap<string, readonly TicketText[]>): Promise<void> {
    const cipher = await this.keys.cipher();
    const read = [...texts].map(([ticketId, parts]) => ({ ticketId, terms: blinded(cipher, postedTerms(parts)) }));
    const had = await tx.findBy(DocSchema, { ticketId: In(read.map(({ ticketId }) => ticketId)) });
    const known = new Map(had.map((doc) => [doc.ticketId, doc]));
    const terms = await this.#terms(tx, new Set(read.flatMap((each) => [...each.terms.keys()])));
    const changes = new Map<number, number>();
    let next = await largest(tx, DocSchema, 'doc');
    for (const each of read) {
      const before = known.get(each.ticketId);
      const after = docOf(each, before?.doc ?? ++next, terms);
      await this.#replace(tx, before, after, changes);
    }
    await this.#count(tx, changes);
  }

  /** With numbers, also for those that are new. */
  async #terms(tx: EntityManager, words: ReadonlySet<string>): Promise<Map<string, number>> {
    const ids = new Map<string, number>();
    const all = [...words];
    for (let from = 0; from < all.length; from += 500)
      for (const { term, id } of await tx.findBy(TermSchema, { term: In(all.slice(from, from + 500)) }))
        ids.set(term, id);
    let next = await largest(tx, TermSchema, 'id');
    const rows = all.filter((term) => !ids.has(term)).map((term) => ({ term, id: ++next, tickets: 0 }));
    await insertRows(tx, TermSchema, rows);
    for (const { term, id } of rows) ids.set(term, id);
    return ids;
  }

  async #replace(
    tx: EntityManager,
    before: DocRow | undefined,
    after: DocRow,
    changes: Map<number, number>,
  ): Promise<void> {
    const { doc, ticketId, words, posted } = after;
    const was = new Map((before?.posted ?? []).map((each) => [each[0], String(each)]));
    const written = posted.filter((each) => was.get(each[0]) !== String(each));
    const kept = new Set(posted.map(([termId]) => termId));
    const gone = [...was.keys()].filter((termId) => !kept.has(termId));
    const replaced = [...gone, ...written.map(([termId]) => termId).filter((termId) => was.has(termId))];
    if (replaced.length > 0) await tx.delete(PostingSchema, { termId: In(replaced), doc });
    await insertRows(
      tx,
      PostingSchema,
      written.map(([termId, weight, internal]) => ({ termId, doc, weight, internal })),
    );
    for (const termId of gone) changes.set(termId, (changes.get(termId) ?? 0) - 1);
    for (const [termId] of written) if (!was.has(termId)) changes.set(termId, (changes.get(termId) ?? 0) + 1);
    if (before) await tx.update(DocSchema, { doc }, { words, posted });
    else await insertRows(tx, DocSchema, [{ doc, ticketId, words, posted }]);
  }

  /** A word that no ticket has any more goes: it may have been a name. */
  async #count(tx: EntityManager, changes: ReadonlyMap<number, number>): Promise<void> {
    const changed = [...changes].filter(([, tickets]) => tickets !== 0);
    const rows: TermRow[] = [];
    for (let from = 0; from < changed.length; from += 500) {
      const some = new Map(changed.slice(from, from + 500));
      for (const { term, id } of await tx.findBy(TermSchema, { id: In([...some.keys()]) }))
        rows.push({ term, id, tickets: some.get(id)! });
    }
    await addToRows(
      tx,
      TermSchema,
      rows.sort((a, b) => a.id - b.id),
      { sums: ['tickets'] },
    );
    const fewer = changed.flatMap(([id, tickets]) => (tickets < 0 ? [id] : []));
    for (let from = 0; from < fewer.length; from += 500)
      await tx.delete(TermSchema, { id: In(fewer.slice(from, from + 500)), tickets: 0 });
  }
}

function docOf({ ticketId, terms }: Read, doc: number, ids: ReadonlyMap<string, number>): DocRow {
  const posted = [...terms].map(([term, { weight, internal }]): Posted => [ids.get(term)!, weight, internal]);
  const words = posted.reduce((sum, [, weight, internal]) => sum + weight + internal, 0);
  return { doc, ticketId, words, posted };
}

async function largest<Row extends ObjectLiteral>(tx: EntityManager, schema: EntitySchema<Row>, column: string) {
  const [row] = await tx.query<{ most: number | null }[]>(`SELECT MAX(${column}) AS most FROM ${schema.options.name}`);
  return Number(row?.most ?? 0);
}
