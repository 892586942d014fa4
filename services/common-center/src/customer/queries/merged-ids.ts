import { Database } from '#libs/persistence/database';
import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import { CustomerSchema } from '../infra/customer.schema.js';
import { Survivors } from './survivors.js';

/** Under which ids a customer is known elsewhere: those of all that were merged into it are never rewritten. */
@Injectable()
export class MergedIds {
  constructor(
    private readonly database: Database,
    private readonly survivors: Survivors,
  ) {}

  /** Whoever goes on first. @throws CustomerNotFound */
  async of(customerId: string): Promise<string[]> {
    const { id } = (await this.survivors.of([customerId])).get(customerId)!;
    const all = [id];
    const reader = await this.database.reader();
    for (let merged = [id]; merged.length > 0; all.push(...merged)) {
      const where = { mergedInto: In(merged) };
      merged = (await reader.find(CustomerSchema, { select: { id: true }, where, order: { id: 'ASC' } })).map(
        (row) => row.id,
      );
    }
    return all;
  }
}
