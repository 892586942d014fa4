import { ErasureReceipt, OfPerson, PersonExport } from '#libs/contracts/person-data-api';
import { erase, givenRows, type HoldingReceipt, type PersonHolding } from '#libs/personal-data/person-holding';
import { Database } from '#libs/persistence/database';
import { Body, Controller, Inject, Post } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { z } from 'zod';
import { Answers } from './answers.js';
import { NaturallyIdempotent } from './idempotency.js';
import { PersonKeepers } from './person-keepers.js';
import { Requires, SERVICE_INTERNAL } from './permissions.js';

/** `@Inject(PERSON_HOLDINGS)`: where this service keeps what tells of people. */
export const PERSON_HOLDINGS = Symbol('person holdings');

@ApiExcludeController()
@Controller('internal/person-data')
export class PersonDataController {
  constructor(
    private readonly database: Database,
    @Inject(PERSON_HOLDINGS) private readonly holdings: readonly PersonHolding[],
    private readonly keepers: PersonKeepers,
  ) {}

  @Post('export')
  @Requires(SERVICE_INTERNAL)
  @NaturallyIdempotent()
  @Answers(PersonExport)
  async exportPerson(@Body({ schema: OfPerson }) { customerId }: z.infer<typeof OfPerson>) {
    const db = await this.database.reader();
    const holdings = [];
    for (const holding of this.holdings) {
      const rows: Record<string, unknown>[] = [];
      for await (const some of givenRows(db, holding, customerId)) rows.push(...some);
      holdings.push({ holding: holding.name, rows });
    }
    return { holdings };
  }

  @Post('erase')
  @Requires(SERVICE_INTERNAL)
  @NaturallyIdempotent()
  @Answers(ErasureReceipt)
  async erasePerson(@Body({ schema: OfPerson }) { customerId }: z.infer<typeof OfPerson>) {
    const holdings: HoldingReceipt[] = [];
    for (const holding of this.holdings) {
      holdings.push(await this.database.transaction((tx) => erase(tx, holding, customerId)));
    }
    for (const keeper of this.keepers.all) holdings.push(await keeper.erase(customerId));
    return { holdings };
  }
}
