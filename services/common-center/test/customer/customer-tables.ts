import type { Clock } from '#libs/kernel/clock';
import { Outbox } from '#libs/messaging/outbox';
import type { Database } from '#libs/persistence/database';
import { masterKeysOf } from '#libs/personal-data/keys/master-keys-of';
import { TenantKeys } from '#libs/personal-data/keys/tenant-keys';
import { BlindIdentifiers } from '../../src/customer/infra/blind-identifiers.js';
import { CustomerCipher } from '../../src/customer/infra/customer-cipher.js';
import { FormerCustomers } from '../../src/customer/infra/former-customers.js';
import { PersonalPart } from '../../src/customer/infra/personal-part.js';
import { TypeormCustomers } from '../../src/customer/infra/typeorm-customer.repository.js';

/** What stands between customers and a database, without the service around it. */
export class CustomerTables {
  readonly cipher: CustomerCipher;
  readonly personal: PersonalPart;
  readonly blind: BlindIdentifiers;
  readonly former: FormerCustomers;
  readonly customers: TypeormCustomers;

  constructor(database: Database, clock: Clock) {
    const keys = new TenantKeys(database, clock, masterKeysOf(undefined, ['a secret for tests only']));
    this.cipher = new CustomerCipher(keys);
    this.personal = new PersonalPart(this.cipher);
    this.blind = new BlindIdentifiers(this.cipher);
    this.former = new FormerCustomers(database, this.personal, this.blind, clock);
    const outbox = new Outbox('/common-center');
    this.customers = new TypeormCustomers(database, outbox, clock, this.personal, this.blind, this.former);
  }
}
