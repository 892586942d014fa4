import { Database } from '#libs/persistence/database';
import { TenantQuotas } from '#libs/web/tenant/tenant-quotas';
import { Injectable } from '@nestjs/common';
import { AccountSchema } from './infra/account.schema.js';

/** The quota of users is of those who can log in. */
@Injectable()
export class AccountQuota {
  constructor(quotas: TenantQuotas, database: Database) {
    quotas.measuredBy('users', async () => (await database.reader()).countBy(AccountSchema, { active: true }));
  }
}
