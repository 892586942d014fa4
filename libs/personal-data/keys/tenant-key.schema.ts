import { column, table } from '#libs/persistence/rows/columns';
import { EntitySchema, type MigrationInterface, type QueryRunner } from 'typeorm';

/** `data`: what personal data is sealed with; `index`: what it is found by again. */
export type KeyPurpose = 'data' | 'index';

export interface TenantKeyRow {
  tenantId: string;
  purpose: KeyPurpose;
  version: number;
  /** The tenant that what it sealed is bound to: another where all of that was restored under a new id. */
  sealedFor: string;
  /** Which master key seals it. */
  masterId: string;
  /** Base64 of the sealed key; null once it was destroyed: what it sealed is gone for good. */
  sealedKey: string | null;
  createdAt: Date;
  destroyedAt: Date | null;
}

const columns = {
  tenantId: column.primary(column.ref()),
  purpose: column.primary(column.varchar(16)),
  version: column.primary(column.int()),
  sealedFor: column.ref(),
  masterId: column.varchar(64),
  sealedKey: column.nullable(column.varchar(120)),
  createdAt: column.time(),
  destroyedAt: column.nullable(column.time()),
};

/** In the databases of the platform: a copy of a tenant's database opens nothing. */
export const TenantKeySchema = new EntitySchema<TenantKeyRow>({ name: 'tenant_key', columns });

export class TenantKeys1765120000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(table('tenant_key', columns));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('tenant_key');
  }
}
