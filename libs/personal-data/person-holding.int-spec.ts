import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { column, table } from '#libs/persistence/rows/columns';
import { runAsTenant } from '#libs/persistence/tenant/tenant-context';
import { onEachEngine, type Engine } from '#libs/testing/engines';
import { EntitySchema, type MigrationInterface, type QueryRunner } from 'typeorm';
import { erase, givenRows, holding } from './person-holding.js';

interface Call {
  id: string;
  version: number;
  customerId: string;
  address: string | null;
}
const callColumns = {
  id: column.id(),
  version: column.int(),
  customerId: column.ref(),
  address: column.nullable(column.varchar(40)),
};
const wordColumns = { callId: column.primary(column.ref()), seq: column.primary(column.int()), text: column.text() };
const CallSchema = new EntitySchema<Call>({ name: 'call_of', columns: callColumns });
const WordSchema = new EntitySchema<{ callId: string; seq: number; text: string }>({
  name: 'word_of',
  columns: wordColumns,
});

class CreateCalls1765120000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(table('call_of', callColumns));
    await runner.createTable(table('word_of', wordColumns));
  }
  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('word_of');
    await runner.dropTable('call_of');
  }
}
const DEFINITION = { context: 'holding', entities: [CallSchema, WordSchema], migrations: [CreateCalls1765120000001] };
const CALLS = holding(CallSchema, {
  ...{ name: 'calls', by: 'customerId', keeps: 'record-of-service' },
  ...{ gives: ['address'], erases: { address: null } },
});
const WORDS = holding(WordSchema, {
  ...{ name: 'words', by: 'callId', keeps: 'record-of-service', gives: ['text'], erases: { text: '' } },
  through: { schema: CallSchema, by: 'customerId' },
});

onEachEngine('what is kept of a person', (open) => {
  let engine: Engine;
  const inAcme = <T>(work: () => Promise<T>) => runAsTenant('acme', work);
  const all = (of: typeof CALLS) =>
    inAcme(async () => {
      const rows: object[] = [];
      for await (const some of givenRows(await engine.database.reader(), of, 'noah')) rows.push(...some);
      return rows;
    });

  beforeAll(async () => {
    engine = await open(DEFINITION, ['acme']);
    await inAcme(() =>
      engine.database.transaction(async (tx) => {
        const call = (id: string, customerId: string) => ({ id, version: 1, customerId, address: `address of ${id}` });
        await tx.insert(CallSchema, [call('a', 'noah'), call('b', 'noah'), call('c', 'emma')]);
        const word = (callId: string, seq: number) => ({ callId, seq, text: `${callId}${seq}` });
        await tx.insert(WordSchema, [word('a', 1), word('a', 2), word('b', 1), word('c', 1)]);
      }),
    );
  });
  afterAll(() => engine.dispose());

  it('is given whole, also what hangs on it, and nothing of others', async () => {
    expect(await all(CALLS)).toEqual([{ address: 'address of a' }, { address: 'address of b' }]);
    expect(await all(WORDS)).toEqual([{ text: 'a1' }, { text: 'a2' }, { text: 'b1' }]);
  });

  it('is erased with a receipt, as often as asked, and nothing of others', async () => {
    const erased = (of: typeof CALLS) => inAcme(() => engine.database.transaction((tx) => erase(tx, of, 'noah')));
    expect(await erased(WORDS)).toEqual({ holding: 'words', rows: 3, erased: ['text'], kept: 'record-of-service' });
    expect(await erased(CALLS)).toMatchObject({ rows: 2 });
    expect(await erased(CALLS)).toMatchObject({ rows: 2 });
    expect(await all(WORDS)).toEqual([{ text: '' }, { text: '' }, { text: '' }]);
    const rows = await inAcme(async () => (await engine.database.reader()).find(CallSchema, { order: { id: 'ASC' } }));
    expect(rows.map(({ address, version }) => [address, version])).toEqual([
      [null, 3],
      [null, 3],
      ['address of c', 1],
    ]);
  });
});
