import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { ConfigCentre } from '#libs/discovery/config/config-centre';
import type { ApiClient } from '#libs/testing/api-client';
import { eventually } from '#libs/testing/eventually';
import { startForTest, type ServiceInTest } from '#libs/testing/service-in-test';
import { ListeningRounds } from '../../src/recording/recogniser/listening-rounds.js';
import { callCenter } from '../../src/service.js';
import { RecordingDesk } from './recording-desk.js';

const VERBOSE = {
  ...{ task: 'transcribe', language: 'english', duration: 300, text: 'Hello. My bill is wrong.' },
  segments: [
    { id: 0, start: 2.5, end: 4.25, text: ' My bill is wrong.', speaker: 'customer', avg_logprob: -0.105 },
    { id: 1, start: 0, end: 2.1, text: ' Hello.', speaker: 'agent', confidence: 0.98 },
  ],
};
const SECRET = 'sk-of-the-tenant';
const MINUTE_MS = 60_000;

interface Asked {
  readonly path: string | undefined;
  readonly authorization: string | undefined;
  readonly form: FormData;
}

describe('call-center: a recogniser outside', () => {
  let service: ServiceInTest;
  let desk: RecordingDesk;
  let admin: ApiClient;
  let recogniser: Server;
  let baseUrl: string;
  let asked: Asked[];
  let answers: { status: number; body: unknown }[];

  beforeAll(async () => {
    recogniser = createServer((request, response) => {
      void read(request).then((what) => {
        asked.push(what);
        const { status, body } = answers.shift() ?? { status: 200, body: VERBOSE };
        response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
      });
    });
    await new Promise<void>((listening) => recogniser.listen(0, '127.0.0.1', listening));
    baseUrl = `http://127.0.0.1:${(recogniser.address() as AddressInfo).port}/v1`;
    service = await startForTest(callCenter, { tenants: ['acme'] });
    desk = await RecordingDesk.of(service);
    admin = await service.as('recogniser:*');
    const opened = { tenants: { acme: ['127.0.0.1/32'] } };
    await service.running.app.get(ConfigCentre).set('outside-addresses', JSON.stringify(opened));
    const settings = { enabled: true, baseUrl, model: 'whisper-1', secret: SECRET };
    const { status, body } = await admin.put('/api/v1/recogniser-settings', settings, { 'if-match': '"0"' });
    expect({ status, body }).toMatchObject({ status: 200, body: { hasSecret: true, version: 1 } });
  });
  beforeEach(() => {
    asked = [];
    answers = [];
  });
  afterAll(async () => {
    await service.stop();
    recogniser.close();
  });

  const round = () => service.running.app.get(ListeningRounds).rounds.run();
  const listening = async (id: string) => (await desk.client.get(`/api/v1/recordings/${id}/listening`)).body;
  const waiting = (id: string) =>
    eventually('it waits', async () => {
      const { state, attempts } = (await listening(id)) as { state?: string; attempts?: number };
      return state === 'waiting' && attempts === 0;
    });
  const transcript = (id: string) => desk.client.get(`/api/v1/recordings/${id}/transcript?reason=check`);
  const after = (minutes: number) => service.clock.advance(minutes * MINUTE_MS);

  it('is sent what was recorded, and what it heard is kept in its order', async () => {
    const content = Buffer.from('RIFF and so on');
    const id = await desk.stored({ content });
    await waiting(id);
    await round();
    const [{ path, authorization, form }] = asked as [Asked];
    expect([path, authorization]).toEqual(['/v1/audio/transcriptions', `Bearer ${SECRET}`]);
    expect([form.get('model'), form.get('response_format')]).toEqual(['whisper-1', 'verbose_json']);
    expect(Buffer.from(await (form.get('file') as File).arrayBuffer()).equals(content)).toBe(true);
    expect((await transcript(id)).body).toMatchObject({
      language: 'en',
      segments: [
        { speaker: 'agent', fromMs: 0, toMs: 2_100, text: 'Hello.', confidence: 0.98 },
        { speaker: 'customer', fromMs: 2_500, toMs: 4_250, text: 'My bill is wrong.', confidence: 0.9 },
      ],
    });
    expect(await listening(id)).toMatchObject({ state: 'none' });
    await round();
    expect(asked).toHaveLength(1);
  });

  it('is asked again when it fails, later and later, and not for ever', async () => {
    const id = await desk.stored();
    await waiting(id);
    answers = Array.from({ length: 6 }, () => ({ status: 503, body: {} }));
    await round();
    expect(await listening(id)).toEqual({ state: 'waiting', attempts: 1, problem: 'status-503' });
    await round();
    expect(asked).toHaveLength(1);
    for (const minutes of [1, 5, 15, 60, 240]) {
      after(minutes);
      await round();
    }
    desk = await RecordingDesk.of(service);
    expect(asked).toHaveLength(6);
    expect(await listening(id)).toEqual({ state: 'given-up', attempts: 6, problem: 'status-503' });
    expect((await desk.client.post(`/api/v1/recordings/${id}/listening`)).status).toBe(202);
    await round();
    expect((await transcript(id)).body).toMatchObject({ transcriptVersion: 1 });
    const again = await desk.client.post(`/api/v1/recordings/${id}/listening`);
    expect(again).toMatchObject({ status: 409, body: { code: 'recording-has-transcript' } });
  });

  it.each([
    ['refuses the sound', { status: 415, body: {} }, 'status-415'],
    ['says what nobody can read', { status: 200, body: { text: 'Hello.' } }, 'answer-unreadable'],
    ['hears nothing', { status: 200, body: { ...VERBOSE, segments: [] } }, 'nothing-said'],
  ])('is not asked again when it %s', async (_, answer, problem) => {
    const id = await desk.stored();
    await waiting(id);
    answers = [answer];
    await round();
    expect(await listening(id)).toEqual({ state: 'given-up', attempts: 1, problem });
  });

  it('hears nothing of a recording that was deleted meanwhile', async () => {
    const id = await desk.stored();
    await waiting(id);
    await desk.delete(id);
    await round();
    expect(asked).toEqual([]);
    expect(await listening(id)).toMatchObject({ state: 'none' });
  });

  it('has no address inside, and a secret goes to no other address', async () => {
    admin = await service.as('recogniser:*');
    const put = (url: string, version: number) =>
      admin.put(
        '/api/v1/recogniser-settings',
        { enabled: true, baseUrl: url, model: 'whisper-1' },
        { 'if-match': `"${version}"` },
      );
    expect(await put('http://10.0.0.1/v1', 1)).toMatchObject({ body: { code: 'address-not-outside' } });
    expect(await put(baseUrl, 0)).toMatchObject({ status: 412 });
    expect((await put(baseUrl, 1)).body).toMatchObject({ hasSecret: true, version: 2 });
    expect((await put('https://asr.example.com/v1', 2)).body).toMatchObject({ hasSecret: false, version: 3 });
  });
});

async function read(request: IncomingMessage): Promise<Asked> {
  const { url: path, headers } = request;
  const type = { headers: { 'content-type': headers['content-type']! } };
  const form = await new Response(new Uint8Array(await buffer(request)), type).formData();
  return { path, authorization: headers.authorization, form };
}
