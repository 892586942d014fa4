import { column, table } from '#libs/persistence/rows/columns';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const TABLES = [
  table('oidc_provider', {
    id: column.id(),
    version: column.int(),
    name: column.varchar(120),
    issuer: column.varchar(500),
    clientId: column.varchar(200),
    sealedSecret: column.text(),
    scopes: column.json(),
    redirectUris: column.json(),
    provisions: column.flag(),
    roleClaim: column.nullable(column.varchar(64)),
    roleMapping: column.json(),
    defaultRoles: column.json(),
  }),
  table(
    'oidc_visit',
    {
      stateHash: column.primary(column.varchar(64)),
      providerId: column.ref(),
      loginKeyHash: column.varchar(64),
      nonce: column.varchar(64),
      sealedVerifier: column.varchar(255),
      redirectUri: column.varchar(500),
      expiresAt: column.time(),
    },
    [{ columns: ['expiresAt'] }],
  ),
  table(
    'oidc_link',
    { linkKey: column.primary(column.varchar(64)), accountId: column.ref(), linkedAt: column.time() },
    [{ columns: ['accountId'] }],
  ),
];

export class AddOidc1765070020000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const each of TABLES) await runner.createTable(each.clone());
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const each of TABLES.toReversed()) await runner.dropTable(each.name);
  }
}
