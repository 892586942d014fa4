import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { eventually } from '#libs/testing/eventually';
import { GatewayInTest } from './gateway-in-test.js';
import type { Answer, Sent } from './http-client.js';
import { EventSource } from './event-source.js';
import { answerJson, type StubUpstream } from './stub-upstream.js';

const RELEASE = '/api/v1/gateway/releases/ticket-center';
const VERSIONS = '/api/v1/gateway/versions';
const WIDE = { perSecond: 1_000_000, burst: 1_000_000 };
const OFFERS = { 'GET /api/v1/prices': {}, 'GET /api/v1/tickets/{id}': { permission: 'ticket:read' } };

let gateway: GatewayInTest;
let one: StubUpstream;
let two: StubUpstream;
let admin: string;

beforeAll(async () => {
  gateway = await GatewayInTest.start();
  await gateway.configure('gateway/limits', { tenant: WIDE, client: WIDE });
  for (const tenant of ['platform', 'globex']) await gateway.tenant(tenant);
  one = await gateway.upstream('ticket-center', OFFERS, { version: '1.4.0' });
  two = await gateway.upstream('ticket-center', OFFERS, { version: '1.5.0' });
  admin = await gateway.token(['*'], { tenantId: 'platform', subject: 'root' });
  await eventually('it is served', async () => (await gateway.send('GET', '/api/v1/prices')).status === 200);
});
afterAll(() => gateway.stop());
beforeEach(async () => {
  await set(null);
});

/** What changes something says the version that is there, unless another is named. */
async function asAdmin(method: string, path: string, body?: unknown, ifMatch?: string): Promise<Answer> {
  const who = { host: 'platform.localhost', token: admin };
  if (body === undefined) return gateway.send(method, path, who);
  const seen = ifMatch ?? (await gateway.send('GET', path.replace('/rollback', ''), who)).headers.etag!;
  const headers = { 'if-match': seen, 'content-type': 'application/json' };
  return gateway.send(method, path, { ...who, headers, body: JSON.stringify(body) });
}

const to = (version: string) => ({ to: { version } });
const stable = { version: '1.4.0' };

async function set(rule: object | null): Promise<Answer> {
  const answer = await asAdmin('PUT', RELEASE, { rule, reason: 'a try' });
  expect(answer.status).toBe(200);
  return answer;
}

/** Which version answers; of eight who ask the same. */
async function served(sent: Sent = {}): Promise<string[]> {
  const answers = await Promise.all(Array.from({ length: 8 }, () => gateway.send('GET', '/api/v1/prices', sent)));
  const ids = new Set(answers.map(({ json }) => json.id));
  return [one, two].filter(({ instance }) => ids.has(instance.id)).map(({ instance }) => instance.metadata.version);
}

describe('a release', () => {
  it('gives all versions to everybody where there is no rule', async () => {
    expect(await served()).toEqual(['1.4.0', '1.5.0']);
  });

  it('gives a version to a tenant, and to nobody else', async () => {
    await set({ stable, candidates: [{ ...to('1.5.0'), tenants: ['globex'] }] });

    expect(await served({ host: 'globex.localhost' })).toEqual(['1.5.0']);
    expect(await served()).toEqual(['1.4.0']);
  });

  it('gives a version to who asks for it by a header field', async () => {
    await set({ stable, candidates: [{ ...to('1.5.0'), header: { name: 'x-track', value: 'next' } }] });

    expect(await served({ headers: { 'x-track': 'next' } })).toEqual(['1.5.0']);
    expect(await served({ headers: { 'x-track': 'last' } })).toEqual(['1.4.0']);
  });

  it('gives a version to a share of the people, each of whom keeps it, and to nobody without a name', async () => {
    await set({ stable, candidates: [{ ...to('1.5.0'), percent: 40 }] });
    const tokens = await Promise.all(Array.from({ length: 40 }, (_, n) => gateway.token([], { subject: `user${n}` })));
    const ask = () =>
      Promise.all(tokens.map(async (token) => (await gateway.send('GET', '/api/v1/prices', { token })).json.id));
    const first = await ask();
    const having = first.filter((id) => id === two.instance.id).length;

    expect(having).toBeGreaterThan(8);
    expect(having).toBeLessThan(25);
    expect(await ask()).toEqual(first);
    expect(await served()).toEqual(['1.4.0']);
  });

  it('wants all conditions of a candidate to hold', async () => {
    const header = { name: 'x-track', value: 'next' };
    await set({ stable, candidates: [{ ...to('1.5.0'), tenants: ['globex'], header }] });
    const headers = { 'x-track': 'next' };

    expect(await served({ headers })).toEqual(['1.4.0']);
    expect(await served({ headers, host: 'globex.localhost' })).toEqual(['1.5.0']);
  });

  it('keeps a candidate from everybody else, also where nothing is said to be stable', async () => {
    await set({ stable: null, candidates: [{ ...to('1.5.0'), tenants: ['globex'] }] });

    expect(await served()).toEqual(['1.4.0']);
  });
});

describe('a version that does not exist', () => {
  it('is sent nothing: what is stable answers, and that shows', async () => {
    const { json } = await set({ stable, candidates: [{ ...to('9.9.9'), tenants: ['acme'] }] });

    expect(await served()).toEqual(['1.4.0']);
    expect(json.missing).toEqual(['9.9.9']);
    expect(gateway.logged.some(({ missing }) => missing === '9.9.9')).toBe(true);
    const text = await gateway.metrics();
    expect(text).toMatch(/switchboard_gateway_release_missing_count\{.*upstream="ticket-center".*\} 1/);
  });

  it('leaves whoever is there when it is the stable one', async () => {
    await set({ stable: { version: '9.9.9' }, candidates: [] });

    expect(await served()).toEqual(['1.4.0', '1.5.0']);
  });

  it('is sent to from the moment it is there', async () => {
    await set({ stable, candidates: [{ to: { labels: { track: 'canary' } }, tenants: ['acme'] }] });
    const before = await served();
    const metadata = { ...two.instance.metadata, labels: { track: 'canary' } };
    const registration = await gateway.registry.register({ ...two.instance, metadata });
    const after = await served();
    await registration.deregister();
    const gone = await served();
    await two.register();

    expect([before, after, gone]).toEqual([['1.4.0'], ['1.5.0'], ['1.4.0']]);
  });
});

describe('a switch', () => {
  it('is at once: not one request that comes after it goes by the old rule, and so it is back again', async () => {
    const late: string[] = [];
    for (const round of [1, 2, 3, 4]) {
      const wanted = round % 2 === 0 ? one : two;
      let isSwitched = false;
      const asking = Array.from({ length: 16 }, async () => {
        for (let n = 0; n < 10; n += 1) {
          const isAfter = isSwitched;
          const { status, json } = await gateway.send('GET', '/api/v1/prices');
          if (status !== 200 || (isAfter && json.id !== wanted.instance.id)) late.push(JSON.stringify(json));
        }
      });
      await set({ stable: { version: wanted.instance.metadata.version }, candidates: [] });
      isSwitched = true;
      await Promise.all(asking);
    }

    expect(late).toEqual([]);
  });

  it('is followed by a call that is tried again', async () => {
    await set({ stable: { version: '1.5.0' }, candidates: [] });
    let switched: Promise<unknown> | undefined;
    two.offer('GET /api/v1/prices', {
      handle: (_, response) => {
        switched ??= set({ stable, candidates: [] });
        void switched.then(() => response.writeHead(503).end());
      },
    });
    const { status, json } = await gateway.send('GET', '/api/v1/prices');
    two.offer('GET /api/v1/prices', {});

    expect({ status, id: json.id }).toEqual({ status: 200, id: one.instance.id });
  });
});

describe('what is done over the API', () => {
  it('shows what runs, what is the rule, who set it and what was before', async () => {
    const before = (await asAdmin('GET', RELEASE)).json.revision as number;
    await set({ stable, candidates: [] });
    const { json, headers } = await asAdmin('GET', RELEASE);

    expect(headers.etag).toBe(`"${before + 1}"`);
    expect(json).toMatchObject({
      service: 'ticket-center',
      rule: { stable, candidates: [] },
      by: 'root',
      reason: 'a try',
      running: [
        { version: '1.4.0', instances: 1 },
        { version: '1.5.0', instances: 1 },
      ],
      missing: [],
      history: expect.arrayContaining([expect.objectContaining({ revision: before, rule: null })]),
    });
    const all = await asAdmin('GET', '/api/v1/gateway/releases');
    expect((all.json.items as { service: string }[]).map(({ service }) => service)).toContain('ticket-center');
  });

  it('needs the version that was seen', async () => {
    const { headers } = await set({ stable, candidates: [] });
    const body = { rule: null, reason: 'back' };
    const token = { host: 'platform.localhost', token: admin };
    const unseen = await gateway.send('PUT', RELEASE, {
      ...token,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    const first = await asAdmin('PUT', RELEASE, body, headers.etag);
    const stale = await asAdmin('PUT', RELEASE, body, headers.etag);

    expect([unseen.status, first.status, stale.status]).toEqual([428, 200, 412]);
    expect(stale.json.code).toBe('stale-version');
  });

  it('lets one of many win who change the same', async () => {
    const { headers } = await set({ stable, candidates: [] });
    const tries = Array.from({ length: 8 }, () => asAdmin('PUT', RELEASE, { rule: null, reason: 'me' }, headers.etag));

    expect((await Promise.all(tries)).filter(({ status }) => status === 200)).toHaveLength(1);
  });

  it('is rolled back to the rule before, or to an earlier one, and then is a revision of its own', async () => {
    const first = await set({ stable, candidates: [] });
    await set({ stable: { version: '1.5.0' }, candidates: [] });
    const back = await asAdmin('POST', `${RELEASE}/rollback`, { reason: 'it fails' });
    expect(await served()).toEqual(['1.4.0']);
    await set(null);
    const earlier = await asAdmin('POST', `${RELEASE}/rollback`, { to: first.json.revision, reason: 'again' });
    const unknown = await asAdmin('POST', `${RELEASE}/rollback`, { to: 1_000, reason: 'no' });

    expect(back.json).toMatchObject({ rule: { stable }, reason: 'it fails' });
    expect(earlier.json).toMatchObject({ rule: { stable }, revision: (first.json.revision as number) + 4 });
    expect(unknown).toMatchObject({ status: 404, json: { code: 'no-such-revision' } });
  });

  it('is refused where a rule makes no sense, with the fields that make none', async () => {
    const candidates = [{ ...to('1.5.0'), percent: 101 }, { to: {} }, { ...to('1.5.0') }];
    const { status, json } = await asAdmin('PUT', RELEASE, { rule: { stable, candidates }, reason: '' });

    expect(status).toBe(422);
    expect((json.errors as { field: string }[]).map(({ field }) => field)).toEqual([
      'rule.candidates.0.percent',
      'rule.candidates.1.to',
      'rule.candidates.1',
      'rule.candidates.2',
      'reason',
    ]);
  });

  it('is for who may, from the platform tenant only', async () => {
    const reader = await gateway.token(['release:read'], { tenantId: 'platform' });
    const other = await gateway.token(['*']);
    const put = { headers: { 'content-type': 'application/json', 'if-match': '"0"' }, body: '{}' };

    expect(await gateway.send('PUT', RELEASE, { ...put, host: 'platform.localhost', token: reader })).toMatchObject({
      status: 403,
      json: { code: 'not-permitted' },
    });
    const elsewhere = [
      await gateway.send('GET', RELEASE, { token: other }),
      await gateway.send('PUT', RELEASE, { ...put, body: '{"rule":null,"reason":"x"}', token: other }),
    ];
    expect(elsewhere.map(({ status, json }) => [status, json.code])).toEqual(
      elsewhere.map(() => [403, 'platform-only']),
    );
  });

  it('takes nothing that cannot be read from the config centre: the last good rule stays', async () => {
    await set({ stable, candidates: [] });
    const good = gateway.configCentre.get('releases/ticket-center')!;
    await gateway.configCentre.set('releases/ticket-center', '{"rule":"everything"}');
    const meanwhile = await served();
    await gateway.configCentre.set('releases/ticket-center', good);

    expect(meanwhile).toEqual(['1.4.0']);
    expect(gateway.logged.some(({ key, level }) => key === 'releases/ticket-center' && level === 'error')).toBe(true);
  });

  it('is described', async () => {
    const { json } = await gateway.send('GET', '/openapi.json');
    const paths = json.paths as Record<string, Record<string, { 'x-permission': string }>>;

    expect(paths['/api/v1/gateway/releases/{service}']!.put!['x-permission']).toBe('release:set');
    expect(await gateway.send('DELETE', RELEASE)).toMatchObject({ status: 405, headers: { allow: 'GET, PUT' } });
  });
});

describe('clients', () => {
  it('can ask which versions are theirs, of services and of applications that have a rule alone', async () => {
    await set({ stable, candidates: [{ ...to('1.5.0'), tenants: ['globex'] }] });
    await asAdmin('PUT', '/api/v1/gateway/releases/desk-app', {
      rule: { stable: { version: '7' }, candidates: [] },
      reason: 'x',
    });
    const ask = async (tenantId: string) => {
      const token = await gateway.token(['me:read'], { tenantId });
      return (await gateway.send('GET', VERSIONS, { token, host: `${tenantId}.localhost` })).json.versions;
    };

    expect(await ask('acme')).toMatchObject({ 'ticket-center': '1.4.0', 'desk-app': '7' });
    expect(await ask('globex')).toMatchObject({ 'ticket-center': '1.5.0', 'desk-app': '7' });
  });

  it('are told when there is another version for them, and only they', async () => {
    await set({ stable, candidates: [] });
    const [acme, globex] = await Promise.all(
      ['acme', 'globex'].map(async (tenantId) => {
        const token = await gateway.token(['me:read'], { tenantId });
        return EventSource.open(gateway.address, `${VERSIONS}/stream`, { host: `${tenantId}.localhost`, token });
      }),
    );
    await set({ stable, candidates: [{ ...to('1.5.0'), tenants: ['globex'] }] });
    await eventually('globex is told', () => globex!.named('version').length > 0);
    await set({ stable: { version: '1.5.0' }, candidates: [] });
    await eventually('acme is told', () => acme!.named('version').length > 0);

    expect(acme!.named('versions')).toMatchObject([{ 'ticket-center': '1.4.0' }]);
    const told = [{ name: 'ticket-center', from: '1.4.0', version: '1.5.0' }];
    expect(acme!.named('version')).toEqual(told);
    expect(globex!.named('version')).toEqual(told);
    for (const client of [acme, globex]) client!.leave();
  });
});

describe('a candidate that fails', () => {
  it('is what its audience gets, and takes nothing from others', async () => {
    await set({ stable, candidates: [{ ...to('1.5.0'), tenants: ['globex'] }] });
    two.offer('GET /api/v1/prices', { handle: answerJson({}, 500) });
    for (let n = 0; n < 60; n += 1) await gateway.send('GET', '/api/v1/prices', { host: 'globex.localhost' });
    const others = await gateway.send('GET', '/api/v1/prices');
    two.offer('GET /api/v1/prices', {});

    expect(others.status).toBe(200);
  });
});
