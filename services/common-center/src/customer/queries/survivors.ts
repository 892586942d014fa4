import { Database } from '#libs/persistence/database';
import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import { CustomerNotFound } from '../domain/customer.errors.js';
import { CustomerSchema, type CustomerRow } from '../infra/customer.schema.js';
import { PersonalPart } from '../infra/personal-part.js';

/** Who goes on where; what others keep by the id of a customer is not rewritten when that is merged. */
@Injectable()
export class Survivors {
  constructor(
    private readonly database: Database,
    private readonly personal: PersonalPart,
  ) {}

  /** Whom each id stands for today. @throws CustomerNotFound */
  async of(ids: readonly string[]): Promise<Map<string, CustomerRow>> {
    const known = new Map<string, CustomerRow>();
    let unknown: readonly string[] = [...new Set(ids)];
    while (unknown.length > 0) {
      const rows = await (await this.database.reader()).findBy(CustomerSchema, { id: In(unknown) });
      for (const row of rows) known.set(row.id, row);
      unknown = rows.flatMap(({ mergedInto }) => (mergedInto === null || known.has(mergedInto) ? [] : [mergedInto]));
    }
    const ends = new Map(ids.map((id) => [id, endOf(known, id)]));
    await this.personal.opened([...new Set(ends.values())]);
    return ends;
  }
}

function endOf(known: ReadonlyMap<string, CustomerRow>, id: string): CustomerRow {
  const row = known.get(id);
  if (!row) throw new CustomerNotFound('There is no such customer.', { id });
  return row.mergedInto === null ? row : endOf(known, row.mergedInto);
}
