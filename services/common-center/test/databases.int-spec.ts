import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '#libs/kernel/id';
import { Outbox, OutboxSchema } from '#libs/messaging/outbox';
import type { Database } from '#libs/persistence/database';
import { MysqlDatabase } from '#libs/persistence/mysql/mysql-database';
import { SqliteDatabase } from '#libs/persistence/sqlite/sqlite-database';
import { runAsTenant } from '#libs/persistence/tenant/tenant-context';
import { FakeClock } from '#libs/testing/fake-clock';
import { describeReal, realPart } from '#libs/testing/real-parts/real-parts';
import { withServiceTables } from '#libs/web/platform/service-schema';
import { RegisterCustomer, RegisterCustomerHandler } from '../src/customer/commands/register-customer.js';
import type { CustomerData } from '../src/customer/domain/customer-data.js';
import { IdentityTaken } from '../src/customer/domain/customer.errors.js';
import { CustomerIdentifierSchema, CustomerSchema } from '../src/customer/infra/customer.schema.js';
import { CustomerLabels } from '../src/customer/label/customer-labels.js';
import { HistoryService } from '../src/history/history.service.js';
import { Account } from '../src/identity/domain/account.aggregate.js';
import { LoginTaken } from '../src/identity/domain/identity.errors.js';
import { TypeormAccounts } from '../src/identity/infra/typeorm-account.repository.js';
import { SealedSecrets } from '../src/identity/secrets/sealed-secrets.js';
import { SigningKey } from '../src/identity/tokens/signing-key.js';
import { commonCenter } from '../src/service.js';
import { Tenant } from '../src/tenant/domain/tenant.aggregate.js';
import { DomainTaken } from '../src/tenant/domain/tenant.errors.js';
import { TypeormTenants } from '../src/tenant/infra/typeorm-tenant.repository.js';
import { CustomerTables } from './customer/customer-tables.js';

interface Engine {
  readonly database: Database;
  clean(): Promise<void>;
}

const TENANTS = ['platform', 'acme'];
const definition = withServiceTables(commonCenter.database);

describe('common-center on SQLite', () =>
  keepsItsData(async () => {
    const folder = await mkdtemp(join(tmpdir(), 'switchboard-'));
    return { database: new SqliteDatabase(definition, folder), clean: () => rm(folder, { recursive: true }) };
  }));

describeReal('mariadb', 'common-center on MariaDB', () =>
  keepsItsData(async () => {
    const url = `mariadb://root:switchboard@${realPart('mariadb').endpoint}`;
    const database = new MysqlDatabase(definition, { url, namespace: `c${newId(new Date()).slice(-8)}-` });
    return { database, clean: async () => void (await Promise.all(TENANTS.map((id) => database.drop(id)))) };
  }),
);

function keepsItsData(open: () => Promise<Engine>): void {
  const clock = new FakeClock();
  const outbox = new Outbox('/common-center');
  let engine: Engine;
  let database: Database;
  let tables: CustomerTables;

  beforeAll(async () => {
    engine = await open();
    ({ database } = engine);
    tables = new CustomerTables(database, clock);
    for (const id of TENANTS) await database.provision(id);
    await inAcme(() => tables.cipher.current());
  });
  afterAll(async () => {
    await engine.clean();
    await database.close();
  });

  const inAcme = <T>(work: () => Promise<T>) => runAsTenant('acme', work);
  const count = async (schema: typeof CustomerSchema | typeof OutboxSchema | typeof CustomerIdentifierSchema) =>
    (await database.reader()).count<object>(schema);

  const person = (parts: Partial<CustomerData>): CustomerData => ({
    ...{ kind: 'person', name: 'Noah', phones: [], emails: [], externalIds: [], document: null },
    ...{ accounts: [], roles: [], segments: [], tags: [], address: null },
    ...parts,
  });
  const register = (data: CustomerData) =>
    inAcme(() => {
      const { customers } = tables;
      const labels = new CustomerLabels(database, clock);
      return new RegisterCustomerHandler(customers, labels, database, clock).execute(new RegisterCustomer(data));
    });

  it('reads a customer as it was written, in any script', () =>
    inAcme(async () => {
      const address = { lines: ['南京路 1号'], city: '上海', country: '中国' };
      const data = person({
        name: '王小明 𠮷',
        phones: ['13800138000'],
        document: { type: 'id', number: 'X1' },
        address,
      });
      const { customerId } = await register(data);
      const row = await (await database.reader()).findOneByOrFail(CustomerSchema, { id: customerId });
      await tables.personal.fromStored(row);
      expect(row).toMatchObject({ ...data, version: 1, registeredAt: clock.now() });
    }));

  it('makes one customer of many who register the same at once', async () => {
    const [before, events] = await inAcme(() => Promise.all([count(CustomerSchema), count(OutboxSchema)]));
    const twenty = Array.from({ length: 20 }, () => register(person({ externalIds: [{ system: 'crm', id: '7' }] })));
    const outcomes = await Promise.allSettled(twenty);
    const ids = outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? outcome.value.customerId : []));
    const refusals = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason as unknown] : []));
    expect(new Set(ids).size).toBe(1);
    expect(refusals.every((refusal) => refusal instanceof IdentityTaken)).toBe(true);
    await inAcme(async () => {
      expect(await count(CustomerSchema)).toBe(before + 1);
      expect(await count(OutboxSchema)).toBe(events + 1);
      expect(await count(CustomerIdentifierSchema)).toBe(3);
    });
  });

  it('gives a login to one account only', () =>
    inAcme(async () => {
      const accounts = new TypeormAccounts(database, outbox, clock);
      const mia = () => {
        const account = { login: 'mia', name: 'Mia', passwordHash: 'hash', roles: ['agent'], team: null };
        return Account.create({ ...account, id: newId(clock.now()) }, clock.now());
      };
      await accounts.add(mia());
      await expect(accounts.add(mia())).rejects.toThrow(LoginTaken);
      expect((await accounts.byLogin('mia'))?.credentials).toEqual({ passwordHash: 'hash', roles: ['agent'] });
      expect(await accounts.byLogin('MIA')).toBeNull();
    }));

  it('gives a domain to one tenant only, and leaves nothing of the other', () =>
    runAsTenant('platform', async () => {
      const tenants = new TypeormTenants(database, outbox, clock);
      const tenant = (id: string) => {
        const firstAdmin = { login: 'admin', passwordHash: 'hash' };
        const terms = { plan: null, packs: null, quotas: {} };
        const wanted = {
          id,
          name: id,
          domains: ['shop.localhost'],
          firstAdmin,
          server: null,
          isolation: 'shared' as const,
          terms,
        };
        return Tenant.register(wanted, clock.now());
      };
      await tenants.add(tenant('acme'));
      await expect(tenants.add(tenant('globex'))).rejects.toThrow(DomainTaken);
      expect(await tenants.find('globex')).toBeNull();
      expect((await tenants.all()).map(({ id }) => id)).toEqual(['acme']);
    }));

  const secrets = new SealedSecrets(['a secret for tests only']);

  it('signs with one key, whoever starts at the same time or later', async () => {
    const instances = Array.from({ length: 4 }, () => new SigningKey(undefined, database, secrets, clock));
    const pairs = await Promise.all(instances.map((instance) => instance.pair()));
    const later = await new SigningKey(undefined, database, secrets, clock).pair();
    expect(new Set([...pairs, later].map(({ id }) => id)).size).toBe(1);
  });

  it('announces one next key, whoever rotates at the same time', async () => {
    const instances = Array.from({ length: 4 }, () => new SigningKey(undefined, database, secrets, clock));
    const next = await Promise.all(instances.map((instance) => instance.rotate()));
    expect(new Set(next.map(({ id }) => id)).size).toBe(1);
    expect(await instances[0]!.published()).toHaveLength(2);
    expect((await instances[0]!.pair()).id).not.toBe(next[0]!.id);
  });

  it('keeps the history to the millisecond', () =>
    inAcme(async () => {
      const history = new HistoryService(database);
      const [customerId, id, contactId] = [newId(new Date()), newId(new Date()), newId(new Date())];
      await history.record('2026-11-23T09:00:00.123Z', { id, kind: 'ticket', customerId, status: 'new' });
      await history.record('2026-11-23T09:00:00.125Z', { id, kind: 'ticket', status: 'open', linkedIds: [contactId] });
      await history.record('2026-11-23T09:00:00.124Z', {
        id,
        kind: 'ticket',
        status: 'waiting',
        linkedIds: [contactId],
      });
      const { entries } = await history.of([customerId]);
      expect(entries).toMatchObject([{ status: 'open', startedAt: new Date('2026-11-23T09:00:00.123Z') }]);
      expect(entries[0]!.linkedIds).toEqual([contactId]);
    }));
}
