import { Database } from '#libs/persistence/database';
import type { HoldingReceipt } from '#libs/personal-data/person-holding';
import { PersonKeepers } from '#libs/web/personal/person-keepers';
import { Injectable } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { EraseCustomer } from './commands/erase-customer.js';
import { CustomerSchema } from './infra/customer.schema.js';

const ERASED = ['name', 'phones', 'emails', 'externalIds', 'accounts', 'document', 'segments', 'tags', 'address'];

/** What a customer told us of themselves. */
@Injectable()
export class PersonCustomers {
  constructor(
    private readonly database: Database,
    private readonly commands: CommandBus,
    keepers: PersonKeepers,
  ) {
    keepers.of({ name: 'customer', erase: (customerId) => this.erase(customerId) });
  }

  /** An archive that was given back may be of before they were registered. */
  async erase(id: string): Promise<HoldingReceipt> {
    const rows = await (await this.database.reader()).countBy(CustomerSchema, { id });
    if (rows > 0) await this.commands.execute(new EraseCustomer(id));
    return { holding: 'customer', rows, erased: ERASED, kept: 'record-of-service' };
  }
}
