import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ApiAnswer, ApiClient } from '#libs/testing/api-client';
import { eventually } from '#libs/testing/eventually';
import { SuiteInTest } from './suite-in-test.js';

interface Job {
  readonly id: string;
  readonly kind: string;
  readonly state: 'running' | 'done' | 'failed';
  readonly reason: string | null;
  readonly results: Record<string, Record<string, Record<string, unknown>>>;
}

const PASSWORD = 'switchboard-demo';

/** The job's end. */
async function ended(platform: ApiClient, starting: Promise<ApiAnswer<Job>>): Promise<Job> {
  const { status, body } = await starting;
  expect([status, body]).toMatchObject([202, { state: 'running' }]);
  return eventually(
    'the job has ended',
    async () => {
      const { body: job } = await platform.get<Job>(`/api/v1/tenant-jobs/${body.id}`);
      return job.state !== 'running' && job;
    },
    { within: 90_000, every: 100 },
  );
}

const customer = (n: number) => ({ kind: 'person', name: `Customer ${n}`, phones: [`+86 138 0000 ${1000 + n}`] });

async function customersAt(client: ApiClient): Promise<string[]> {
  const names: string[] = [];
  for (let cursor = ''; ;) {
    const path = `/api/v1/customers?limit=100${cursor && `&cursor=${cursor}`}`;
    const { body } = await client.get<{ items: { name: string }[]; next: string | null }>(path);
    names.push(...body.items.map(({ name }) => name));
    if (body.next === null) return names.sort();
    cursor = body.next;
  }
}

describe('tenants as wholes', () => {
  let suite: SuiteInTest;
  let platform: ApiClient;
  let acme: ApiClient;
  beforeAll(async () => {
    suite = await SuiteInTest.start('embedded');
    platform = await suite.person('admin', 'platform.localhost');
    acme = await suite.person('admin', 'acme.localhost');
  }, 120_000);
  afterAll(() => suite.stop(), 60_000);

  it('are written to an archive, erased with a receipt, and restored from it under another name', async () => {
    for (const n of [1, 2]) expect((await acme.post('/api/v1/customers', customer(n))).status).toBe(201);
    const written = await ended(platform, platform.post<Job>('/api/v1/tenants/acme/exports', {}));
    expect(written).toMatchObject({ state: 'done', reason: null });
    expect(Object.keys(written.results.exporting!).sort()).toEqual([
      'call-center',
      'common-center',
      'operations-center',
      'ticket-center',
    ]);

    await isTakenAway(written.id);

    const asked = await platform.post<{ token: string }>('/api/v1/tenants/acme/erasure', {});
    const wrong = await platform.post('/api/v1/tenants/acme/erasure/confirm', { token: 'guessed' });
    expect(wrong).toMatchObject({ status: 422, body: { code: 'erasure-token-wrong' } });
    expect((await acme.get('/api/v1/customers')).status).toBe(200);
    const confirm = { token: asked.body.token, graceDays: 0 };
    expect(await platform.post('/api/v1/tenants/acme/erasure/confirm', confirm)).toMatchObject({
      status: 200,
      body: { status: 'leaving' },
    });
    expect(await acme.get('/api/v1/customers')).toMatchObject({ status: 403, body: { code: 'tenant-suspended' } });
    const receipt = await eventually(
      'it is erased',
      async () => {
        const { body } = await platform.get<{ items: Job[] }>('/api/v1/tenants/acme/jobs');
        const job = body.items.find(({ kind }) => kind === 'erase');
        return job?.state === 'done' && job.results;
      },
      { within: 60_000, every: 100 },
    );
    for (const each of Object.values(receipt.erasing!)) expect(each).toMatchObject({ isGone: true });
    expect(await acme.get('/api/v1/customers')).toMatchObject({ status: 404, body: { code: 'unknown-tenant' } });

    const admin = { login: 'first', password: 'another-password' };
    const again = { id: 'again', name: 'Again', domains: ['again.localhost', 'acme.localhost'], admin };
    expect((await platform.post('/api/v1/tenants', again)).status).toBe(201);
    const lives = async () =>
      (await platform.get<{ status: string }>('/api/v1/tenants/again')).body.status === 'active';
    await eventually('it lives', lives, { within: 60_000, every: 100 });
    const restore = () => platform.post<Job>('/api/v1/tenants/again/restore', { exportId: written.id });
    expect(await restore()).toMatchObject({ status: 409, body: { code: 'tenant-not-suspended' } });
    await platform.post('/api/v1/tenants/again/suspend', {});
    expect(await ended(platform, restore())).toMatchObject({ state: 'done' });
    await platform.post('/api/v1/tenants/again/resume', {});
    const back = await suite.person('admin', 'again.localhost');
    expect(await customersAt(back)).toEqual(['Customer 1', 'Customer 2']);
    const login = await suite.at('acme.localhost').post('/api/v1/auth/login', { login: 'mia', password: PASSWORD });
    expect(login.status).toBe(200);
  }, 120_000);

  async function isTakenAway(exportId: string): Promise<void> {
    const path = (tenant: string) => `/api/v1/tenants/${tenant}/exports/${exportId}/content`;
    const whole = await platform.get<string>(path('acme'));
    expect([whole.status, whole.headers.get('content-type')]).toEqual([200, 'application/x-tar']);
    expect(whole.body).toContain('common/customer.ndjson');
    expect(whole.body).toContain('ticket/manifest.json');
    const part = await platform.get<string>(path('acme'), { range: 'bytes=0-24' });
    expect([part.status, part.body]).toEqual([206, whole.body.slice(0, 25)]);
    expect(part.headers.get('content-range')).toBe(`bytes 0-24/${whole.headers.get('content-length')}`);
    expect(await platform.get(path('demo'))).toMatchObject({ status: 404, body: { code: 'tenant-archive-not-found' } });
    expect(await acme.get(path('acme'))).toMatchObject({ status: 403, body: { code: 'platform-only' } });
    const { body } = await platform.get<{ items: object[] }>('/api/v1/audit-entries?action=tenant:fetch-export');
    expect(body.items).toMatchObject([{ after: { exportId, from: 0, to: 24 } }, { resourceId: 'acme' }]);
  }

  it('are sealed by new keys when they are told to, and by none that anybody has once theirs are shredded', async () => {
    const back = await suite.person('admin', 'again.localhost');
    const rotated = await ended(platform, platform.post<Job>('/api/v1/tenants/again/keys/rotate'));
    expect(Object.keys(rotated.results['rotating-keys']!)).toHaveLength(4);
    expect(rotated.results['rotating-keys']!['common-center']!['version']).toBeGreaterThanOrEqual(2);
    expect((await back.post('/api/v1/customers', customer(3))).status).toBe(201);
    expect(await customersAt(back)).toEqual(['Customer 1', 'Customer 2', 'Customer 3']);

    const shred = (confirm: string) => platform.post<Job>('/api/v1/tenants/again/keys/shred', { confirm });
    expect(await shred('acme')).toMatchObject({ status: 422, body: { code: 'tenant-not-confirmed' } });
    expect(await shred('again')).toMatchObject({ status: 409, body: { code: 'tenant-not-suspended' } });
    await platform.post('/api/v1/tenants/again/suspend', {});
    expect(await ended(platform, shred('again'))).toMatchObject({ state: 'done' });
    await platform.post('/api/v1/tenants/again/resume', {});
    expect(await back.get('/api/v1/customers')).toMatchObject({ status: 409, body: { code: 'tenant-keys-destroyed' } });
    const { body } = await platform.get<{ items: { action: string }[] }>('/api/v1/audit-entries?resourceId=again');
    expect(body.items.map(({ action }) => action)).toEqual(
      expect.arrayContaining(['tenant:rotate-keys', 'tenant:shred-keys', 'tenant:restore']),
    );
  }, 120_000);

  it('answer with a stable code under a route of a feature pack that is switched off, as soon as it is', async () => {
    const demo = await suite.person('admin');
    const campaigns = () => demo.get('/api/v1/campaigns');
    expect((await campaigns()).status).toBe(200);
    const plan = { packs: ['mail', 'telephony'], quotas: { users: 100 } };
    expect((await platform.put('/api/v1/tenant-plans/small', plan)).status).toBe(200);
    const terms = { plan: 'small' };
    expect((await platform.put('/api/v1/tenants/demo/terms', terms)).status).toBe(200);
    expect(await campaigns()).toMatchObject({ status: 403, body: { code: 'feature-pack-off' } });
    await platform.put('/api/v1/tenants/demo/terms', { ...terms, packs: ['outbound'] });
    expect((await campaigns()).status).toBe(200);
    await platform.put('/api/v1/tenants/demo/terms', {});
  });
});
