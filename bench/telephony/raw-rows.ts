import { newId } from '#libs/kernel/id';
import { column } from '#libs/persistence/rows/columns';
import { runAsTenant } from '#libs/persistence/tenant/tenant-context';
import { EntitySchema, type MigrationInterface, type QueryRunner } from 'typeorm';
import { TENANT, type Databases } from './databases.js';
import { rateOf } from './whole-calls.js';

const CallSchema = new EntitySchema<{ id: string; state: string }>({
  name: 'raw_call',
  columns: { id: column.id(), state: column.varchar(16) },
});

class CreateRawCalls1764900000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('CREATE TABLE raw_call (id varchar(36) PRIMARY KEY, state varchar(16) NOT NULL)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE raw_call');
  }
}

/** The same number of rows in the same number of transactions, and nothing else: what the database alone costs. */
export async function writeRows(calls: number, writesPerCall: number, { make }: Databases) {
  const definition = { context: 'raw', entities: [CallSchema], migrations: [CreateRawCalls1764900000000] };
  const database = make(definition);
  await database.provision(TENANT);
  const begun = performance.now();
  await runAsTenant(TENANT, async () => {
    for (let call = 0; call < calls; call++) {
      const id = newId(new Date());
      await database.transaction((tx) => tx.insert(CallSchema, { id, state: '0' }));
      for (let write = 1; write < writesPerCall; write++)
        await database.transaction((tx) => tx.update(CallSchema, { id }, { state: String(write) }));
    }
  });
  const rate = rateOf(calls, (performance.now() - begun) / 1_000);
  await database.close();
  return rate;
}
