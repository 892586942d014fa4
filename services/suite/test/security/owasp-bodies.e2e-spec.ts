import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ApiAnswer, ApiClient } from '#libs/testing/api-client';
import type { Problem } from '#libs/web/http/problem';
import { SuiteInTest } from '../suite-in-test.js';
import { thingsFor, thingsOf } from './things-of.js';
import { at, named, wholeApi, type Operation } from './whole-api.js';

const ENDS_SESSIONS = /^\/api\/v1\/(auth|sessions|tenants|signing-keys|mfa|reveal-blocks|masking-policy)|\/password$/;
const NOBODY = '01890a5d-ac96-774b-bcce-b302099a8057';
const INJECTED = [
  `' OR '1'='1'; DROP TABLE ticket; --`,
  '{"$gt": ""}',
  '${7919*6841}{{7919*6841}}<%= 7919*6841 %>#{7919*6841}',
  '54173878 + 1 or every x in [1] satisfies now() != null',
  'a\r\nset-cookie: injected=1\r\n\r\n<script>alert(1)</script>',
  '../../../../etc/passwd\u0000',
  '=HYPERLINK("http://10.0.0.1/","x")',
];
/** What only comes out when something was calculated, set or read that nobody meant. */
const EXECUTED = /54173879|root:x:0|SQLITE_|syntax error|near "|node_modules/;

/** https://owasp.org/API-Security/editions/2023/en/0x11-t10/, in what is sent; what is in paths and queries: `owasp.e2e-spec.ts`. */
describe('the OWASP API Security Top 10, in bodies:', () => {
  let suite: SuiteInTest;
  let admin: ApiClient;
  let changing: readonly Operation[];
  const ofTheirs = new Map<string, string>();

  beforeAll(async () => {
    suite = await SuiteInTest.start('embedded');
    admin = await suite.person('admin');
    changing = (await api()).filter(({ body }) => typeof body === 'object');
    await theirThings();
  }, 300_000);
  afterAll(() => suite.stop(), 60_000);

  const api = async (stuffing = {}) =>
    (await wholeApi(suite.at('localhost'), stuffing)).filter(({ path }) => !ENDS_SESSIONS.test(path));
  const send = (client: ApiClient, { method, path }: Operation, body: unknown): Promise<ApiAnswer<Problem>> =>
    client.call<Problem>(method, path.replaceAll(/\{\w+\}/g, NOBODY), body, { 'if-match': '"1"' });

  /** Things of the other tenant, by the name of the field that leads to one. */
  async function theirThings(): Promise<void> {
    const theirs = await suite.person('admin', 'acme.localhost');
    const made = async (field: string, path: string, body: object) => {
      const { body: thing } = await theirs.post<{ id: string }>(path, body);
      ofTheirs.set(field, thing.id);
      return thing.id;
    };
    const customerId = await made('customerId', '/api/v1/customers', { name: 'Their Secret', phones: ['13900001111'] });
    const contactId = await made('contactId', '/api/v1/contacts', {
      channel: 'voice',
      direction: 'inbound',
      customerId,
    });
    const demand = { type: 'enquiry', topic: 'secret', summary: 'Their Secret', contactIds: [contactId] };
    await made('interactionEventId', '/api/v1/interaction-events', demand);
    const ticket = { ticketType: 'general', customerId, subject: 'Their Secret' };
    await made('ticketId', '/api/v1/tickets', ticket);
    await made('taskId', '/api/v1/tasks', { kind: 'care', customerId });
    const [queue] = (await theirs.get<{ items: { id: string }[] }>('/api/v1/queues')).body.items;
    ofTheirs.set('queueId', queue!.id);
  }

  it('API1: ids of another tenant lead to nothing of theirs', async () => {
    const found: string[] = [];
    const all = [...ofTheirs.values()];
    const theirIdOf = (field: string) => ofTheirs.get(field.replace(/s$/, '')) ?? ofTheirs.get('ticketId');
    const stuffed = await api({ id: theirIdOf, isWhole: true });
    const aimed = stuffed.filter(({ body }) => all.some((id) => JSON.stringify(body ?? null).includes(id)));
    for (const operation of aimed) {
      const { status, body } = await send(admin, operation, operation.body);
      const told = JSON.stringify(body);
      if (status >= 500 || told.includes('Their Secret') || told.includes('0001111'))
        found.push(`${named(operation)}: ${status}`);
    }
    expect(aimed.length).toBeGreaterThan(50);
    expect(found).toEqual([]);
  }, 120_000);

  it('API3: what the server sets is not set by anybody, also where something that is there is replaced', async () => {
    const past = '2000-01-01T00:00:00.000Z';
    const forged = {
      ...{
        id: NOBODY,
        version: 99,
        tenantId: 'acme',
        createdBy: 'forged',
        ownerId: 'forged',
        permissions: ['forged:*'],
      },
      ...{
        createdAt: past,
        updatedAt: past,
        closedAt: past,
        ended: past,
        approvedBy: 'forged',
        __proto__: { polluted: 1 },
      },
    };
    const set: string[] = [];
    const things = await thingsOf(admin, await api());
    let reached = 0;
    for (const operation of changing) {
      const path = at(operation, thingsFor(operation, things)[0] ?? NOBODY);
      const { status, body } = await send(admin, { ...operation, path }, { ...forged, ...(operation.body as object) });
      if (status !== 404 && path !== operation.path) reached += 1;
      const told = JSON.stringify(body);
      const taken = /forged|2000-01-01|"tenantId":"acme"/.test(told) || (body as { version?: number }).version === 99;
      if (status >= 500 || (status < 300 && taken)) set.push(`${named(operation)}: ${status}`);
    }
    expect(changing.length).toBeGreaterThan(250);
    expect(reached).toBeGreaterThan(50);
    expect(set).toEqual([]);
    expect(({} as { polluted?: number }).polluted).toBeUndefined();
  }, 120_000);

  it.each(INJECTED)(
    'API8: %j is a text like any other',
    async (text) => {
      const executed: string[] = [];
      const stuffed = await api({ text, isWhole: true });
      for (const operation of stuffed.filter(({ body }) => typeof body === 'object')) {
        const { status, body, headers } = await send(admin, operation, operation.body);
        if (status >= 500 || EXECUTED.test(JSON.stringify(body)) || headers.get('set-cookie')?.includes('injected'))
          executed.push(`${named(operation)}: ${status}`);
      }
      expect(executed).toEqual([]);
    },
    120_000,
  );
});
