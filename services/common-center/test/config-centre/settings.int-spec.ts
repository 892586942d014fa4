import { ConsulConfigCentre } from '#libs/discovery/config/consul-config-centre';
import { newId } from '#libs/kernel/id';
import { Outbox } from '#libs/messaging/outbox';
import { newTraceparent, runInContext } from '#libs/persistence/tenant/tenant-context';
import { openSqlite, type Engine } from '#libs/testing/engines';
import { eventually } from '#libs/testing/eventually';
import { FakeClock } from '#libs/testing/fake-clock';
import { describeReal, realPart } from '#libs/testing/real-parts/real-parts';
import { TcpProxy } from '#libs/testing/real-parts/tcp-proxy';
import { AuditSayings } from '#libs/web/audit/audit-sayings';
import { withServiceTables } from '#libs/web/platform/service-schema';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from '@jest/globals';
import Consul from 'consul';
import { pino } from 'pino';
import { SettingVersions } from '../../src/config-centre/setting-versions.js';
import { Settings } from '../../src/config-centre/settings.js';
import { commonCenter } from '../../src/service.js';

const wish = { by: 'olga', reason: 'a spec', address: '127.0.0.1' };

describeReal('consul', 'settings over Consul', () => {
  const clock = new FakeClock();
  const namespace = `d${newId(new Date()).slice(-12)}-`;
  let engine: Engine;
  let proxy: TcpProxy;
  let centres: ConsulConfigCentre[];
  let processes: Settings[];

  beforeAll(async () => {
    engine = await openSqlite(withServiceTables(commonCenter.database), ['platform']);
  });
  afterAll(() => engine.dispose());
  beforeEach(async () => {
    proxy = await TcpProxy.before(realPart('consul').endpoint);
    const urls = [`http://${proxy.endpoint}`, `http://${realPart('consul').endpoint}`];
    centres = urls.map((url) => new ConsulConfigCentre({ url, namespace }, pino({ level: 'silent' })));
    const outbox = new Outbox('common-center');
    processes = centres.map((centre) => {
      const sayings = new AuditSayings(engine.database, outbox, clock, 'common-center');
      return new Settings(centre, new SettingVersions(engine.database, sayings, clock), clock);
    });
    await Promise.all(centres.map((centre) => centre.ready()));
  });
  afterEach(async () => {
    await Promise.all(centres.map((centre) => centre.close()));
    await proxy.close();
    await kv().del({ key: `${namespace}config/`, recurse: true });
  });

  const kv = () => new Consul({ host: realPart('consul').host, port: realPart('consul').port }).kv;
  const onPlatform = <T>(work: () => Promise<T>, precondition?: { id: string; version: number }) =>
    runInContext({ tenantId: 'platform', traceparent: newTraceparent(), ...(precondition && { precondition }) }, work);
  const set = (who: Settings, name: string, value: unknown, version: number) =>
    onPlatform(() => who.set(name, value, false, wish), { id: name, version });
  const get = (who: Settings, name: string) => onPlatform(() => who.get(name));

  it('are written by one of two processes that saw the same, and read by both', async () => {
    const [here, elsewhere] = processes as [Settings, Settings];
    const tries = [here, elsewhere].map((who, n) => set(who, 'mail', { pollSeconds: n + 1 }, 0));
    const done = await Promise.allSettled(tries);
    expect(done.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const inForce = done[0]!.status === 'fulfilled' ? 1 : 2;
    for (const who of processes)
      await eventually('seen', async () =>
        expect((await get(who, 'mail')).inForce).toMatchObject({ pollSeconds: inForce }),
      );
    expect(await kv().get(`${namespace}config/mail`)).toMatchObject({ Value: `{"pollSeconds":${inForce}}` });
  });

  it('lose nothing of what somebody wrote into Consul, also in the moment before it is known', async () => {
    const [, here] = processes as [Settings, Settings];
    await kv().set(`${namespace}config/bulk-actions`, '{"maxTickets":7}');
    await expect(set(here, 'bulk-actions', { maxTickets: 8 }, 0)).rejects.toMatchObject({ code: 'setting-drifted' });
    expect(await kv().get(`${namespace}config/bulk-actions`)).toMatchObject({ Value: '{"maxTickets":7}' });
    await eventually('the drift is seen', async () =>
      expect(await get(here, 'bulk-actions')).toMatchObject({ source: 'outside', drift: { found: { maxTickets: 7 } } }),
    );
  });

  it('say that Consul is away, and find out later what came of it', async () => {
    const [cut, there] = processes as [Settings, Settings];
    await proxy.refuse();
    await expect(set(cut, 'process-archive', { afterDays: 3 }, 0)).rejects.toMatchObject({
      code: 'config-centre-away',
    });
    const [pending] = await onPlatform(() => there.pending());
    expect(await get(there, 'process-archive')).toMatchObject({ isPending: true, source: 'default' });
    clock.advance({ seconds: 61 });
    await onPlatform(() => there.settle(pending!));
    expect(await get(there, 'process-archive')).toMatchObject({ isPending: false, source: 'default', version: 1 });
    await proxy.accept();
    expect(await set(there, 'process-archive', { afterDays: 4 }, 1)).toMatchObject({ inForce: { afterDays: 4 } });
  });
});
