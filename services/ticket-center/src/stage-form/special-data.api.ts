import { Database } from '#libs/persistence/database';
import { Injectable } from '@nestjs/common';
import { In, type SelectQueryBuilder } from 'typeorm';
import { searchedFor } from './indexed-values.js';
import { StageFormSchema, TicketFieldSchema } from './stage-form.schema.js';

/** What lists, searches and exports show of what is special to the type of each ticket. */
@Injectable()
export class SpecialData {
  constructor(private readonly database: Database) {}

  /** These fields, of whatever stage, by ticket. */
  async of(ticketIds: readonly string[], fields: readonly string[]): Promise<Map<string, Record<string, unknown>>> {
    if (ticketIds.length === 0 || fields.length === 0) return new Map();
    const rows = await (await this.database.reader()).findBy(StageFormSchema, { ticketId: In([...ticketIds]) });
    const found = new Map<string, Record<string, unknown>>();
    for (const { ticketId, answers } of rows) {
      const shown = Object.entries(answers ?? {}).filter(([field]) => fields.includes(field));
      found.set(ticketId, { ...found.get(ticketId), ...Object.fromEntries(shown) });
    }
    return found;
  }

  /** What the ticket is found by, of the fields its forms have indexed. */
  async indexed(ticketId: string): Promise<{ readonly field: string; readonly value: string }[]> {
    return (await this.database.reader()).findBy(TicketFieldSchema, { ticketId });
  }

  /** Leaves only the tickets whose indexed field has the value. @param idColumn of the ticket in the query */
  narrow<Row extends object>(query: SelectQueryBuilder<Row>, idColumn: string, field: string, value: string): void {
    const has = query
      .subQuery()
      .select('special.ticketId')
      .from(TicketFieldSchema, 'special')
      .where('special.field = :field AND special.value = :value');
    query.andWhere(`${idColumn} IN ${has.getQuery()}`, { field, value: searchedFor(value) });
  }
}
