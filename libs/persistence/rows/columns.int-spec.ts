import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { onEachEngine, type Engine } from '#libs/testing/engines';
import { EntitySchema, type MigrationInterface, type QueryRunner } from 'typeorm';
import { column, schemaIndex, table } from './columns.js';
import { runAsTenant } from '../tenant/tenant-context.js';

const columns = {
  id: column.id(),
  code: column.varchar(10),
  words: column.text(),
  amount: column.int(),
  open: column.flag(),
  at: column.time(),
  data: column.json(),
  bytes: column.bytes(),
  maybe: column.nullable(column.varchar(10)),
  maybeAt: column.nullable(column.time()),
  maybeData: column.nullable(column.json()),
  maybeBytes: column.nullable(column.bytes()),
};
const index = { columns: ['code', 'at'], unique: true };

interface Specimen {
  id: string;
  code: string;
  words: string;
  amount: number;
  open: boolean;
  at: Date;
  data: unknown;
  bytes: Buffer;
  maybe: string | null;
  maybeAt: Date | null;
  maybeData: unknown;
  maybeBytes: Buffer | null;
}

const SpecimenSchema = new EntitySchema<Specimen>({
  name: 'specimen',
  columns,
  indices: [schemaIndex('specimen', index)],
});

class CreateSpecimens1763900900002 implements MigrationInterface {
  up(runner: QueryRunner): Promise<void> {
    return runner.createTable(table('specimen', columns, [index]));
  }

  down(runner: QueryRunner): Promise<void> {
    return runner.dropTable('specimen');
  }
}

onEachEngine('a column', (open) => {
  let engine: Engine;
  beforeAll(async () => {
    const definition = { context: 'specimen', entities: [SpecimenSchema], migrations: [CreateSpecimens1763900900002] };
    engine = await open(definition, ['acme']);
  });
  afterAll(() => engine.dispose());

  const plain: Specimen = {
    id: 'plain',
    code: 'code',
    words: '',
    amount: 0,
    open: false,
    at: new Date('2026-11-23T09:00:00.000Z'),
    data: {},
    bytes: Buffer.alloc(0),
    maybe: null,
    maybeAt: null,
    maybeData: null,
    maybeBytes: null,
  };
  const keptAs = (parts: Partial<Specimen>) =>
    runAsTenant('acme', async () => {
      const { database } = engine;
      const specimen = { ...plain, id: crypto.randomUUID(), code: crypto.randomUUID().slice(0, 8), ...parts };
      await database.transaction((tx) => tx.insert(SpecimenSchema, specimen as object));
      const kept = await (await database.reader()).findOneByOrFail(SpecimenSchema, { id: specimen.id });
      expect(kept).toEqual(specimen);
      return kept;
    });

  describe('gives back what it was given:', () => {
    it.each([-2_147_483_648, -1, 0, 1, 2_147_483_647])('the whole number %d', async (amount) => {
      expect((await keptAs({ amount })).amount).toBe(amount);
    });

    it.each([true, false])('the flag %s', async (flag) => {
      expect((await keptAs({ open: flag })).open).toBe(flag);
    });

    it.each([
      '1970-01-01T00:00:01.001Z',
      '2026-03-29T01:30:00.999Z',
      '2026-10-25T00:30:00.123Z',
      '2099-12-31T23:59:59.999Z',
    ])('the time %s, to the millisecond', async (iso) => {
      const kept = await keptAs({ at: new Date(iso), maybeAt: new Date(iso) });
      expect([kept.at.toISOString(), kept.maybeAt!.toISOString()]).toEqual([iso, iso]);
    });

    it.each(['', ' ', '王小明 𠮷 👩‍👩‍👧', `it's "quoted" \\ and; -- DROP`, 'line\nbreak\ttab', 'ẞ'.repeat(20_000)])(
      'the text %#',
      async (words) => {
        await keptAs({ words });
      },
    );

    it.each([
      [{}],
      [[]],
      [[1, 2.5, -0.125, 1e21, null, true, 'x']],
      [{ 说: '你好 👋', nested: { list: [{ deep: null }], empty: '' }, quote: `a'b"c\\d` }],
      [{ text: '"42"', number: 42, long: 'ü'.repeat(50_000) }],
    ])('the JSON %#', async (data) => {
      await keptAs({ data, maybeData: data });
    });

    it.each([
      [Buffer.from([])],
      [Buffer.from([0])],
      [Buffer.from("it's \\ text, and \0 more")],
      [Buffer.from(Array.from({ length: 65_535 }, (_, at) => (at * 7) % 256))],
    ])('the bytes %#', async (bytes) => {
      const kept = await keptAs({ bytes, maybeBytes: bytes });
      expect([Buffer.isBuffer(kept.bytes), kept.bytes.equals(bytes)]).toEqual([true, true]);
    });

    it('nothing, where nothing may be', async () => {
      await keptAs({ maybe: null, maybeAt: null, maybeData: null, maybeBytes: null });
    });
  });

  it('orders times as they passed', () =>
    runAsTenant('acme', async () => {
      const code = 'ordered';
      const times = ['2026-11-23T09:00:00.010Z', '2026-11-23T09:00:00.009Z', '2026-11-23T08:59:59.999Z'];
      const rows = times.map((at, n) => ({ ...plain, id: `ordered-${n}`, code, at: new Date(at) }));
      await engine.database.transaction((tx) => tx.insert(SpecimenSchema, rows as object[]));
      const kept = await (
        await engine.database.reader()
      ).find(SpecimenSchema, { where: { code }, order: { at: 'ASC' } });
      expect(kept.map(({ at }) => at.toISOString())).toEqual(times.toReversed());
    }));
});
