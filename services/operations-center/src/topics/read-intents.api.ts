import { Database } from '#libs/persistence/database';
import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import { ReadingSchema } from './readings/reading.schema.js';

/** What customers wanted, for other contexts. */
@Injectable()
export class ReadIntents {
  constructor(private readonly database: Database) {}

  /** By call, chat or ticket; null: unlike all that is known. Nothing for what was not read. */
  async of(ids: readonly string[]): Promise<ReadonlyMap<string, string | null>> {
    const select = { subjectId: true, intent: true } as const;
    const db = await this.database.reader();
    const rows = await db.find(ReadingSchema, { select, where: { subjectId: In([...ids]) } });
    return new Map(rows.map(({ subjectId, intent }) => [subjectId, intent]));
  }
}
