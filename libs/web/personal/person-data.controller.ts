import { ErasureReceipt, OfPerson, PersonExport } from '#libs/contracts/common-center/person-data-api';
import { givenRows, type PersonHolding } from '#libs/personal-data/person-holding';
import { Database } from '#libs/persistence/database';
import { Body, Controller, Inject, Post } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { z } from 'zod';
import { Answers } from '../http/answers.js';
import { ErasedPersons } from './erased-persons/erased-persons.js';
import { PERSON_HOLDINGS, PersonErasure } from './erased-persons/person-erasure.js';
import { NaturallyIdempotent } from '../idempotency/idempotency.js';
import { Requires, SERVICE_INTERNAL } from '../access/permissions.js';

@ApiExcludeController()
@Controller('internal/person-data')
export class PersonDataController {
  constructor(
    private readonly database: Database,
    @Inject(PERSON_HOLDINGS) private readonly holdings: readonly PersonHolding[],
    private readonly erasure: PersonErasure,
    private readonly erased: ErasedPersons,
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

  /** Whoever is erased is remembered first: it is done again, for what comes late. */
  @Post('erase')
  @Requires(SERVICE_INTERNAL)
  @NaturallyIdempotent()
  @Answers(ErasureReceipt)
  async erasePerson(@Body({ schema: OfPerson }) { customerId }: z.infer<typeof OfPerson>) {
    await this.erased.remember(customerId);
    return { holdings: await this.erasure.erase(customerId) };
  }
}
