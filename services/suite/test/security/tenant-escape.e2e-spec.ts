import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ApiClient } from '#libs/testing/api-client';
import { DEMO_PASSWORD } from '../../src/demo.js';
import { SuiteInTest } from '../suite-in-test.js';
import { at, hasParameters, named, wholeApi, type Operation } from './whole-api.js';

const THEIRS = 'acme.localhost';
/** They end the session of who asks. */
const ENDS_SESSIONS = /^\/api\/v1\/(auth|sessions|tenants)/;
const STREAMS = /\/(stream|events|counts|watch)$/;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-/;

describe('a tenant cannot be left:', () => {
  let suite: SuiteInTest;
  let ours: ApiClient;
  let theirs: ApiClient;
  let operations: readonly Operation[];
  /** What they have, by the collection it is in. */
  const ids = new Map<string, string[]>();

  beforeAll(async () => {
    suite = await SuiteInTest.start('embedded');
    [ours, theirs] = [await suite.person('admin'), await suite.person('admin', THEIRS)];
    operations = (await wholeApi(suite.at('localhost'))).filter(({ path }) => !STREAMS.test(path));
    for (const each of operations) await collect(each);
  }, 120_000);
  afterAll(() => suite.stop(), 60_000);

  const guarded = () => operations.filter(({ isPublic }) => !isPublic);
  const ask = (client: ApiClient, operation: Operation, path: string, headers: Record<string, string> = {}) =>
    client.call(operation.method, path, operation.body, { ...headers, 'if-match': '"1"' });

  /** Makes one of whatever can be made of the smallest body, and remembers what there is. */
  async function collect(operation: Operation): Promise<void> {
    const { method, path } = operation;
    if (hasParameters(operation) || ENDS_SESSIONS.test(path) || !['GET', 'POST'].includes(method)) return;
    const { body } = await ask(theirs, operation, path);
    const found = (body as { id?: unknown; items?: { id?: unknown }[] } | null) ?? {};
    const own = [found, ...(Array.isArray(found.items) ? found.items : [])].map(({ id }) => id);
    const known = own.filter((id): id is string => typeof id === 'string' && UUID.test(id));
    ids.set(path, [...(ids.get(path) ?? []), ...known]);
  }

  const theirsFor = ({ path }: Operation) => ids.get(path.slice(0, path.indexOf('/{')))?.slice(0, 2) ?? [];

  it('there is something of the other tenant to be reached', () => {
    const reachable = operations.filter((operation) => hasParameters(operation) && theirsFor(operation).length > 0);
    expect(reachable.length).toBeGreaterThan(100);
  });

  it('every route asks who it is', async () => {
    const open: string[] = [];
    for (const operation of guarded()) {
      const { status } = await ask(suite.at('localhost'), operation, at(operation, 'x'));
      if (status !== 401) open.push(`${named(operation)}: ${status}`);
    }
    expect(open).toEqual([]);
  });

  it('a token of one tenant opens nothing at the door of another', async () => {
    const login = { login: 'admin', password: DEMO_PASSWORD };
    const { body } = await suite.at('localhost').post<{ accessToken: string }>('/api/v1/auth/login', login);
    const authorization = `Bearer ${body.accessToken}`;
    const open: string[] = [];
    for (const operation of guarded()) {
      const { status } = await ask(suite.at(THEIRS), operation, at(operation, 'x'), { authorization });
      if (status !== 401 && status !== 403) open.push(`${named(operation)}: ${status}`);
    }
    expect(open).toEqual([]);
  });

  it.each([
    ['x-switchboard-tenant', 'acme'],
    ['x-tenant-id', 'acme'],
    ['x-forwarded-host', THEIRS],
    ['forwarded', `host=${THEIRS}`],
  ])('a forged header leads nowhere: %s', async (header, value) => {
    const all = [...ids.values()].flat();
    const seen: string[] = [];
    for (const operation of operations.filter((each) => each.method === 'GET' && !hasParameters(each))) {
      const text = JSON.stringify((await ask(ours, operation, operation.path, { [header]: value })).body);
      if (all.some((id) => text.includes(id))) seen.push(named(operation));
    }
    expect(seen).toEqual([]);
  });

  it('their ids lead to nothing on any route, and what they have is as it was', async () => {
    const before = await everythingOfTheirs();
    const all = [...ids.values()].flat();
    const open: string[] = [];
    for (const operation of guarded().filter((each) => hasParameters(each) && !ENDS_SESSIONS.test(each.path))) {
      for (const id of theirsFor(operation)) {
        const { status, body } = await ask(ours, operation, at(operation, id));
        // What is below something unknown may be an empty list.
        const told = JSON.stringify(body).replaceAll(id, '');
        if (status >= 500 || all.some((each) => told.includes(each))) open.push(`${named(operation)}: ${status}`);
      }
    }
    expect(open).toEqual([]);
    expect(await everythingOfTheirs()).toEqual(before);
  });

  async function everythingOfTheirs(): Promise<Map<string, unknown>> {
    const all = new Map<string, unknown>();
    const single = operations.filter(({ method, path }) => method === 'GET' && /^[^{]*\/\{\w+\}$/.test(path));
    for (const operation of single)
      for (const id of theirsFor(operation)) {
        const path = at(operation, id);
        const { status, body } = await theirs.get(path);
        all.set(path, status === 200 ? body : status);
      }
    return all;
  }
});
