import { KeysAtHand } from '#libs/personal-data/keys/keys-at-hand';
import { Database } from '#libs/persistence/database';
import { Injectable } from '@nestjs/common';
import type { SelectQueryBuilder } from 'typeorm';
import { ConsentSchema, type Consent } from './consent.schema.js';

/** What other contexts ask about consent. */
@Injectable()
export class Consents {
  constructor(
    private readonly database: Database,
    private readonly keys: KeysAtHand,
  ) {}

  /** The consent that holds at that moment, in the caller's transaction; null: there is none. @param number international */
  async holding(number: string, purpose: string, at: Date): Promise<string | null> {
    const given = await (await this.givenFor(number)).andWhere('each.purpose = :purpose', { purpose }).getMany();
    const holds = given.find(
      ({ givenAt, expiresAt, withdrawnAt }) =>
        givenAt <= at && withdrawnAt === null && (expiresAt === null || expiresAt > at),
    );
    return holds?.id ?? null;
  }

  /** Also what was given before numbers were sealed, and still is to be. */
  async givenFor(...numbers: string[]): Promise<SelectQueryBuilder<Consent>> {
    const query = (await this.database.reader()).createQueryBuilder<Consent>(ConsentSchema, 'each');
    const forms = numbers.flatMap((number) => this.keys.formsOf('phone', number));
    if (forms.length === 0) return query.where('1 = 0');
    return query.where('(each.numberKey IN (:...forms) OR each.number IN (:...forms))', { forms });
  }
}
