import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { ApiClient } from '#libs/testing/api-client';
import { eventually } from '#libs/testing/eventually';
import { describeReal } from '#libs/testing/real-parts/real-parts';
import { DEMO_PASSWORD } from '../../src/demo.js';
import { SuiteInTest } from '../suite-in-test.js';

const CLIENT = 'door-keeper';

describeReal(
  ['mariadb', 'redis', 'rocketmq', 'consul'],
  'access that is over, at two gateways on the real parts',
  () => {
    let suite: SuiteInTest;
    let admin: ApiClient;
    let doors: readonly string[];

    beforeAll(async () => {
      suite = await SuiteInTest.start('cluster');
      admin = await suite.person('admin');
      doors = [suite.suite.gateway.url, await suite.anotherDoor()];
    }, 300_000);
    afterAll(() => suite.stop(), 120_000);

    const withToken = (token: string, door: string) =>
      new ApiClient(door, { host: 'localhost', authorization: `Bearer ${token}` });
    const tokenOf = async (secret: string) => {
      const credentials = { grant_type: 'client_credentials', client_id: CLIENT, client_secret: secret };
      const { body } = await suite.at('localhost').post<{ access_token: string }>('/api/v1/auth/token', credentials);
      return body.access_token;
    };
    const logIn = async () => {
      const login = { login: 'mia', password: DEMO_PASSWORD };
      const { body } = await suite.at('localhost').post<{ accessToken: string }>('/api/v1/auth/login', login);
      return body.accessToken;
    };
    /** What each gateway says to who comes with the token. */
    const told = (token: string, at = doors) =>
      Promise.all(
        at.map(async (door) => {
          const { status, body } = await withToken(token, door).get<{ code?: string }>('/api/v1/ticket-types');
          return status === 401 ? body.code : status;
        }),
      );
    const isOver = (token: string, at = doors) =>
      eventually(
        'every gateway refuses it',
        async () => (await told(token, at)).every((each) => each === 'session-ended'),
        {
          within: 30_000,
        },
      );

    it('is refused by both once the secret of a client is renewed, and that of the new one is not', async () => {
      const client = { id: CLIENT, name: 'Door keeper', roles: ['agent'] };
      const { body } = await admin.post<{ secret: string }>('/api/v1/clients', client);
      const stolen = await tokenOf(body.secret);
      expect(await told(stolen)).toEqual([200, 200]);
      const renewed = await admin.post<{ secret: string }>(`/api/v1/clients/${CLIENT}/secret`);
      await isOver(stolen);
      const fresh = await tokenOf(renewed.body.secret);
      expect(await told(fresh)).toEqual([200, 200]);

      await admin.post(`/api/v1/clients/${CLIENT}/deactivate`);
      await isOver(fresh);
    }, 120_000);

    it('is refused by both once somebody has logged out at one, whose other log-in goes on', async () => {
      const [over, other] = [await logIn(), await logIn()];
      expect(await told(over)).toEqual([200, 200]);
      await withToken(over, doors[1]!).post('/api/v1/sessions/logout');
      await isOver(over);
      expect(await told(other)).toEqual([200, 200]);
    }, 120_000);

    it('is refused from the first request on by a gateway that starts afterwards', async () => {
      const over = await logIn();
      await withToken(over, doors[0]!).post('/api/v1/sessions/logout');
      const third = await suite.anotherDoor();
      const firstSaid = (token: string) =>
        eventually('it has found the service', async () => {
          const [answer] = await told(token, [third]);
          return answer !== 503 && answer!;
        });
      expect(await firstSaid(over)).toBe('session-ended');
      expect(await firstSaid(await logIn())).toBe(200);
    }, 120_000);
  },
);
