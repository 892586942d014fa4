import { DeadLetterSchema } from '#libs/messaging/dead-letters';
import { InboxSchema } from '#libs/messaging/inbox';
import { OutboxSchema } from '#libs/messaging/outbox';
import { CounterSchema } from '#libs/persistence/rows/counter';
import type { DatabaseDefinition } from '#libs/persistence/database';
import { LeaseSchema } from '#libs/persistence/leases';
import { TenantKeySchema, TenantKeys1765120000000 } from '#libs/personal-data/keys/tenant-key.schema';
import { ErasedPersons1765300000000, ErasedPersonSchema } from '../personal/erased-persons/erased-person.schema.js';
import { ClaimAnswers1765400000000, IdempotencySchema } from '../idempotency/idempotency.schema.js';
import { ErrandSchema, TenantErrands1765130000000 } from '../tenant/tenant-errand/errand.schema.js';
import { SealingProgress1765200001000, SealingProgressSchema } from '../personal/sealing-progress.schema.js';
import { ServiceTables1763900000000 } from './service-tables.js';

/** A service's own tables together with those every service has. */
export function withServiceTables(own: DatabaseDefinition): DatabaseDefinition {
  return {
    context: own.context,
    entities: [
      CounterSchema,
      LeaseSchema,
      OutboxSchema,
      InboxSchema,
      DeadLetterSchema,
      IdempotencySchema,
      TenantKeySchema,
      ErrandSchema,
      SealingProgressSchema,
      ErasedPersonSchema,
      ...own.entities,
    ],
    migrations: [
      ServiceTables1763900000000,
      TenantKeys1765120000000,
      ...own.migrations,
      TenantErrands1765130000000,
      SealingProgress1765200001000,
      ErasedPersons1765300000000,
      ClaimAnswers1765400000000,
    ],
  };
}
