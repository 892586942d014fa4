import { QuotaSettings } from '#libs/contracts/settings/gateway-quotas';
import { FileConfigCentre } from '#libs/discovery/config/file-config-centre';
import { fixed } from '#libs/discovery/config/live-value';
import { TenantDirectory } from '#libs/discovery/tenant-directory';
import { Metrics } from '#libs/observability/metrics';
import { FakeClock } from '#libs/testing/fake-clock';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { pino } from 'pino';
import { MemoryLimitStore } from '../store/memory-limit-store.js';
import { QuotaWatch } from './quota-watch.js';
import { Quotas } from './quotas.js';

const silent = pino({ level: 'silent' });

describe('the quotas of requests', () => {
  const clock = new FakeClock();
  let store: MemoryLimitStore;
  let directory: TenantDirectory;

  beforeEach(() => {
    store = new MemoryLimitStore(clock);
    directory = new TenantDirectory(new FileConfigCentre(undefined, silent));
  });

  const quotasBy = (settings: object) => new Quotas(fixed(QuotaSettings.parse(settings)), directory, store, clock);
  const agree = (id: string, quotas: Record<string, number>) =>
    directory.publish({ id, name: id, domains: [], status: 'active', quotas });
  const limits = (quotas: Quotas, tenant: string) =>
    quotas.of(tenant).map(({ name, meter }) => [name, meter.limit] as const);

  it('are those agreed by plan and terms, before what holds for all, and after what is said of the tenant by name', async () => {
    const quotas = quotasBy({ byDefault: { day: 1_000, month: 9_000 }, tenants: { named: { day: 5 } } });
    await agree('acme', { requestsPerDay: 10, users: 3 });
    await agree('named', { requestsPerDay: 10, requestsPerMonth: 20 });
    expect(limits(quotas, 'acme')).toEqual([
      ['day', 10],
      ['month', 9_000],
    ]);
    expect(limits(quotas, 'named')).toEqual([['day', 5]]);
    expect(limits(quotas, 'globex')).toEqual([
      ['day', 1_000],
      ['month', 9_000],
    ]);
  });

  it('follow another agreement at once; who has none is not counted', async () => {
    const quotas = quotasBy({});
    await agree('acme', { users: 3 });
    expect(limits(quotas, 'acme')).toEqual([]);
    await agree('acme', { requestsPerMonth: 7 });
    expect(limits(quotas, 'acme')).toEqual([['month', 7]]);
    await agree('acme', {});
    expect(limits(quotas, 'acme')).toEqual([]);
  });

  it('that are nearly used up are said once in a period, and counted', async () => {
    const said: string[] = [];
    const metrics = new Metrics('gateway');
    const quotas = quotasBy({});
    await agree('acme', { requestsPerDay: 10 });
    const watch = new QuotaWatch(quotas, metrics, pino({}, { write: (line: string) => said.push(line) }));
    const ask = (times: number) =>
      store.draw(quotas.of('acme').map(({ key, meter }) => ({ key, meter, weight: times })));
    ask(7);
    await watch.look();
    expect(said).toHaveLength(0);
    ask(1);
    for (let n = 0; n < 2; n++) await watch.look();
    expect(said).toHaveLength(1);
    expect(JSON.parse(said[0]!)).toMatchObject({ tenant: 'acme', period: 'day', used: 8, limit: 10 });
    expect(await metrics.text()).toContain('switchboard_gateway_quotas_nearly_used_count{service="gateway"} 1');
    watch.close();
  });
});
