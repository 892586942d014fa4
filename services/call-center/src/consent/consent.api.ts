import { Database } from '#libs/persistence/database';
import { Injectable } from '@nestjs/common';
import { ConsentSchema } from './consent.schema.js';

/** What other contexts ask about consent. */
@Injectable()
export class Consents {
  constructor(private readonly database: Database) {}

  /** The consent that holds at that moment, in the caller's transaction; null: there is none. @param number international */
  async holding(number: string, purpose: string, at: Date): Promise<string | null> {
    const given = await (await this.database.reader()).findBy(ConsentSchema, { number, purpose });
    const holds = given.find(
      ({ givenAt, expiresAt, withdrawnAt }) =>
        givenAt <= at && withdrawnAt === null && (expiresAt === null || expiresAt > at),
    );
    return holds?.id ?? null;
  }
}
