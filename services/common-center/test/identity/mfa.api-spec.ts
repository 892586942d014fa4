import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ConfigCentre } from '#libs/discovery/config/config-centre';
import type { ApiClient } from '#libs/testing/api-client';
import { codeOf, stepAt } from '../../src/identity/mfa/totp.js';
import { CommonCenterInTest, ok } from '../common-center-in-test.js';

interface Answer {
  accessToken: string;
  refreshToken: string;
  mfaToken: string;
  next: string;
  recoveryCodes: string[];
}

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** What the app of the person does with what it is shown. */
function bytesOf(secret: string): Buffer {
  const bits = [...secret].map((letter) => ALPHABET.indexOf(letter).toString(2).padStart(5, '0')).join('');
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
}

describe('common-center: the second factor', () => {
  let center: CommonCenterInTest;
  let admin: ApiClient;

  beforeAll(async () => {
    center = await CommonCenterInTest.start();
    await center.register('acme');
    await center.register('globex');
    admin = await center.asPerson('acme');
    const roles = { permissions: ['ticket:read'] };
    await ok(admin.put('/api/v1/roles/treasurer', roles));
    const none = { everyone: false, roles: ['treasurer'] };
    await ok(admin.put('/api/v1/mfa-policy', none, { 'if-match': '"0"' }));
    expect(await admin.put('/api/v1/mfa-policy', none, { 'if-match': '"0"' })).toMatchObject({ status: 412 });
    expect(await admin.put('/api/v1/mfa-policy', none)).toMatchObject({ status: 428 });
  });
  afterAll(() => center.stop());

  let count = 0;
  const hire = async (role = 'agent') => {
    const person = { login: `person${++count}`, password: 'a-good-password' };
    const account = { ...person, name: 'Someone', roles: [role] };
    return { ...person, ...(await ok(admin.post<{ id: string }>('/api/v1/accounts', account))) };
  };
  type Person = Awaited<ReturnType<typeof hire>>;

  const post = async <Body = Answer>(path: string, body: object, tenant = 'acme') =>
    (await center.asStranger(tenant)).post<Body>(path, body);
  const logIn = ({ login, password }: Person) => ok(post('/api/v1/auth/login', { login, password }));
  const as = ({ accessToken }: Answer) => center.service.anonymous({ authorization: `Bearer ${accessToken}` });
  const codeNow = (secret: string) => codeOf(bytesOf(secret), stepAt(center.service.clock.now()));
  const later = () => center.service.clock.advance({ seconds: 30 });
  const claimsOf = ({ accessToken }: Answer) =>
    JSON.parse(Buffer.from(accessToken.split('.')[1]!, 'base64url').toString()) as Record<string, unknown>;

  /** Somebody who has confirmed a second factor. */
  const enrolled = async () => {
    const person = await hire();
    const me = as(await logIn(person));
    const { secret } = await ok(me.post<{ secret: string }>('/api/v1/mfa/enrolment'));
    const { recoveryCodes } = await ok(me.post<Answer>('/api/v1/mfa/confirmation', { code: codeNow(secret) }));
    later();
    return { person, me, secret, recoveryCodes };
  };
  const wrong = { status: 401, body: { code: 'code-refused' } };

  it('is asked for after the password, and shows in the token', async () => {
    const { person, secret } = await enrolled();
    const first = await logIn(person);
    expect(first).toEqual({ next: 'code', mfaToken: expect.any(String), expiresIn: 300 });
    const tokens = await ok(post('/api/v1/auth/mfa', { mfaToken: first.mfaToken, code: codeNow(secret) }));
    expect(claimsOf(tokens)).toMatchObject({ sub: person.id, amr: ['pwd', 'otp', 'mfa'] });
    const refreshed = await ok(post('/api/v1/sessions/refresh', { refreshToken: tokens.refreshToken }));
    expect(claimsOf(refreshed)).toMatchObject({ sid: claimsOf(tokens).sid, amr: ['pwd', 'otp', 'mfa'] });
  });

  it('is not asked for before a code of it was shown', async () => {
    const person = await hire();
    await ok(as(await logIn(person)).post('/api/v1/mfa/enrolment'));
    expect(claimsOf(await logIn(person))).toMatchObject({ amr: ['pwd'] });
  });

  it('takes no code twice, and slows down who guesses', async () => {
    const { person, secret } = await enrolled();
    const { mfaToken } = await logIn(person);
    const code = codeNow(secret);
    await ok(post('/api/v1/auth/mfa', { mfaToken, code }));
    for (let time = 0; time < 6; time++)
      expect(await post('/api/v1/auth/mfa', { mfaToken, code })).toMatchObject(wrong);
    later();
    center.service.clock.advance({ seconds: -25 });
    const waits = { status: 429, body: { code: 'login-locked' } };
    expect(await post('/api/v1/auth/mfa', { mfaToken, code: codeNow(secret) })).toMatchObject(waits);
    await logIn(person);
    expect(await post('/api/v1/auth/mfa', { mfaToken, code: codeNow(secret) })).toMatchObject(waits);
  });

  it('can be replaced by a recovery code, once', async () => {
    const { person, recoveryCodes } = await enrolled();
    expect(new Set(recoveryCodes).size).toBe(10);
    const { mfaToken } = await logIn(person);
    await ok(post('/api/v1/auth/mfa', { mfaToken, code: recoveryCodes[0]!.toLowerCase() }));
    expect(await post('/api/v1/auth/mfa', { mfaToken, code: recoveryCodes[0]! })).toMatchObject(wrong);
  });

  it('gives tokens of its first step that open nothing else, for five minutes, for one password and one tenant', async () => {
    const { person, secret } = await enrolled();
    const { mfaToken } = await logIn(person);
    const refused = { status: 401, body: { code: 'mfa-token-refused' } };
    expect((await as({ accessToken: mfaToken } as Answer).get('/api/v1/me')).status).toBe(401);
    const second = () => ({ mfaToken, code: codeNow(secret) });
    expect(await post('/api/v1/auth/mfa', second(), 'globex')).toMatchObject(refused);
    await ok(admin.put(`/api/v1/accounts/${person.id}/password`, { password: 'another-password' }));
    expect(await post('/api/v1/auth/mfa', second())).toMatchObject(refused);
    const other = await enrolled();
    const { mfaToken: old } = await logIn(other.person);
    center.service.clock.advance({ seconds: 301 });
    expect(await post('/api/v1/auth/mfa', { mfaToken: old, code: codeNow(other.secret) })).toMatchObject(refused);
  });

  it('is required of the roles the tenant names: who has none enrols before they come in', async () => {
    const person = await hire('treasurer');
    const { next, mfaToken } = await logIn(person);
    expect(next).toBe('enrolment');
    const { secret } = await ok(post<{ secret: string }>('/api/v1/auth/mfa/enrolment', { mfaToken }));
    const tokens = await ok(post('/api/v1/auth/mfa', { mfaToken, code: codeNow(secret) }));
    expect(tokens.recoveryCodes).toHaveLength(10);
    expect((await logIn(person)).next).toBe('code');
    later();
    const refused = { status: 409, body: { code: 'mfa-required' } };
    expect(await as(tokens).post('/api/v1/mfa/removal', { code: codeNow(secret) })).toMatchObject(refused);
  });

  it('is not replaced by who has a stolen token, and removed only with a code', async () => {
    const { person, me, secret } = await enrolled();
    expect(await me.post('/api/v1/mfa/enrolment')).toMatchObject({ status: 409, body: { code: 'mfa-active' } });
    expect(await me.post('/api/v1/mfa/removal', { code: '000000x' })).toMatchObject(wrong);
    await ok(me.post('/api/v1/mfa/removal', { code: codeNow(secret) }));
    expect((await logIn(person)).accessToken).toBeDefined();
  });

  it('is reset by an administrator for who lost it; both ends are told', async () => {
    const { person } = await enrolled();
    await ok(admin.delete(`/api/v1/accounts/${person.id}/mfa`));
    expect((await logIn(person)).accessToken).toBeDefined();
    await center.service.settled();
    const told = ['mfa.enrolled.v1', 'mfa.removed.v1'].flatMap((type) => center.service.events(type));
    expect(told.filter(({ subject }) => subject === person.id)).toHaveLength(2);
  });

  describe('the keys tokens are signed with', () => {
    const kidOf = ({ accessToken }: Answer) =>
      (JSON.parse(Buffer.from(accessToken.split('.')[0]!, 'base64url').toString()) as { kid: string }).kid;
    const published = async () => {
      const keys = await ok(center.service.anonymous().get<{ keys: { kid: string }[] }>('/.well-known/jwks.json'));
      return keys.keys.map(({ kid }) => kid);
    };

    it('follow each other, and no request fails over it', async () => {
      // The longest that tokens may last.
      await center.service.running.app.get(ConfigCentre).set('identity', '{"personTokenSeconds":3600}');
      await center.register('platform');
      const person = await hire();
      const operator = await center.asPerson('platform');
      const next = await ok(operator.post<{ id: string }>('/api/v1/signing-keys/rotate'));
      expect(await ok(operator.post('/api/v1/signing-keys/rotate'))).toEqual(next);
      const logIns: Answer[] = [];
      for (let minute = 0; minute < 75; minute += 5) {
        logIns.push(await logIn(person));
        for (const still of logIns.slice(-11)) expect((await as(still).get('/api/v1/me')).status).toBe(200);
        if (minute < 70) expect(await published()).toHaveLength(2);
        center.service.clock.advance({ minutes: 5 });
      }
      const kids = logIns.map(kidOf);
      expect(kids.indexOf(next.id)).toBe(2);
      expect(new Set(kids).size).toBe(2);
      expect(await published()).toEqual([next.id]);
    });

    it('are the platform’s to rotate', async () => {
      const refused = { status: 403, body: { code: 'keys-of-platform' } };
      expect(await (await center.asPerson('acme')).post('/api/v1/signing-keys/rotate')).toMatchObject(refused);
    });
  });
});
