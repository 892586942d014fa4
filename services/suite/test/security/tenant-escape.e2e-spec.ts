import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { ApiClient } from '#libs/testing/api-client';
import { describeOnce } from '#libs/testing/real-parts/real-parts';
import { DEMO_PASSWORD } from '../../src/demo.js';
import { SuiteInTest } from '../suite-in-test.js';
import { STREAMS, thingsFor, thingsOf, type Things } from './things-of.js';
import { at, hasParameters, named, wholeApi, type Operation } from './whole-api.js';

/** Every route of the suite is asked. */
const LONG_MS = 240_000;
const THEIRS = 'acme.localhost';
/** They change who asks, or lock them out. */
const OWN = /^\/api\/v1\/(signing-keys|mfa|reveal-blocks|masking-policy)|\/password$/;
/** They end the session of who asks. */
const ENDS_SESSIONS = /^\/api\/v1\/(auth|sessions|tenants)/;
const FORGED = {
  'x-switchboard-tenant': 'acme',
  'x-switchboard-identity': '{"subject":"admin","kind":"person","permissions":["*"]}',
  'x-tenant-id': 'acme',
  'x-user-id': 'admin',
  'x-forwarded-host': THEIRS,
  forwarded: `host=${THEIRS}`,
};

/** Whom nobody hears from for a while goes offline by themselves. */
const CHANGES_BY_ITSELF = /^\/api\/v1\/agents\//;

describeOnce(['mariadb', 'redis', 'rocketmq', 'consul'], 'a tenant cannot be left:', (profile) => {
  let suite: SuiteInTest;
  let ours: ApiClient;
  let theirs: ApiClient;
  let operations: readonly Operation[];
  /** What they have, by the collection it is in. */
  let ids: Things;

  beforeAll(async () => {
    suite = await SuiteInTest.start(profile);
    [ours, theirs] = [await suite.person('admin'), await suite.person('admin', THEIRS)];
    operations = (await wholeApi(suite.at('localhost'))).filter(({ path }) => !STREAMS.test(path));
    ids = await thingsOf(
      theirs,
      operations.filter(({ path }) => !ENDS_SESSIONS.test(path)),
    );
  }, 240_000);
  afterAll(() => suite.stop(), 60_000);

  const guarded = () => operations.filter(({ isPublic }) => !isPublic);
  const ask = (client: ApiClient, operation: Operation, path: string, headers: Record<string, string> = {}) =>
    client.call(operation.method, path, operation.body, { ...headers, 'if-match': '"1"' });

  /** One of theirs for a field such as `customerId`: of the collection that is called so, or else any. */
  function theirsNamed(field: string): string | undefined {
    const noun = field.replace(/Ids?$/, '').replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
    const [any] = [...ids.values()].flat();
    return (ids.get(`/api/v1/${noun}s`) ?? [])[0] ?? any;
  }

  const theirsFor = (operation: Operation) => thingsFor(operation, ids).slice(0, 2);

  it('there is something of the other tenant to be reached', () => {
    const reachable = operations.filter((operation) => hasParameters(operation) && theirsFor(operation).length > 0);
    expect(reachable.length).toBeGreaterThan(100);
  });

  it(
    'every route asks who it is',
    async () => {
      const open: string[] = [];
      for (const operation of guarded()) {
        const { status } = await ask(suite.at('localhost'), operation, at(operation, 'x'));
        if (status !== 401) open.push(`${named(operation)}: ${status}`);
      }
      expect(open).toEqual([]);
    },
    LONG_MS,
  );

  it(
    'a token of one tenant opens nothing at the door of another',
    async () => {
      const login = { login: 'admin', password: DEMO_PASSWORD };
      const { body } = await suite.at('localhost').post<{ accessToken: string }>('/api/v1/auth/login', login);
      const authorization = `Bearer ${body.accessToken}`;
      const ofOurs = { 'x-switchboard-tenant': 'demo', 'x-tenant-id': 'demo', 'x-forwarded-host': 'localhost' };
      const open: string[] = [];
      for (const operation of guarded()) {
        const path = at(operation, theirsFor(operation)[0] ?? 'x');
        const { status } = await ask(suite.at(THEIRS), operation, path, { authorization, ...ofOurs });
        if (status !== 401) open.push(`${named(operation)}: ${status}`);
      }
      expect(open).toEqual([]);
    },
    LONG_MS,
  );

  it.each([
    ['x-switchboard-tenant', 'acme'],
    ['x-tenant-id', 'acme'],
    ['x-forwarded-host', THEIRS],
    ['forwarded', `host=${THEIRS}`],
  ])(
    'a forged header leads nowhere: %s',
    async (header, value) => {
      const all = [...ids.values()].flat();
      const seen: string[] = [];
      for (const operation of operations.filter((each) => each.method === 'GET' && !hasParameters(each))) {
        const text = JSON.stringify((await ask(ours, operation, operation.path, { [header]: value })).body);
        if (all.some((id) => text.includes(id))) seen.push(named(operation));
      }
      expect(seen).toEqual([]);
    },
    LONG_MS,
  );

  it.each([
    ['', {}],
    [', with forged headers beside them', FORGED],
  ])(
    'their ids, in paths and bodies, lead to nothing on any route, and what they have is as it was%s',
    async (_, more) => {
      const stuffed = (await wholeApi(suite.at('localhost'), { id: theirsNamed, isWhole: true })).filter(
        ({ path, isPublic }) => !isPublic && !STREAMS.test(path) && !ENDS_SESSIONS.test(path) && !OWN.test(path),
      );
      const before = await everythingOfTheirs();
      const all = [...ids.values()].flat();
      const open: string[] = [];
      // Lists of ours name what was sent in bodies before; the others' are looked for in them above.
      for (const operation of stuffed.filter((each) => hasParameters(each) || each.body !== undefined)) {
        const known = hasParameters(operation) ? theirsFor(operation) : [''];
        for (const id of known) {
          const { status, body } = await ask(ours, operation, at(operation, id), more);
          // What is below something unknown may be an empty list; what was sent may come back.
          const sent = id + JSON.stringify(operation.body ?? '');
          const told = JSON.stringify(body) ?? '';
          if (status >= 500 || all.some((each) => told.includes(each) && !sent.includes(each)))
            open.push(`${named(operation)}: ${status}`);
        }
      }
      expect(open).toEqual([]);
      expect(await everythingOfTheirs()).toEqual(before);
    },
    LONG_MS,
  );

  async function everythingOfTheirs(): Promise<Map<string, unknown>> {
    const all = new Map<string, unknown>();
    const single = operations.filter(
      ({ method, path }) => method === 'GET' && /^[^{]*\/\{\w+\}$/.test(path) && !CHANGES_BY_ITSELF.test(path),
    );
    for (const operation of single)
      for (const id of theirsFor(operation)) {
        const path = at(operation, id);
        const { status, body } = await theirs.get(path);
        all.set(path, status === 200 ? body : status);
      }
    return all;
  }
});
