import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '#libs/kernel/id';
import type { Database } from '#libs/persistence/database';
import { MysqlDatabase } from '#libs/persistence/mysql/mysql-database';
import { insertRows } from '#libs/persistence/rows/plain-rows';
import { SqliteDatabase } from '#libs/persistence/sqlite/sqlite-database';
import { runAsTenant } from '#libs/persistence/tenant/tenant-context';
import { mariadbUrl } from '#libs/testing/engines';
import { FakeClock } from '#libs/testing/fake-clock';
import { describeReal } from '#libs/testing/real-parts/real-parts';
import type { PageQuery } from '#libs/web/http/paging';
import { withServiceTables } from '#libs/web/platform/service-schema';
import { MergeCustomers, MergeCustomersHandler } from '../../src/customer/commands/merge-customers.js';
import { RegisterCustomer, RegisterCustomerHandler } from '../../src/customer/commands/register-customer.js';
import { UnmergeCustomer, UnmergeCustomerHandler } from '../../src/customer/commands/unmerge-customer.js';
import { CustomerIdentifierSchema, CustomerSchema } from '../../src/customer/infra/customer.schema.js';
import { CustomerContactPointSchema, CustomerIdentitySchema } from '../../src/customer/infra/former-keys.schema.js';
import { CustomerLabels } from '../../src/customer/label/customer-labels.js';
import { byLookup, FindCustomers, FindCustomersHandler } from '../../src/customer/queries/find-customers.js';
import { commonCenter } from '../../src/service.js';
import { CustomerTables } from './customer-tables.js';

interface Engine {
  readonly database: Database;
  clean(): Promise<void>;
}

const TENANTS = ['platform', 'acme'];
const definition = withServiceTables(commonCenter.database);
const NOTHING = { phones: [], emails: [], externalIds: [], accounts: [], roles: [], segments: [], tags: [] };
const BLANK = { kind: 'person', ...NOTHING, document: null, address: null } as const;

describe('customers on SQLite', () =>
  keepsCustomers(async () => {
    const folder = await mkdtemp(join(tmpdir(), 'switchboard-'));
    return { database: new SqliteDatabase(definition, folder), clean: () => rm(folder, { recursive: true }) };
  }));

describeReal('mariadb', 'customers on MariaDB', () =>
  keepsCustomers(async () => {
    const database = new MysqlDatabase(definition, {
      url: mariadbUrl(),
      namespace: `c${newId(new Date()).slice(-8)}-`,
    });
    return { database, clean: async () => void (await Promise.all(TENANTS.map((id) => database.drop(id)))) };
  }),
);

function keepsCustomers(open: () => Promise<Engine>): void {
  const clock = new FakeClock();
  let engine: Engine;
  let database: Database;
  let tables: CustomerTables;

  beforeAll(async () => {
    engine = await open();
    ({ database } = engine);
    for (const id of TENANTS) await database.provision(id);
    tables = new CustomerTables(database, clock);
    await inAcme(() => tables.cipher.current());
  });
  afterAll(async () => {
    await engine.clean();
    await database.close();
  });

  const inAcme = <T>(work: () => Promise<T>) => runAsTenant('acme', work);
  const register = async (data: object) => {
    const handler = new RegisterCustomerHandler(tables.customers, new CustomerLabels(database, clock), database, clock);
    const command = new RegisterCustomer({ ...BLANK, name: 'Noah', ...data });
    return (await inAcme(() => handler.execute(command))).customerId;
  };
  const findPage = (criterion: object, page?: PageQuery) => {
    const handler = new FindCustomersHandler(database, tables.personal, tables.blind, tables.former);
    return inAcme(() => handler.execute(new FindCustomers(criterion, page)));
  };
  const find = async (criterion: object) => (await findPage(criterion)).items;
  const findPageByPage = async (criterion: object, limit: number) => {
    const pages: string[][] = [];
    for (let cursor: string | null | undefined; cursor !== null;) {
      const page = await findPage(criterion, { limit, ...(cursor === undefined ? {} : { cursor }) });
      pages.push(page.items.map(({ name }) => name));
      cursor = page.next;
    }
    return pages;
  };
  const merge = (id: string, into: string) =>
    inAcme(() =>
      new MergeCustomersHandler(tables.customers, clock).execute(new MergeCustomers(id, into, 'mia', 'same')),
    );
  const unmerge = (id: string) =>
    inAcme(() => new UnmergeCustomerHandler(tables.customers, clock).execute(new UnmergeCustomer(id, 'mia', 'not so')));
  const survivorsOf = (ids: readonly string[]) =>
    inAcme(async () => {
      const rows = await Promise.all(ids.map((id) => tables.customers.get(id)));
      return new Map(rows.map(({ id, survivor }) => [id, survivor]));
    });

  it('merges that come at once, crosswise and round about, make no circle', async () => {
    for (let round = 0; round < 5; round++) {
      const names = [`${round}-a`, `${round}-b`, `${round}-c`];
      const ids = await Promise.all(names.map((id) => register({ externalIds: [{ system: 'crm', id }] })));
      const [a, b, c] = ids as [string, string, string];
      const attempts = [merge(a, b), merge(b, a), merge(b, c), merge(c, a), merge(a, c), unmerge(b)];
      await Promise.allSettled(attempts);
      const survivors = await survivorsOf(ids);
      for (const id of ids) {
        const way = new Set<string>();
        for (let at: string | null = id; at !== null; at = survivors.get(at) ?? null) {
          expect(way.has(at)).toBe(false);
          way.add(at);
        }
      }
      const found = await Promise.all(names.map((id) => find({ externalId: { system: 'crm', id } })));
      expect(found.map((each) => each.length)).toEqual([1, 1, 1]);
      expect(found.every(([each]) => survivors.get(each!.id) === null)).toBe(true);
    }
  });

  it('what a customer is found by is one statement along an index, of each table one row', async () => {
    await Promise.all(
      Array.from({ length: 30 }, (_, at) => register({ name: `P${at}`, phones: [`1390013${1000 + at}`] })),
    );
    const [lookup] = await inAcme(() => tables.blind.lookupsOf(['phone:+8613900131007']));
    await inAcme(() =>
      database.transaction(async (db) => {
        const { rest, values } = byLookup(lookup!, 50);
        const sql = `SELECT customer.id FROM customer ${rest}`;
        const isSqlite = db.connection.options.type === 'better-sqlite3';
        if (!isSqlite) await db.query('ANALYZE TABLE customer, customer_identifier');
        type Step = { table?: string; key?: string; rows?: string; detail?: string };
        const steps = await db.query<Step[]>(`EXPLAIN ${isSqlite ? 'QUERY PLAN ' : ''}${sql}`, [...values]);
        if (isSqlite) {
          const [first, second] = steps.map(({ detail }) => detail);
          expect(first).toMatch(/SEARCH i USING .*INDEX .*\(lookup=\?\)/);
          expect(second).toMatch(/SEARCH customer USING .*\(id=\?\)/);
        } else {
          expect(steps).toMatchObject([
            { table: 'i', key: 'PRIMARY', type: 'ref' },
            { table: 'customer', key: 'PRIMARY', type: 'eq_ref' },
          ]);
          expect(steps.map(({ rows }) => Number(rows))).toEqual([1, 1]);
        }
      }),
    );
    expect(await find({ phone: '139 0013 1007' })).toMatchObject([{ name: 'P7' }]);
  });

  it('those whose numbers end the same are listed page by page, each once', async () => {
    const registered = async (name: string, ...phones: string[]) => register({ name, phones });
    for (let at = 0; at < 5; at++) await registered(`T${at}`, `139001${at}0424`);
    await registered('T5', '13900150424', '13900160424');
    await registered('T6', '13900170424');
    const lastFour = { of: 'phone', characters: '4240' };
    expect(await findPageByPage({ lastFour }, 2)).toEqual([[]]);
    const ending = { lastFour: { of: 'phone', characters: '0424' } };
    expect(await findPageByPage(ending, 3)).toEqual([['T0', 'T1', 'T2'], ['T3', 'T4', 'T5'], ['T6']]);
    expect(await findPageByPage(ending, 6)).toEqual([['T0', 'T1', 'T2', 'T3', 'T4', 'T5'], ['T6']]);
    expect(await findPageByPage(ending, 7)).toHaveLength(1);
  });

  it('those who share a phone are listed page by page, its owner first, also where others are older', async () => {
    const phones = ['13900138888'];
    const oldest = await register({ name: 'Oldest', phones });
    const owner = await register({ name: 'Owner', phones });
    const change = (id: string, correction: object) =>
      inAcme(() => tables.customers.update(id, (customer) => customer.correct(correction, clock.now())));
    await change(oldest, { phones: [] });
    await change(owner, { tags: ['vip'] });
    await change(oldest, { phones });
    for (const name of ['Third', 'Fourth']) await register({ name, phones });
    const all = ['Owner', 'Oldest', 'Third', 'Fourth'];
    expect(await findPageByPage({ phone: phones[0] }, 50)).toEqual([all]);
    expect(await findPageByPage({ phone: phones[0] }, 1)).toEqual(all.map((name) => [name]));
    expect(await findPageByPage({ phone: phones[0] }, 3)).toEqual([all.slice(0, 3), all.slice(3)]);
  });

  it('a phone is one customer’s own; whoever comes second shares it, also at the same moment', async () => {
    const phones = ['13900137777'];
    await Promise.all(['Mum', 'Dad', 'Kid'].map((name) => register({ name, phones })));
    const rows = await inAcme(async () => {
      const [lookup] = await tables.blind.lookupsOf(['phone:+8613900137777']);
      return (await database.reader()).findBy(CustomerIdentifierSchema, { lookup });
    });
    expect(rows).toHaveLength(3);
    expect(rows.filter(({ claim }) => claim !== null)).toHaveLength(1);
    const owner = rows.find(({ claim }) => claim !== null)!.customerId;
    expect((await find({ phone: '13900137777' }))[0]!.id).toBe(owner);
  });

  describe('a customer of before', () => {
    const former = async (name: string, phone: string, document: string) => {
      const id = newId(clock.now());
      await inAcme(() =>
        database.transaction(async (tx) => {
          const given = { ...BLANK, name, phones: [phone], document: { type: 'passport', number: document } };
          const row = { ...given, id, number: `K-${id.slice(-8)}`, version: 3, tags: null, mergedInto: null };
          const times = { updatedAt: clock.now(), registeredAt: clock.now() };
          await insertRows(tx, CustomerSchema, [{ ...row, ...times, personal: null, personalKey: null }]);
          await tx.insert(CustomerIdentitySchema, { identity: `document:passport:${document}`, customerId: id });
          await tx.insert(CustomerContactPointSchema, { contactPoint: `phone:${phone}`, customerId: id });
        }),
      );
      // What is known of there being any is believed for a while.
      clock.advance(10_000);
      return id;
    };
    const keptInTheClear = () =>
      inAcme(async () => {
        const db = await database.reader();
        const rows = [CustomerIdentitySchema, CustomerContactPointSchema].map((schema) => db.find<object>(schema));
        return JSON.stringify([await db.find(CustomerSchema), ...(await Promise.all(rows))]);
      });

    it('is found, registered again and changed as ever, and sealed by that', async () => {
      const [one, two, three] = [
        await former('Old One', '13900138001', 'OLD1'),
        await former('Old Two', '13900138002', 'OLD2'),
        await former('Old Three', '13900138003', 'OLD3'),
      ];
      expect(await find({ phone: '+86 139 0013 8001' })).toMatchObject([{ id: one, name: 'Old One', version: 3 }]);
      expect(await register({ name: 'Old Two', document: { type: 'passport', number: 'OLD2' } })).toBe(two);
      await inAcme(() => tables.customers.update(three, (customer) => customer.tag(['vip'], [], clock.now())));
      expect(await find({ phone: '13900138003' })).toMatchObject([{ id: three, tags: ['vip'] }]);
      expect(await keptInTheClear()).not.toMatch(/Old (One|Two|Three)|1390013800|OLD\d/);
    });

    it('is sealed in the background, and keeps its version', async () => {
      const ids = await Promise.all([1, 2, 3].map((at) => former(`Left ${at}`, `1390013900${at}`, `LEFT${at}`)));
      expect(await inAcme(() => tables.former.sealSome(2))).toBe(2);
      expect(await inAcme(() => tables.former.sealSome(2))).toBe(1);
      expect(await inAcme(() => tables.former.sealSome(2))).toBe(0);
      expect(await keptInTheClear()).not.toMatch(/Left \d|1390013900|LEFT\d/);
      expect(await find({ document: { type: 'passport', number: 'left2' } })).toMatchObject([
        { id: ids[1], name: 'Left 2', version: 3 },
      ]);
    });
  });
}
