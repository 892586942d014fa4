import { randomBytes } from 'node:crypto';
import { request as httpRequest } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually } from '#libs/testing/eventually';
import { startForTest, type ServiceInTest } from '#libs/testing/service-in-test';
import { callCenter } from '../../src/service.js';
import { AccessLog } from '../../src/recording/content/access-log.js';
import { RecordingObjects } from '../../src/recording/content/recording-objects.js';
import { RecordingDesk } from './recording-desk.js';

const code = ({ bytes }: { bytes: Buffer }) => (JSON.parse(bytes.toString()) as { code: string }).code;

const aSegment = { speaker: 'customer', fromMs: 0, toMs: 1_500, text: 'Hello.' };
const aTranscript = { language: 'en', segments: [aSegment] };
const aTranscriptOf = (text: string) => ({ language: 'en', segments: [{ ...aSegment, text }] });

describe('call-center: a recording that is stored', () => {
  let service: ServiceInTest;
  let desk: RecordingDesk;
  beforeAll(async () => {
    service = await startForTest(callCenter, { tenants: ['acme', 'globex'] });
    desk = await RecordingDesk.of(service);
  });
  afterAll(() => service.stop());

  describe('is played', () => {
    it('whole, in the type it was announced with, and kept by no cache', async () => {
      const content = randomBytes(200_000);
      const id = await desk.stored({ content });
      const { status, headers, bytes } = await desk.play(id);
      expect(status).toBe(200);
      expect(headers).toMatchObject({
        'content-type': 'audio/wav',
        'content-length': '200000',
        'cache-control': 'no-store',
        'accept-ranges': 'bytes',
        'x-content-type-options': 'nosniff',
      });
      expect(headers).not.toHaveProperty('content-disposition');
      expect(bytes.equals(content)).toBe(true);
    });

    it.each([
      ['bytes=0-9', 0, 10],
      ['bytes=99-100', 99, 101],
      ['bytes=150-', 150, 300],
      ['bytes=-7', 293, 300],
      ['bytes=290-9999', 290, 300],
    ])('a range %s across the parts it came in', async (range, from, to) => {
      const content = randomBytes(300);
      const id = await desk.announced({ content });
      for (const offset of [0, 100, 200]) await desk.send(id, offset, content.subarray(offset, offset + 100));
      const { status, headers, bytes } = await desk.play(id, { range });
      expect([status, headers['content-range']]).toEqual([206, `bytes ${from}-${to - 1}/300`]);
      expect(bytes.equals(content.subarray(from, to))).toBe(true);
    });

    it('not behind its end', async () => {
      const refused = await desk.play(await desk.stored(), { range: 'bytes=5000-' });
      expect([refused.status, code(refused)]).toEqual([416, 'range-not-satisfiable']);
    });

    it('to be kept, where that is the purpose', async () => {
      const { headers } = await desk.play(await desk.stored(), {}, 'reason=for%20the%20court&purpose=download');
      expect(headers['content-disposition']).toMatch(/^attachment/);
    });

    it('not before its upload has ended', async () => {
      const refused = await desk.play(await desk.announced());
      expect([refused.status, code(refused)]).toEqual([409, 'recording-not-readable']);
    });

    it('never short: where a part is missing there is an error, or the answer is cut', async () => {
      const content = randomBytes(400_000);
      const id = await desk.announced({ content });
      for (const offset of [0, 200_000]) await desk.send(id, offset, content.subarray(offset, offset + 200_000));
      const files = (await desk.files(id)).sort();
      await desk.lose(files[1]!);
      await expect(desk.play(id)).rejects.toThrow();
      expect((await desk.play(id, { range: 'bytes=0-9' })).bytes.equals(content.subarray(0, 10))).toBe(true);
      await desk.lose(files[0]!);
      const refused = await desk.play(id);
      expect([refused.status, code(refused)]).toEqual([500, 'internal-error']);
    });

    it('only by who may play, and for a reason', async () => {
      const id = await desk.stored();
      const reader = await RecordingDesk.of(service, 'acme', ['recording:read', 'recording:audit']);
      expect((await reader.play(id)).status).toBe(403);
      expect((await desk.play(id, {}, '')).status).toBe(422);
      expect(await desk.accesses(id)).toEqual([]);
    });
  });

  describe('has an audit', () => {
    it('of who heard and read it, when, from where and why', async () => {
      const id = await desk.stored();
      await desk.play(id, { range: 'bytes=0-9', ...service.cameFrom('203.0.113.7') });
      await desk.client.put(`/api/v1/recordings/${id}/transcript`, aTranscript);
      await desk.client.get(`/api/v1/recordings/${id}/transcript?reason=complaint`);
      const at = service.clock.now().toISOString();
      expect(await desk.accesses(id)).toMatchObject([
        { subject: 'mia', at, purpose: 'transcript', reason: 'complaint', portion: 'transcript 1' },
        { subject: 'mia', at, purpose: 'play', reason: 'quality check', portion: 'bytes 0-9', address: '203.0.113.7' },
      ]);
    });

    it('and nobody but the gateway says from where', async () => {
      const id = await desk.stored();
      await desk.play(id, { ...service.cameFrom('203.0.113.7'), 'x-forwarded-for': '203.0.113.8' });
      expect(await desk.accesses(id)).toMatchObject([{ purpose: 'play', address: '127.0.0.1' }]);
    });

    it('also of those who left before the first byte', async () => {
      const id = await desk.stored({ content: randomBytes(3_000_000) });
      await leaveAtOnce(`${service.running.url}/api/v1/recordings/${id}/content?reason=curious`, desk.authorization);
      const [access] = await eventually('the audit has it', async () => {
        const accesses = await desk.accesses(id);
        return accesses.length > 0 && accesses;
      });
      expect(access).toMatchObject({ reason: 'curious' });
    });

    it('without which nothing is served', async () => {
      const id = await desk.stored();
      const log = service.running.app.get(AccessLog);
      const enter = log.enter.bind(log);
      log.enter = () => Promise.reject(new Error('the audit is full'));
      expect((await desk.play(id)).status).toBe(500);
      log.enter = enter;
    });

    it('that comes before the content is even looked for', async () => {
      const id = await desk.stored();
      const objects = service.running.app.get(RecordingObjects);
      const read = objects.read.bind(objects);
      const seen: unknown[] = [];
      objects.read = async (...args) => {
        seen.push(...(await desk.accesses(id)));
        return read(...args);
      };
      await desk.play(id);
      objects.read = read;
      expect(seen).toHaveLength(1);
    });

    it('page by page, for who may see it', async () => {
      const id = await desk.stored();
      for (const reason of ['first', 'second', 'third']) await desk.play(id, {}, `reason=${reason}`);
      const page = async (query: string) =>
        (
          await desk.client.get<{ items: { reason: string }[]; next: string | null }>(
            `/api/v1/recordings/${id}/accesses?limit=2${query}`,
          )
        ).body;
      const first = await page('');
      const second = await page(`&cursor=${first.next}`);
      expect([...first.items, ...second.items].map(({ reason }) => reason)).toEqual(['third', 'second', 'first']);
      const player = await RecordingDesk.of(service, 'acme', ['recording:play']);
      expect((await player.client.get(`/api/v1/recordings/${id}/accesses`)).status).toBe(403);
    });
  });

  describe('is transcribed', () => {
    it('by a given transcript, and once more by a further one', async () => {
      const id = await desk.stored();
      const put = (text: string) => desk.client.put(`/api/v1/recordings/${id}/transcript`, aTranscriptOf(text));
      expect(await put('Good morning.')).toMatchObject({ status: 200, body: { transcriptVersion: 1 } });
      expect(await put('Good evening.')).toMatchObject({ body: { transcriptVersion: 2 } });
      const get = async (query: string) =>
        (
          await desk.client.get<{ segments: { text: string }[] }>(
            `/api/v1/recordings/${id}/transcript?reason=qa1${query}`,
          )
        ).body;
      expect(await get('')).toMatchObject({
        transcriptVersion: 2,
        language: 'en',
        segments: [{ text: 'Good evening.' }],
      });
      expect(await get('&version=1')).toMatchObject({ segments: [{ text: 'Good morning.' }] });
      expect(await get('&version=3')).toMatchObject({ code: 'transcript-not-found' });
      expect(await desk.read(id)).toMatchObject({
        status: 'transcribed',
        transcripts: [{ segments: 1 }, { segments: 1 }],
      });
    });

    it('without a word of it in events or in the list', async () => {
      const id = await desk.stored();
      await desk.client.put(`/api/v1/recordings/${id}/transcript`, aTranscriptOf('My name is Bela.'));
      await service.settled();
      const told = service.events('recording.transcribed.v1').filter(({ subject }) => subject === id);
      expect(told).toMatchObject([{ data: { recordingId: id, transcriptVersion: 1, language: 'en' } }]);
      expect(JSON.stringify([service.events(), await desk.read(id)])).not.toMatch(/Bela/);
    });

    it.each([
      ['out of the recording', [{ ...aSegment, toMs: 400_000 }]],
      ['backwards', [{ ...aSegment, fromMs: 900, toMs: 100 }]],
      ['out of order', [{ ...aSegment, fromMs: 900 }, aSegment]],
    ])('refuses segments that are %s', async (_how, segments) => {
      const id = await desk.stored();
      const refused = await desk.client.put(`/api/v1/recordings/${id}/transcript`, { language: 'en', segments });
      expect(refused).toMatchObject({ status: 422, body: { code: 'transcript-times-wrong' } });
      expect((await desk.files(id)).filter((file) => file.includes('transcript'))).toEqual([]);
    });
  });

  describe('is found', () => {
    it('by agent, kind and what still waits for a transcript', async () => {
      const [voice, screen] = [
        await desk.stored({ agentIds: ['zoe'] }),
        await desk.stored({ agentIds: ['zoe', 'leo'], kind: 'screen' }),
      ];
      await desk.client.put(`/api/v1/recordings/${voice}/transcript`, aTranscript);
      const find = async (query: string) =>
        (await desk.client.get<{ items: { id: string }[] }>(`/api/v1/recordings?${query}`)).body.items.map(
          ({ id }) => id,
        );
      expect(await find('agentId=zoe')).toEqual([screen, voice]);
      expect(await find('agentId=zoe&kind=screen')).toEqual([screen]);
      expect(await find('agentId=zoe&status=stored')).toEqual([screen]);
      expect(await find('agentId=nobody')).toEqual([]);
    });
  });

  it('of one tenant is nothing to another', async () => {
    const id = await desk.stored();
    const other = await RecordingDesk.of(service, 'globex');
    for (const path of ['', '/content?reason=curious', '/transcript?reason=curious', '/accesses']) {
      const { status, body } = await other.client.get<{ code: string }>(`/api/v1/recordings/${id}${path}`);
      expect([path, status, body.code]).toEqual([path, 404, 'recording-not-found']);
    }
    expect((await other.send(id, 0, Buffer.from('x'))).status).toBe(404);
    expect((await other.delete(id)).status).toBe(404);
    expect(await desk.files(id, 'globex')).toEqual([]);
    expect((await desk.play(id)).status).toBe(200);
  });
});

async function leaveAtOnce(url: string, authorization: string): Promise<void> {
  const asking = httpRequest(url, { headers: { authorization } });
  const left = new Promise((resolve) => asking.once('close', resolve));
  asking.on('error', () => {});
  asking.once('socket', (socket) => socket.once('connect', () => setImmediate(() => asking.destroy())));
  asking.end();
  await left;
}
