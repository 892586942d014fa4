import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { FileConfigCentre } from '#libs/discovery/config/file-config-centre';
import { TenantDirectory } from '#libs/discovery/tenant-directory';
import { Outbox, OutboxSchema } from '#libs/messaging/outbox';
import { runAsTenant } from '#libs/persistence/tenant/tenant-context';
import { onEachEngine, type Engine } from '#libs/testing/engines';
import { FakeClock } from '#libs/testing/fake-clock';
import { jarDatabase } from '#libs/testing/jars';
import { pino } from 'pino';
import { QuotaAlarm } from './quota-alarm.js';
import { TenantQuotas } from './tenant-quotas.js';

const LIMIT = 7;
const refused = { code: 'quota-exceeded', details: { facts: { quota: 'ticketsPerMonth', limit: LIMIT } } };

onEachEngine('the quotas of a tenant', (open) => {
  const clock = new FakeClock();
  let engine: Engine;
  let quotas: TenantQuotas;
  beforeAll(async () => {
    engine = await open(jarDatabase, ['acme', 'free']);
    const directory = new TenantDirectory(new FileConfigCentre(undefined, pino({ level: 'silent' })));
    const quota = { ticketsPerMonth: LIMIT, users: 2, fileBytes: 1_000 };
    await directory.publish({ id: 'acme', name: 'Acme', domains: [], status: 'active', quotas: quota });
    const alarm = new QuotaAlarm(engine.database, new Outbox('test'), clock);
    quotas = new TenantQuotas(directory, engine.database, alarm, clock);
  });
  afterAll(() => engine.dispose());

  const take = (tenant = 'acme') => runAsTenant(tenant, () => quotas.take('ticketsPerMonth'));

  it('are met exactly, however many come at once; what is given back is there again, and a month begins anew', async () => {
    const outcomes = await Promise.allSettled(Array.from({ length: 20 }, () => take()));
    const taken = outcomes.filter((each) => each.status === 'fulfilled');
    expect(taken).toHaveLength(LIMIT);
    await expect(take()).rejects.toMatchObject(refused);

    await runAsTenant('acme', taken[0]!.value);
    await take();
    await expect(take()).rejects.toMatchObject(refused);
    clock.advance({ days: 31 });
    await take();
  });

  it('hold nobody who has none', async () => {
    for (let n = 0; n < LIMIT + 1; n++) await take('free');
  });

  it('belong to the unit of work that they are taken in', async () => {
    clock.advance({ days: 31 });
    const failing = runAsTenant('acme', () =>
      engine.database.transaction(async () => {
        for (let n = 0; n < LIMIT; n++) await quotas.take('ticketsPerMonth');
        throw new Error('it came to nothing');
      }),
    );
    await expect(failing).rejects.toThrow('it came to nothing');
    await take();
  });

  it('of what can be looked up are looked up', async () => {
    let users = 1;
    quotas.measuredBy('users', async () => users);
    await runAsTenant('acme', () => quotas.take('users'));
    users = 2;
    await expect(runAsTenant('acme', () => quotas.take('users'))).rejects.toMatchObject({ code: 'quota-exceeded' });
  });

  it('of what is measured count how much it is', async () => {
    let bytes = 600;
    quotas.measuredBy('fileBytes', async () => bytes);
    const store = (amount: number) => runAsTenant('acme', () => quotas.take('fileBytes', amount));
    await store(400);
    await expect(store(401)).rejects.toMatchObject({ details: { facts: { quota: 'fileBytes', limit: 1_000 } } });
    bytes = 1_000;
    await expect(store(1)).rejects.toMatchObject({ code: 'quota-exceeded' });
  });

  it('tell at four fifths, once a month for each limit', async () => {
    clock.advance({ days: 31 });
    const told = () =>
      runAsTenant('acme', async () => {
        const rows = await (await engine.database.reader()).find(OutboxSchema);
        return rows.filter(({ body }) => body.includes('quota.nearly-used.v1'));
      });
    const before = (await told()).length;
    for (let n = 0; n < 5; n++) await take();
    expect(await told()).toHaveLength(before);
    for (let n = 0; n < 2; n++) await take();
    expect(await told()).toHaveLength(before + 1);
    clock.advance({ days: 31 });
    for (let n = 0; n < LIMIT; n++) await take();
    expect(await told()).toHaveLength(before + 2);
  });
});
