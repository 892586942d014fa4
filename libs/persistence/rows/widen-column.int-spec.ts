import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { onEachEngine, type Engine } from '#libs/testing/engines';
import { EntitySchema, type MigrationInterface, type QueryRunner } from 'typeorm';
import { column, schemaIndex, table } from './columns.js';
import { runAsTenant } from '../tenant/tenant-context.js';
import { widenColumn } from './widen-column.js';

const index = { columns: ['code'] };
const LetterSchema = new EntitySchema<{ id: string; code: string }>({
  name: 'letter',
  columns: { id: column.id(), code: column.varchar(400) },
  indices: [schemaIndex('letter', index)],
});

class CreateLetters1765300900000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(table('letter', { id: column.id(), code: column.varchar(4) }, [index]));
    await runner.query("INSERT INTO letter (id, code) VALUES ('one', 'kept')");
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('letter');
  }
}

class WidenCode1765300910000 implements MigrationInterface {
  up(runner: QueryRunner): Promise<void> {
    return widenColumn(runner, 'letter', 'code', column.varchar(400));
  }

  down(runner: QueryRunner): Promise<void> {
    return widenColumn(runner, 'letter', 'code', column.varchar(4));
  }
}

onEachEngine('a column that is widened', (open) => {
  let engine: Engine;
  beforeAll(async () => {
    const migrations = [CreateLetters1765300900000, WidenCode1765300910000];
    engine = await open({ context: 'letter', entities: [LetterSchema], migrations }, ['acme']);
  });
  afterAll(() => engine.dispose());

  it('has what it had, and holds more', () =>
    runAsTenant('acme', async () => {
      const [kept] = await (await engine.database.reader()).find(LetterSchema);
      expect(kept).toEqual({ id: 'one', code: 'kept' });
      const long = { id: 'two', code: 'x'.repeat(400) };
      await engine.database.transaction((tx) => tx.insert(LetterSchema, long));
      expect(await (await engine.database.reader()).findOneBy(LetterSchema, { id: 'two' })).toEqual(long);
    }));
});
