import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { MemoryRegistry } from '#libs/discovery/registry/memory-registry';
import type { ApiClient } from '#libs/testing/api-client';
import { eventually } from '#libs/testing/eventually';
import { StubService } from '#libs/testing/doubles/stub-service';
import { ChatClient } from '../../../call-center/test/conversation/chat-client.js';
import { named, wholeApi, type Operation } from '../security/whole-api.js';
import { SuiteInTest } from '../suite-in-test.js';
import { Ears, STREAMS } from './ears.js';
import { KnownThings } from './known-things.js';
import { DOCUMENT, MARKED, SAID, tracesIn } from './marked-person.js';
import { onlooker } from './onlooker.js';
import { Planting } from './planting.js';
import { plantCalls, plantChat, plantCustomer } from './planting-contacts.js';
import { plantColleagues, plantTicket, plantWork } from './planting-tickets.js';
import { SHOWN_BY } from './shown-by.js';

const NOT_READ = /\/(stream|events|counts|socket)$|^\/api\/v1\/(auth|sessions)/;
/** Copies for the person themselves, and bytes as they came: each has a permission of its own. */
const IN_THE_CLEAR = /^\/api\/v1\/person-requests\/\{id\}\/content$/;
const tracesOf = (value: unknown) => tracesIn(typeof value === 'string' ? value : JSON.stringify(value));

describe('somebody whom only some may see in the clear', () => {
  const logged: string[] = [];
  const known = new KnownThings();
  const ears = new Ears();
  let suite: SuiteInTest;
  let planting: Planting;
  let hooks: StubService;
  let masked: ApiClient;
  let api: readonly Operation[];
  let events: readonly string[];
  let customerId: string;

  beforeAll(async () => {
    suite = await SuiteInTest.start('embedded', { write: (line) => void logged.push(line) });
    events = await suite.published();
    api = await wholeApi(suite.at('localhost'));
    planting = await Planting.begin(suite, known);
    hooks = await StubService.start('hooks', new MemoryRegistry());
    hooks.answers('POST', '/heard', () => ({}));
    await suite.openLoopback();
    const hook = { url: `${hooks.url}/heard`, eventTypes: ['*'] };
    const registered = async () => (await planting.admin.post('/api/v1/webhook-endpoints', hook)).status === 201;
    await eventually('somebody outside is told everything', registered, { within: 20_000 });
    masked = await onlooker(suite, planting, api);
    await planting.send(masked, 'POST', '/api/v1/agents/me/log-in');
    for (const stream of STREAMS) await ears.open(masked, stream);
    customerId = await plantCustomer(planting);
    await plantCalls(planting, customerId);
    await plantChat(planting, planting.mia, customerId);
    const ticketId = await plantTicket(planting, customerId);
    await ears.open(masked, `/api/v1/inspection/subjects/${ticketId}/stream`);
    const board = await planting.first('/api/v1/boards', (each) => !JSON.stringify(each).includes('"scope":"subject"'));
    await ears.open(masked, `/api/v1/boards/${board.id!}/stream`);
    await plantWork(planting, customerId, ticketId);
    await plantColleagues(planting, ticketId);
    await suite.settled();
  }, 300_000);
  afterAll(async () => {
    ears.close();
    await hooks.stop();
    await suite.stop();
  }, 60_000);

  it('is shown by the routes to who may see all, and by none of them to who sees masks', async () => {
    const [seen, leaks] = [new Set<string>(), new Set<string>()];
    const depth = ({ path }: Operation) => path.split('{').length;
    const read = api.filter(({ method, path }) => method === 'GET' && !NOT_READ.test(path) && !IN_THE_CLEAR.test(path));
    for (const operation of read.toSorted((a, b) => depth(a) - depth(b)))
      for (const path of known.pathsOf(operation.path)) {
        const asked = operation.query.includes('reason') ? `${path}?reason=check` : path;
        const clear = await planting.admin.get(asked);
        known.learnAll(path, clear.body);
        if (tracesOf(clear.body).length > 0) seen.add(operation.path);
        for (const trace of tracesOf((await masked.get(asked)).body)) leaks.add(`${named(operation)}: ${trace}`);
      }
    expect([...leaks]).toEqual([]);
    expect([...seen]).toEqual(expect.arrayContaining([...SHOWN_BY]));
  }, 120_000);

  it.each([
    ['/api/v1/customers/search', { phone: MARKED.phone }],
    ['/api/v1/customers/identify', { phone: MARKED.phone }],
    ['/api/v1/ticket-search', { words: '回电' }],
    ['/api/v1/ticket-views/ask', { conditions: { all: [], any: [] } }],
    ['/api/v1/knowledge-search', { question: SAID }],
  ])('is not shown by what %s finds', async (path, question) => {
    const { status, body } = await masked.post(path, question);
    expect([status < 300, tracesOf(body)]).toEqual([true, []]);
  });

  it.each(['/api/v1/customer-exports', '/api/v1/ticket-exports'])('is not in what %s writes for them', async (path) => {
    const { id } = (await masked.post<{ id: string }>(path, {})).body;
    const content = await eventually(
      'it is written',
      async () => {
        const { status, body } = await masked.get<string>(`${path}/${id}/content`);
        return status === 200 && body;
      },
      { within: 30_000 },
    );
    expect([content.length > 100, tracesOf(content)]).toEqual([true, []]);
  });

  it('is not in the frames of a chat that they hold', async () => {
    await planting.send(masked, 'POST', '/api/v1/agents/me/status', { state: 'ready' });
    const { id, chat, visitor } = await plantChat(planting, masked, customerId);
    const token = masked['headers']['authorization']!.slice('Bearer '.length);
    const device = await ChatClient.connect(suite.suite.gateway.url, token, { host: 'localhost' });
    await device.resume(id, 0);
    await planting.send(visitor, 'POST', `${chat}/messages`, { clientMsgId: 'v-2', text: SAID });
    await device.until(() => JSON.stringify(device.frames).includes('139****8765'));
    expect(tracesOf(device.frames)).toEqual([]);
    await device.close();
  });

  it('is in nothing that is told to others: events, webhooks, streams, logs, refusals', async () => {
    const echoes: string[] = [];
    for (const operation of api.filter(({ method, body }) => method !== 'GET' && body !== undefined)) {
      const path = operation.path.replaceAll(/\{\w+\}/g, 'x');
      const { body } = await planting.admin.call(operation.method, path, { name: DOCUMENT }, { 'if-match': '"1"' });
      if (tracesOf(body).length > 0) echoes.push(named(operation));
    }
    await suite.settled();
    await eventually('somebody outside was told', () => hooks.asked.length > 0, { within: 20_000 });
    expect(events.length).toBeGreaterThan(20);
    expect(logged.length).toBeGreaterThan(0);
    const told = { echoes, events, webhooks: hooks.asked, streams: ears.heard, logs: logged };
    const leaks = Object.entries(told).flatMap(([where, all]) =>
      (all as unknown[]).filter((each) => tracesOf(each).length > 0).map((each) => [where, each]),
    );
    expect(leaks).toEqual([]);
  }, 60_000);
});
