import { erase, type HoldingReceipt, type PersonHolding } from '#libs/personal-data/person-holding';
import { Database } from '#libs/persistence/database';
import { Inject, Injectable } from '@nestjs/common';
import { PersonKeepers } from '../person-keepers.js';

/** `@Inject(PERSON_HOLDINGS)`: where this service keeps what tells of people. */
export const PERSON_HOLDINGS = Symbol('person holdings');

/** Erases a person wherever this service knows of them: its rows, then what contexts keep elsewhere. */
@Injectable()
export class PersonErasure {
  constructor(
    private readonly database: Database,
    @Inject(PERSON_HOLDINGS) private readonly holdings: readonly PersonHolding[],
    private readonly keepers: PersonKeepers,
  ) {}

  /** Of the tenant in context. Safe to repeat. */
  async erase(customerId: string): Promise<HoldingReceipt[]> {
    const receipts: HoldingReceipt[] = [];
    for (const holding of this.holdings)
      receipts.push(await this.database.transaction((tx) => erase(tx, holding, customerId)));
    for (const keeper of this.keepers.all) receipts.push(await keeper.erase(customerId));
    return receipts;
  }
}
