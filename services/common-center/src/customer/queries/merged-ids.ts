import { Database } from '#libs/persistence/database';
import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import { CustomerNotFound } from '../domain/customer.errors.js';
import { CustomerSchema } from '../infra/customer.schema.js';

type Into = Map<string, string | null>;

/** Under which ids customers are known elsewhere: those of all that were merged into one are never rewritten. */
@Injectable()
export class MergedIds {
  constructor(private readonly database: Database) {}

  /** Whoever goes on first. @throws CustomerNotFound */
  async of(customerId: string): Promise<string[]> {
    const into = await this.#upwards([customerId]);
    if (!into.has(customerId)) throw new CustomerNotFound('There is no such customer.', { id: customerId });
    return (await this.#families([customerId], into))[0]!;
  }

  /** Of each; one that nobody knows is alone. */
  async families(ids: readonly string[]): Promise<string[][]> {
    return this.#families(ids, await this.#upwards(ids));
  }

  async #families(ids: readonly string[], into: Into): Promise<string[][]> {
    const ends = ids.map((id) => endOf(into, id));
    const merged = await this.#downwards([...new Set(ends)]);
    return ends.map((end) => below(merged, end));
  }

  /** Where each goes on, up to whoever goes on today. */
  async #upwards(ids: readonly string[]): Promise<Into> {
    const into: Into = new Map();
    const db = await this.database.reader();
    for (let unknown = [...new Set(ids)]; unknown.length > 0;) {
      const rows = await db.find(CustomerSchema, {
        select: { id: true, mergedInto: true },
        where: { id: In(unknown) },
      });
      for (const row of rows) into.set(row.id, row.mergedInto);
      unknown = rows.flatMap(({ mergedInto }) => (mergedInto === null || into.has(mergedInto) ? [] : [mergedInto]));
    }
    return into;
  }

  /** Who was merged into each, however far down. */
  async #downwards(ends: readonly string[]): Promise<Map<string, string[]>> {
    const merged = new Map<string, string[]>();
    const db = await this.database.reader();
    for (let above: readonly string[] = ends; above.length > 0;) {
      const where = { mergedInto: In([...above]) };
      const select = { id: true, mergedInto: true } as const;
      const rows = await db.find(CustomerSchema, { select, where, order: { id: 'ASC' } });
      for (const { id, mergedInto } of rows) merged.set(mergedInto!, [...(merged.get(mergedInto!) ?? []), id]);
      above = rows.map(({ id }) => id);
    }
    return merged;
  }
}

/** What was merged into what is a forest: it ends. */
function endOf(into: Into, id: string): string {
  const next = into.get(id) ?? null;
  return next === null ? id : endOf(into, next);
}

function below(merged: ReadonlyMap<string, readonly string[]>, id: string): string[] {
  return [id, ...(merged.get(id) ?? []).flatMap((each) => below(merged, each))];
}
