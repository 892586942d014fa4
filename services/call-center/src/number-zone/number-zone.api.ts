import { Database } from '#libs/persistence/database';
import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import { NumberZoneSchema } from './number-zone.schema.js';

/** What other contexts ask of numbers and time zones. */
@Injectable()
export class NumberZones {
  constructor(private readonly database: Database) {}

  /** Every zone the number may be in, by the longest prefix known; none when none is known. @param number international */
  async of(number: string): Promise<readonly string[]> {
    const prefixes = Array.from(number, (_, index) => number.slice(0, index + 1)).slice(1);
    const known = await (await this.database.reader()).findBy(NumberZoneSchema, { prefix: In(prefixes) });
    return known.toSorted((a, b) => b.prefix.length - a.prefix.length)[0]?.zones ?? [];
  }
}
