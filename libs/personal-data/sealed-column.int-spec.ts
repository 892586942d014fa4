import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { column, table } from '#libs/persistence/rows/columns';
import { insertRows } from '#libs/persistence/rows/plain-rows';
import { runAsTenant } from '#libs/persistence/tenant/tenant-context';
import { onEachEngine, type Engine } from '#libs/testing/engines';
import { FakeClock } from '#libs/testing/fake-clock';
import * as fc from 'fast-check';
import { EntitySchema, In, type MigrationInterface, type ObjectLiteral, type QueryRunner } from 'typeorm';
import { KeysAtHand } from './keys/keys-at-hand.js';
import { masterKeysOf } from './keys/master-keys-of.js';
import { TenantKeys } from './keys/tenant-keys.js';
import { TenantKeys1765120000000, TenantKeySchema } from './keys/tenant-key.schema.js';
import { blind, sealed, sealedBy, sealedColumnsOf } from './sealed-column.js';
import { sealFrom } from './seal-rows.js';

interface Said {
  id: string;
  seq: number;
  version: number;
  text: string | null;
  data: unknown;
  textKey: string | null;
  source: string | null;
  picture: Buffer | null;
  way: object;
}
const plain = {
  id: column.id(),
  seq: column.primary(column.int()),
  version: column.int(),
  text: column.nullable(column.text()),
  data: column.json(),
  textKey: column.nullable(column.varchar(32)),
  source: column.nullable(column.varchar(64)),
  picture: column.nullable(column.bytes()),
  way: column.nullable(column.json()),
};
const SaidSchema = new EntitySchema<Said>({
  name: 'said',
  columns: {
    ...plain,
    text: sealed(plain.text),
    data: sealed(plain.data),
    textKey: blind('phone', plain.textKey, { of: 'text' }),
    source: blind('source', plain.source, { only: /^number:/ }),
    picture: sealed(plain.picture),
    way: sealed(plain.way, { unless: (value) => (value as { isOpen?: boolean }).isOpen === true }),
  },
});
class CreateSaid1765120000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(table('said', plain));
  }
  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('said');
  }
}
const DEFINITION = {
  context: 'sealed',
  entities: [SaidSchema, TenantKeySchema],
  migrations: [TenantKeys1765120000000, CreateSaid1765120000001],
};
const TABLE = {
  schema: SaidSchema as unknown as EntitySchema<ObjectLiteral>,
  columns: sealedColumnsOf(SaidSchema),
};
/** What MySQL's `text` holds, bytes. */
const MOST = 65_535;

onEachEngine('a sealed column', (open) => {
  let engine: Engine;
  let keys: TenantKeys;
  const atHand = new KeysAtHand();
  const inAcme = <T>(work: () => Promise<T>) => runAsTenant('acme', work);
  const row = (id: string, text: string | null, data: unknown = {}): Said => ({
    id,
    seq: 1,
    version: 1,
    text,
    data,
    textKey: null,
    source: null,
    picture: null,
    way: {},
  });
  const add = (...rows: Said[]) => inAcme(() => engine.database.transaction((tx) => insertRows(tx, SaidSchema, rows)));
  const read = (id: string) => inAcme(async () => (await engine.database.reader()).findOneByOrFail(SaidSchema, { id }));
  const kept = (id: string) =>
    inAcme(async () => {
      const [found] = await (await engine.database.reader()).query<Said[]>(`SELECT * FROM said WHERE id = '${id}'`);
      return found!;
    });
  const sealAll = () =>
    inAcme(async () => {
      const cipher = await keys.cipher();
      for (let behind = await sealFrom(engine.database, TABLE, cipher, null, 2); behind !== null;)
        behind = await sealFrom(engine.database, TABLE, cipher, behind, 2);
    });

  beforeAll(async () => {
    engine = await open(sealedBy(atHand, DEFINITION), ['platform', 'acme', 'globex']);
    keys = new TenantKeys(engine.database, new FakeClock(), masterKeysOf(undefined, ['a secret']));
    atHand.of(keys);
    engine.database.beforeUse(() => atHand.prepare());
  });
  afterAll(() => engine.dispose());

  it('is read as it was written, and lies in the database as nobody can read it', async () => {
    await add(row('a', '请打13800138000', { phone: '13800138000', note: ['x'] }), row('b', null, []), row('c', ''));
    expect(await read('a')).toMatchObject({ text: '请打13800138000', data: { phone: '13800138000', note: ['x'] } });
    expect(await read('b')).toMatchObject({ text: null, data: [] });
    expect(await read('c')).toMatchObject({ text: '' });
    expect(JSON.stringify(await kept('a'))).not.toMatch(/13800138000|phone/);
    await inAcme(() => engine.database.transaction((tx) => tx.update(SaidSchema, { id: 'a' }, { text: 'Li Si' })));
    expect(JSON.stringify(await kept('a'))).not.toContain('Li Si');
    expect(await read('a')).toMatchObject({ text: 'Li Si' });
  });

  it('is read where it is still in the clear, and sealed in the background without a new version', async () => {
    await inAcme(() =>
      engine.database.transaction((tx) =>
        tx.query(
          `INSERT INTO said (id, seq, version, text, data) VALUES ('d', 1, 7, '13900139000', '{"of":"before"}')`,
        ),
      ),
    );
    expect(await read('d')).toMatchObject({ text: '13900139000', data: { of: 'before' } });
    await sealAll();
    expect(JSON.stringify(await kept('d'))).not.toMatch(/13900139000|before/);
    expect(await read('d')).toMatchObject({ version: 7, text: '13900139000', data: { of: 'before' } });
  });

  it('is found by what it has, written now or before it was sealed, and so is what is kept nowhere', async () => {
    const number = '13700137000';
    const source = `number:${number}`;
    await add({ ...row('e', number), textKey: number, source }, { ...row('f', null), source: 'task:1' });
    await inAcme(() =>
      engine.database.transaction((tx) =>
        tx.query(
          `INSERT INTO said (id, seq, version, text, data, source) VALUES ('g', 1, 1, '${number}', '{}', '${source}')`,
        ),
      ),
    );
    const found = () =>
      inAcme(async () => {
        const db = await engine.database.reader();
        const query = db.createQueryBuilder<Said>(SaidSchema, 'said').orderBy('said.id');
        const phones = atHand.formsOf('phone', number);
        query.where('(said.textKey IN (:...phones) OR said.text IN (:...phones))', { phones });
        query.andWhere('said.source IN (:...sources)', { sources: atHand.formsOf('source', source) });
        return (await query.getMany()).map(({ id }) => id);
      });
    expect(await found()).toEqual(['e', 'g']);
    await sealAll();
    expect(await found()).toEqual(['e', 'g']);
    for (const id of ['e', 'g']) expect(JSON.stringify(await kept(id))).not.toContain(number);
    const { source: key } = await read('e');
    await inAcme(() => engine.database.transaction((tx) => tx.update(SaidSchema, { id: 'g' }, { source: key })));
    expect((await kept('g')).source).toBe(key);
    expect((await kept('f')).source).toBe('task:1');
    const reached = { source: In([source]) };
    await inAcme(() => engine.database.transaction((tx) => tx.delete(SaidSchema, reached)));
    expect(await found()).toEqual([]);
  });

  it('is what it is in the database of the platform, where the keys lie', async () => {
    const inPlatform = <T>(work: () => Promise<T>) => runAsTenant('platform', work);
    const written = { ...row('p', 'everybody'), textKey: 'everybody' };
    await inPlatform(() => engine.database.transaction((tx) => insertRows(tx, SaidSchema, [written])));
    const [found] = await inPlatform(async () => (await engine.database.reader()).query<Said[]>('SELECT * FROM said'));
    expect(found).toMatchObject({ text: 'everybody', textKey: 'everybody' });
    expect(await inPlatform(async () => atHand.formsOf('phone', 'everybody'))).toEqual(['everybody']);
  });

  it('has bytes, and those of before, as it has texts', async () => {
    const picture = Buffer.from('a face');
    await add({ ...row('h', null), picture }, row('i', null));
    expect(await read('h')).toMatchObject({ picture });
    expect(pictureOf(await kept('h')).toString('latin1')).not.toContain('face');
    await inAcme(() =>
      engine.database.transaction((tx) => tx.query('UPDATE said SET picture = ? WHERE id = ?', [picture, 'i'])),
    );
    expect(await read('i')).toMatchObject({ picture });
    await sealAll();
    expect(pictureOf(await kept('i')).toString('latin1')).not.toContain('face');
    expect(await read('i')).toMatchObject({ picture });
  });

  it('leaves as it is what its table says is no secret, also in the background', async () => {
    const [open, secret] = [
      { isOpen: true, node: 'ask' },
      { isOpen: false, phone: '13800138000' },
    ];
    await add({ ...row('j', null), way: open }, { ...row('k', null), way: secret });
    await sealAll();
    expect(JSON.stringify(await kept('j'))).toContain('ask');
    expect(JSON.stringify(await kept('k'))).not.toContain('phone');
    expect([(await read('j')).way, (await read('k')).way]).toEqual([open, secret]);
  });

  it('is sealed anew after a rotation', async () => {
    await keys.rotate('acme');
    await sealAll();
    expect(pictureOf(await kept('h')).readUInt32BE(8)).toBe(2);
    expect(await read('h')).toMatchObject({ picture: Buffer.from('a face') });
    expect((await kept('d')).text).toMatch(/^pd1\.2\./);
    expect(await read('d')).toMatchObject({ text: '13900139000' });
  });

  it('fits where it did before, however little there is to be left out', async () => {
    const cipher = await inAcme(() => keys.cipher());
    const letters = fc.array(fc.integer({ min: 0x4e00, max: 0x9fff }), { minLength: 20_000, maxLength: 20_000 });
    fc.assert(
      fc.property(letters, (codes) => {
        const text = String.fromCharCode(...codes);
        const box = cipher.sealLong('said.text', text);
        expect(box.length).toBeLessThan(MOST);
        expect(cipher.open('said.text', box)).toBe(text);
      }),
      { numRuns: 5, seed: 7 },
    );
  });

  it('is noise once the keys are destroyed', async () => {
    await keys.destroy('acme');
    await expect(read('a')).rejects.toThrow('cannot be read');
  });
});

/** A version of a key is behind the first eight bytes. */
function pictureOf({ picture }: Said): Buffer {
  return Buffer.from(picture!);
}
