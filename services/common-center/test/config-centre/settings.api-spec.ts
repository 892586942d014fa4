import { ConfigCentre } from '#libs/discovery/config/config-centre';
import { Database } from '#libs/persistence/database';
import { runAsTenant } from '#libs/persistence/tenant/tenant-context';
import type { ApiAnswer, ApiClient } from '#libs/testing/api-client';
import { serviceOnEachEngine } from '#libs/testing/service-on-each-engine';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { SettingUpkeep } from '../../src/config-centre/setting-upkeep.js';
import { SettingVersionSchema } from '../../src/config-centre/setting-version.schema.js';
import { commonCenter } from '../../src/service.js';
import { CommonCenterInTest, ok } from '../common-center-in-test.js';

interface Setting {
  readonly version: number;
  readonly inForce: Record<string, unknown>;
}

serviceOnEachEngine('common-center: settings', (start) => {
  let center: CommonCenterInTest;
  let operator: ApiClient;
  let centre: ConfigCentre;

  beforeAll(async () => {
    center = await CommonCenterInTest.of(await start(commonCenter, { tenants: ['acme', 'globex'] }));
    await center.register('platform');
    await center.register('acme');
    operator = await center.asPerson('platform');
    centre = center.service.running.app.get(ConfigCentre);
  });
  afterAll(() => center.service.stop());

  const at = (name: string) => `/api/v1/settings/${name}`;
  const get = (name: string) => ok(operator.get<Setting>(at(name)));
  const seen = (version: number) => ({ 'if-match': `"${version}"` });
  async function set(name: string, value: unknown, more: object = {}): Promise<ApiAnswer<Setting>> {
    const { version } = await get(name);
    return operator.put(at(name), { value, reason: 'a spec', ...more }, seen(version));
  }

  it('are all listed, with what is nobody’s', async () => {
    await centre.set('gateway/limit', '{}');
    const { items, nobodys } = await ok(
      operator.get<{ items: { key: string }[]; nobodys: string[] }>('/api/v1/settings'),
    );
    expect(items.map(({ key }) => key)).toEqual(expect.arrayContaining(['gateway/limits', 'mail', 'resilience']));
    expect(nobodys).toEqual(['gateway/limit']);
  });

  it('say what they are for, what may stand there and what holds', async () => {
    expect(await get('bulk-actions')).toMatchObject({
      ...{
        version: 0,
        source: 'default',
        key: 'bulk-actions',
        inForce: { maxTickets: 1_000 },
        value: null,
        drift: null,
      },
      schema: { type: 'object', properties: { maxTickets: { maximum: 10_000 } } },
    });
    expect(await operator.get(at('no.such'))).toMatchObject({ status: 404, body: { code: 'setting-not-found' } });
  });

  it('are followed by services as soon as they are set, and keep who, when, why, before and after', async () => {
    const { status, body, headers } = await set('gateway.quotas', { byDefault: { day: 10 } });
    expect([status, headers.get('etag')]).toEqual([200, '"1"']);
    expect(body).toMatchObject({ source: 'version', inForce: { byDefault: { day: 10 }, tenants: {} } });
    expect(centre.get('gateway/quotas')).toBe('{"byDefault":{"day":10}}');
    await set('gateway.quotas', { byDefault: { day: 20 } });
    const { items } = await ok(operator.get<{ items: object[] }>(`${at('gateway.quotas')}/versions`));
    expect(items).toMatchObject([
      {
        ...{ number: 2, kind: 'set', state: 'applied', reason: 'a spec', changes: ['/byDefault/day'] },
        ...{ before: { byDefault: { day: 10 } }, after: { byDefault: { day: 20 } }, by: expect.any(String) },
      },
      { number: 1, before: null, after: { byDefault: { day: 10 } } },
    ]);
    const said = center.service.events('audit.recorded.v1').filter(({ data }) => {
      const { action, resourceId } = data as { action: string; resourceId: string };
      return action === 'config:write' && resourceId === 'gateway/quotas';
    });
    expect(said.length).toBeGreaterThan(0);
  });

  it('refuse what services would refuse, by pointer, and change nothing', async () => {
    const refused = await set('bulk-actions', { maxTickets: 'many' });
    expect(refused).toMatchObject({
      status: 422,
      body: { code: 'setting-invalid', errors: [{ field: 'maxTickets', pointer: '/maxTickets' }] },
    });
    expect(await get('bulk-actions')).toMatchObject({ version: 0, source: 'default' });
    expect(centre.get('bulk-actions')).toBeUndefined();
  });

  it('can be tried before', async () => {
    const check = (value: unknown) => ok(operator.post(`${at('bulk-actions')}/check`, { value }));
    expect(await check({ maxTickets: 20 })).toMatchObject({ isValid: true, changes: ['/maxTickets'] });
    expect(await check({ maxTickets: 0 })).toMatchObject({ isValid: false, problems: [{ pointer: '/maxTickets' }] });
    expect(centre.get('bulk-actions')).toBeUndefined();
  });

  it('are changed by one of several who saw the same', async () => {
    const { version } = await get('mail');
    const tries = [1, 2, 3, 4].map((n) =>
      operator.put(at('mail'), { value: { pollSeconds: n }, reason: 'a race' }, seen(version)),
    );
    const answers = await Promise.all(tries);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, ...[412, 412, 412]]);
    const won = answers.findIndex(({ status }) => status === 200) + 1;
    expect(centre.get('mail')).toBe(`{"pollSeconds":${won}}`);
    const blind = await operator.put(at('mail'), { value: null, reason: 'unseen' });
    expect(blind.status).toBe(428);
  });

  it('go back to what they were, and to the default', async () => {
    await set('process-archive', { afterDays: 10 });
    await set('process-archive', { afterDays: 20 });
    const back = (to: number, version: number) =>
      operator.post<Setting>(`${at('process-archive')}/rollback`, { to, reason: 'back' }, seen(version));
    expect(await back(1, 2)).toMatchObject({ status: 200, body: { version: 3, value: { afterDays: 10 } } });
    expect(await back(0, 3)).toMatchObject({ status: 200, body: { source: 'default', inForce: { afterDays: 30 } } });
    expect(centre.get('process-archive')).toBeUndefined();
    expect(await back(99, 4)).toMatchObject({ status: 404, body: { code: 'setting-version-not-found' } });
  });

  describe('that somebody changed past the API', () => {
    it('show it, are not overwritten unseen, and can be adopted', async () => {
      await set('public-origin', { origin: 'https://a.example.com' });
      await centre.set('public-origin', '{"origin":"https://b.example.com"}');
      const { version, ...now } = await ok(operator.get<Setting>(at('public-origin')));
      expect(now).toMatchObject({
        ...{
          source: 'outside',
          inForce: { origin: 'https://b.example.com' },
          value: { origin: 'https://a.example.com' },
        },
        ...{ isDrifted: true, drift: { found: { origin: 'https://b.example.com' }, isValid: true } },
      });
      const refused = await set('public-origin', { origin: 'https://c.example.com' });
      expect(refused).toMatchObject({ status: 409, body: { code: 'setting-drifted' } });
      const adopt = () => operator.post(`${at('public-origin')}/adopt`, { reason: 'it is right' }, seen(version));
      expect(await adopt()).toMatchObject({
        body: { source: 'version', isDrifted: false, setBy: { kind: 'adopted', number: version + 1 } },
      });
      expect(await adopt()).toMatchObject({ status: 409, body: { code: 'setting-not-drifted' } });
    });

    it('to what is no JSON are set right over it, and what stood there stays in the history', async () => {
      await set('outside-addresses', { everyone: ['10.0.0.0/8'] });
      await centre.replace('outside-addresses', '{"everyone":["10.0.0.0/8"]}', '{"everyone":7}');
      const { version } = await get('outside-addresses');
      const adopted = await operator.post(`${at('outside-addresses')}/adopt`, { reason: 'x' }, seen(version));
      expect(adopted).toMatchObject({ status: 422, body: { errors: [{ pointer: '/everyone' }] } });
      expect((await set('outside-addresses', {}, { overwriteDrift: true })).status).toBe(200);
      const { items } = await ok(operator.get<{ items: object[] }>(`${at('outside-addresses')}/versions?limit=1`));
      expect(items).toMatchObject([{ before: { everyone: 7 }, after: {} }]);
    });
  });

  it.each([
    ['reached the centre', '{"maxTickets":5}', 'applied'],
    ['did not', undefined, 'refused'],
  ])('whose writer died: what %s is found out later', async (_, text, state) => {
    const database = center.service.running.app.get(Database);
    const { version } = await get('bulk-actions');
    const row = {
      ...{ key: 'bulk-actions', number: version + 1, kind: 'set' as const, state: 'pending' as const, by: 'x' },
      ...{ content: { after: { maxTickets: 5 } }, at: center.service.clock.now(), reason: 'x' },
    };
    const onPlatform = <T>(work: () => Promise<T>) => runAsTenant('platform', work);
    await onPlatform(() => database.transaction((tx) => tx.insert(SettingVersionSchema, row)));
    if (text === undefined) await centre.delete('bulk-actions');
    else await centre.set('bulk-actions', text);
    expect(await set('bulk-actions', {})).toMatchObject({ status: 409, body: { code: 'setting-being-written' } });
    center.service.clock.advance({ seconds: 61 });
    await center.service.running.app.get(SettingUpkeep).rounds.run();
    const { key, number } = row;
    const found = await onPlatform(async () =>
      (await database.reader()).findOneBy(SettingVersionSchema, { key, number }),
    );
    expect(found?.state).toBe(state);
  });

  it('are not for tenants', async () => {
    const admin = await center.asPerson('acme');
    expect(await admin.get(at('mail'))).toMatchObject({ status: 403, body: { code: 'platform-only' } });
    const foreign = await admin.put(at('mail'), { value: null, reason: 'x' }, seen(1));
    expect(foreign).toMatchObject({ status: 403, body: { code: 'platform-only' } });
  });
});
