import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ApiClient } from '#libs/testing/api-client';
import { CommonCenterInTest, ok } from '../common-center-in-test.js';

interface Tokens {
  accessToken: string;
  refreshToken: string;
}

interface SessionList {
  items: { id: string; device: string; isCurrent: boolean }[];
}

const FIREFOX = 'Mozilla/5.0 (X11; Linux x86_64; rv:146.0) Gecko/20100101 Firefox/146.0';

describe('common-center: sessions', () => {
  let center: CommonCenterInTest;
  let admin: ApiClient;

  beforeAll(async () => {
    center = await CommonCenterInTest.start();
    await center.register('acme');
    await center.register('globex');
    admin = await center.asPerson('acme');
  });
  afterAll(() => center.stop());

  let count = 0;
  const hire = async () => {
    const person = { login: `person${++count}`, password: 'a-good-password' };
    const account = { ...person, name: 'Someone', roles: ['agent'] };
    return { ...person, ...(await ok(admin.post<{ id: string }>('/api/v1/accounts', account))) };
  };
  type Person = Awaited<ReturnType<typeof hire>>;

  const tryLogIn = async ({ login }: { login: string }, password: string, address?: string) => {
    const headers = { 'user-agent': FIREFOX, ...(address !== undefined && center.service.cameFrom(address)) };
    const stranger = await center.asStranger('acme');
    return stranger.post<Tokens>('/api/v1/auth/login', { login, password }, headers);
  };
  const logIn = (person: Person) => ok(tryLogIn(person, person.password));
  const refresh = async (refreshToken: string, key?: string, tenant = 'acme') => {
    const headers = key === undefined ? undefined : { 'idempotency-key': key };
    return (await center.asStranger(tenant)).post<Tokens>('/api/v1/sessions/refresh', { refreshToken }, headers);
  };
  const as = ({ accessToken }: Tokens) => center.service.anonymous({ authorization: `Bearer ${accessToken}` });
  const isOver = { status: 401, body: { code: 'refresh-refused' } };

  it('go on by refresh tokens, each good once, past the life of an access token', async () => {
    const first = await logIn(await hire());
    center.service.clock.advance({ minutes: 61 });
    expect((await as(first).get('/api/v1/me')).status).toBe(401);
    const second = await ok(refresh(first.refreshToken));
    expect(second.refreshToken).not.toBe(first.refreshToken);
    expect((await as(second).get('/api/v1/me')).status).toBe(200);
    admin = await center.asPerson('acme');
  });

  it('give a lost answer again: the same refresh token for the same Idempotency-Key', async () => {
    const { refreshToken } = await logIn(await hire());
    const answers = [await ok(refresh(refreshToken, 'key-1')), await ok(refresh(refreshToken, 'key-1'))];
    expect(answers[0]!.refreshToken).toBe(answers[1]!.refreshToken);
    await ok(refresh(answers[1]!.refreshToken));
  });

  it('end with all their tokens when a spent token comes back, and somebody hears of it', async () => {
    const person = await hire();
    const { refreshToken } = await logIn(person);
    const other = await logIn(person);
    const second = await ok(refresh(refreshToken));
    expect(await refresh(refreshToken)).toMatchObject(isOver);
    expect(await refresh(second.refreshToken)).toMatchObject(isOver);
    await ok(refresh(other.refreshToken));
    await center.service.settled();
    const told = center.service.events('session.reuse-detected.v1').map(({ data }) => data);
    expect(told).toContainEqual(expect.objectContaining({ accountId: person.id }));
    expect(JSON.stringify(told)).not.toContain(refreshToken);
  });

  it('are refused to tokens nobody gave out, and to those of another tenant', async () => {
    const { refreshToken } = await logIn(await hire());
    expect(await refresh('made-up')).toMatchObject(isOver);
    expect(await refresh(refreshToken, undefined, 'globex')).toMatchObject(isOver);
    await ok(refresh(refreshToken));
  });

  it('are listed for their person, the own one marked, and ended one by one', async () => {
    const person = await hire();
    const [here, there] = [await logIn(person), await logIn(person)];
    const { items } = await ok(as(here).get<SessionList>('/api/v1/sessions'));
    expect(items.map(({ device, isCurrent }) => [device, isCurrent])).toEqual([
      ['Firefox on Linux', false],
      ['Firefox on Linux', true],
    ]);
    await ok(as(here).delete(`/api/v1/sessions/${items[0]!.id}`));
    expect(await refresh(there.refreshToken)).toMatchObject(isOver);
    expect((await ok(as(here).get<SessionList>('/api/v1/sessions'))).items).toHaveLength(1);
  });

  it('are nobody else’s to end', async () => {
    const [mine, theirs] = [await logIn(await hire()), await logIn(await hire())];
    const { items } = await ok(as(theirs).get<SessionList>('/api/v1/sessions'));
    const refused = { status: 404, body: { code: 'session-not-found' } };
    expect(await as(mine).delete(`/api/v1/sessions/${items[0]!.id}`)).toMatchObject(refused);
    expect((await as(mine).delete(`/api/v1/accounts/${count}/sessions`)).status).toBe(403);
    await ok(refresh(theirs.refreshToken));
  });

  it.each<[string, (person: Person, tokens: Tokens) => Promise<unknown>, boolean]>([
    ['the person logs out here', (_, tokens) => as(tokens).post('/api/v1/sessions/logout'), true],
    ['the person logs out everywhere', (_, tokens) => as(tokens).post('/api/v1/sessions/logout-everywhere'), false],
    ['an administrator ends them', ({ id }) => admin.delete(`/api/v1/accounts/${id}/sessions`), false],
    [
      'the password is reset',
      ({ id }) => admin.put(`/api/v1/accounts/${id}/password`, { password: 'another-password' }),
      false,
    ],
    ['the account is deactivated', ({ id }) => admin.post(`/api/v1/accounts/${id}/deactivate`), false],
  ])('end when %s', async (_, ends, elsewhereGoesOn) => {
    const person = await hire();
    const [here, elsewhere] = [await logIn(person), await logIn(person)];
    await ends(person, here);
    expect(await refresh(here.refreshToken)).toMatchObject(isOver);
    expect((await refresh(elsewhere.refreshToken)).status).toBe(elsewhereGoesOn ? 200 : 401);
    await center.service.settled();
    const told = center.service.events('session.ended.v1').filter(({ data }) => data.accountId === person.id);
    expect(told).toHaveLength(elsewhereGoesOn ? 1 : 2);
  });

  it('are not what machines have: there is nothing to log out of', async () => {
    const client = { id: 'kiosk', name: 'Kiosk', roles: ['portal'] };
    const { secret } = await ok(admin.post<{ secret: string }>('/api/v1/clients', client));
    const kiosk = await center.asClient('acme', 'kiosk', secret);
    expect(await kiosk.post('/api/v1/sessions/logout')).toMatchObject({ status: 409, body: { code: 'no-session' } });
  });

  describe('once they ended, gateways that did not hear of it', () => {
    const endedAccess = async () => {
      const gateway = await center.asService(undefined, { client_id: 'gateway' });
      return (await ok(gateway.get<{ ended: string[] }>('/internal/ended-access'))).ended;
    };
    const sessionOf = ({ accessToken }: Tokens) =>
      (JSON.parse(Buffer.from(accessToken.split('.')[1]!, 'base64url').toString()) as { sid: string }).sid;
    const tokenOf = async (client_id: string, client_secret: string) => {
      const body = { grant_type: 'client_credentials', client_id, client_secret };
      const stranger = await center.asStranger('acme');
      const { access_token: accessToken } = await ok(
        stranger.post<{ access_token: string }>('/api/v1/auth/token', body),
      );
      return { accessToken, refreshToken: '' };
    };

    it('can ask which', async () => {
      const [ended, open] = [await logIn(await hire()), await logIn(await hire())];
      await ok(as(ended).post('/api/v1/sessions/logout'));
      expect(await endedAccess()).toContain(sessionOf(ended));
      expect(await endedAccess()).not.toContain(sessionOf(open));
    });

    it('are told of clients as well, whose secret was renewed or who were deactivated', async () => {
      const client = { id: 'door', name: 'Door', roles: ['portal'] };
      const { secret } = await ok(admin.post<{ secret: string }>('/api/v1/clients', client));
      const first = await tokenOf('door', secret);
      const renewed = await ok(admin.post<{ secret: string }>('/api/v1/clients/door/secret'));
      const second = await tokenOf('door', renewed.secret);
      expect(await endedAccess()).toContain(sessionOf(first));
      expect(await endedAccess()).not.toContain(sessionOf(second));
      await ok(admin.post('/api/v1/clients/door/deactivate'));
      expect(await endedAccess()).toEqual(expect.arrayContaining([sessionOf(first), sessionOf(second)]));
      await center.service.settled();
      const told = center.service.events('client.access-ended.v1').map(({ data }) => data);
      expect(told.filter(({ clientId }) => clientId === 'door')).toMatchObject([
        { accessId: sessionOf(first), reason: 'secret-renewed' },
        { accessId: sessionOf(second), reason: 'deactivated' },
      ]);
    });

    it('are not told of what no token can be of any more', async () => {
      const ended = await logIn(await hire());
      await ok(as(ended).post('/api/v1/sessions/logout'));
      center.service.clock.advance({ minutes: 61 });
      expect(await endedAccess()).not.toContain(sessionOf(ended));
      admin = await center.asPerson('acme');
    });

    it('are services: nobody else may ask', async () => {
      expect((await admin.get('/internal/ended-access')).status).toBe(403);
    });
  });

  describe('who guesses', () => {
    const guess = async (person: { login: string }, times: number, address?: string) => {
      for (let time = 0; time < times; time++) await tryLogIn(person, 'a-wrong-guess', address);
    };
    const mustWait = { status: 429, body: { code: 'login-locked' } };

    it('waits after five tries from one address, longer each time; the right password does not help', async () => {
      const person = await hire();
      await guess(person, 6, '10.0.0.1');
      const refused = await tryLogIn(person, person.password, '10.0.0.1');
      expect(refused).toMatchObject({ ...mustWait, body: { facts: { retryAfterSeconds: 1 } } });
      center.service.clock.advance({ seconds: 1 });
      await guess(person, 1, '10.0.0.1');
      center.service.clock.advance({ seconds: 1 });
      expect(await tryLogIn(person, person.password, '10.0.0.1')).toMatchObject(mustWait);
      center.service.clock.advance({ seconds: 1 });
      expect((await tryLogIn(person, person.password, '10.0.0.1')).status).toBe(200);
    });

    it('does not keep the person out who comes from elsewhere, until all addresses together are too many', async () => {
      const person = await hire();
      await guess(person, 6, '10.0.0.1');
      expect((await tryLogIn(person, person.password, '10.0.0.2')).status).toBe(200);
      for (let host = 1; host <= 21; host++) await guess(person, 1, `10.0.1.${host}`);
      expect(await tryLogIn(person, person.password, '10.0.0.3')).toMatchObject(mustWait);
    });

    it('learns nothing of which logins there are', async () => {
      const [person, nobody] = [await hire(), { login: 'nobody-at-all' }];
      const seen = async (who: { login: string }) => {
        const answers = [];
        for (let time = 0; time < 7; time++) {
          const { status, body } = await tryLogIn(who, 'a-wrong-guess', '10.0.0.9');
          answers.push({ status, body: { ...(body as object), traceId: '' } });
        }
        return answers;
      };
      expect(await seen(nobody)).toEqual(await seen(person));
    });

    it('begins anew after a success', async () => {
      const person = await hire();
      await guess(person, 5, '10.0.0.1');
      await ok(tryLogIn(person, person.password, '10.0.0.1'));
      await guess(person, 5, '10.0.0.1');
      expect((await tryLogIn(person, person.password, '10.0.0.1')).status).toBe(200);
    });

    it('is let in again by who may unlock; both are told, without login or address', async () => {
      const person = await hire();
      await guess(person, 6, '10.0.0.77');
      expect((await as(await logIn(await hire())).post(`/api/v1/accounts/${person.id}/unlock`)).status).toBe(403);
      await ok(admin.post(`/api/v1/accounts/${person.id}/unlock`));
      expect((await tryLogIn(person, person.password, '10.0.0.77')).status).toBe(200);
      await center.service.settled();
      const told = ['login.locked.v1', 'login.unlocked.v1'].map((type) =>
        center.service.events(type).filter(({ data }) => data.accountId === person.id),
      );
      expect(told[0]!.map(({ data }) => data)).toMatchObject([{ scope: 'address', failures: 6 }]);
      expect(told[1]).toHaveLength(1);
      expect(JSON.stringify(told)).not.toMatch(/person\d|10\.0\.0/);
    });
  });
});
