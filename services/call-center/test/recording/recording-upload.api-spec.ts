import { randomBytes } from 'node:crypto';
import { request as httpRequest } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { TenantDirectory } from '#libs/discovery/tenant-directory';
import { Database } from '#libs/persistence/database';
import { storedBytes } from '#libs/persistence/rows/stored-bytes';
import { runAsTenant } from '#libs/persistence/tenant/tenant-context';
import { eventually } from '#libs/testing/eventually';
import { startForTest, type ServiceInTest } from '#libs/testing/service-in-test';
import { callCenter } from '../../src/service.js';
import { RecordingObjects } from '../../src/recording/content/recording-objects.js';
import { RecordingSchema } from '../../src/recording/infra/recording.schema.js';
import { RecordingDesk, sha256, tusAt } from './recording-desk.js';

const code = ({ bytes }: { bytes: Buffer }) => (JSON.parse(bytes.toString()) as { code: string }).code;

describe('call-center: uploading a recording', () => {
  let service: ServiceInTest;
  let desk: RecordingDesk;
  beforeAll(async () => {
    service = await startForTest(callCenter);
    desk = await RecordingDesk.of(service);
  });
  afterAll(() => service.stop());

  it('is announced, and then sent to where the answer says', async () => {
    const content = randomBytes(10);
    const id = await desk.announced({ content });
    expect(await desk.read(id)).toMatchObject({ status: 'uploading', received: 0, bytes: 10, durationMs: 300_000 });
    const sent = await desk.send(id, 0, content);
    expect(sent).toMatchObject({ status: 204, headers: { 'tus-resumable': '1.0.0', 'upload-offset': '10' } });
    expect(await desk.read(id)).toMatchObject({ status: 'stored', announcedBy: 'mia', transcripts: [], holds: [] });
  });

  it('is not announced where the tenant has no room for it, and those announced count', async () => {
    const directory = service.running.app.get(TenantDirectory);
    const acme = directory.get('acme')!;
    const used = await runAsTenant('acme', () =>
      storedBytes(service.running.app.get(Database), RecordingSchema, 'erasedAt', [null]),
    );
    await directory.publish({ ...acme, quotas: { recordingBytes: used + 100 } });
    await desk.announced({ content: randomBytes(60) });
    await expect(desk.announced({ content: randomBytes(41) })).rejects.toThrow('quota-exceeded');
    await desk.announced({ content: randomBytes(40) });
    await directory.publish(acme);
  });

  it('goes on at the offset where it was cut', async () => {
    const content = randomBytes(300_000);
    const id = await desk.announced({ content });
    await desk.send(id, 0, content.subarray(0, 100_000));
    await cutWhileSending(service, desk, id, content.subarray(100_000));
    expect(await desk.offset(id)).toBe(100_000);

    expect((await desk.send(id, 100_000, content.subarray(100_000))).status).toBe(204);
    expect((await desk.play(id)).bytes.equals(content)).toBe(true);
  });

  it('tells others once that it is stored, and nothing before', async () => {
    const content = randomBytes(20);
    const id = await desk.announced({ content, queue: 'service', agentIds: ['mia', 'leo'] });
    const told = async () => {
      await service.settled();
      return service.events().filter(({ subject }) => subject === id);
    };
    await desk.send(id, 0, content.subarray(0, 10));
    expect(await told()).toEqual([]);
    await desk.send(id, 10, content.subarray(10));
    const events = await told();
    expect(events.map(({ type }) => type)).toEqual(['recording.stored.v1']);
    expect(events[0]!.data).toMatchObject({ recordingId: id, bytes: 20, queue: 'service', agentIds: ['mia', 'leo'] });
  });

  it('refuses a part at another offset, and says where it goes on', async () => {
    const id = await desk.announced();
    const refused = await desk.send(id, 5, Buffer.from('x'));
    expect([refused.status, code(refused)]).toEqual([409, 'upload-offset-wrong']);
    expect(await desk.offset(id)).toBe(0);
  });

  it('takes one of two parts that come at once for the same offset', async () => {
    const content = randomBytes(1_000);
    const id = await desk.announced({ content });
    const sent = await Promise.all([content, content].map((part) => desk.send(id, 0, part.subarray(0, 500))));
    expect(sent.map(({ status }) => status).sort()).toEqual([204, 409]);
    await desk.send(id, 500, content.subarray(500));
    expect((await desk.play(id)).bytes.equals(content)).toBe(true);
    expect(await desk.files(id)).toHaveLength(2);
  });

  it.each(['sha256', 'sha1', 'md5'])('refuses a part that was changed on its way, by its %s', async (algorithm) => {
    const content = randomBytes(1_000);
    const id = await desk.announced({ content });
    const refused = await desk.send(id, 0, content, {
      'upload-checksum': `${algorithm} ${sha256(randomBytes(5), 'base64')}`,
    });
    expect([refused.status, code(refused)]).toEqual([460, 'upload-checksum-mismatch']);
    expect(await desk.offset(id)).toBe(0);
  });

  it('takes a part whose checksum is right', async () => {
    const content = randomBytes(1_000);
    const id = await desk.announced({ content });
    const checksum = `sha256 ${sha256(content, 'base64')}`;
    expect((await desk.send(id, 0, content, { 'upload-checksum': checksum })).status).toBe(204);
  });

  it('begins anew when all of it is not what was announced', async () => {
    const content = randomBytes(1_000);
    const id = await desk.announced({ content });
    const refused = await desk.send(id, 0, randomBytes(1_000));
    expect([refused.status, code(refused)]).toEqual([460, 'upload-checksum-mismatch']);
    expect(await desk.offset(id)).toBe(0);
    expect(await desk.read(id)).toMatchObject({ status: 'uploading' });
    expect(await desk.files(id)).toEqual([]);
    expect((await desk.send(id, 0, content)).status).toBe(204);
  });

  it.each([
    ['more than was announced', tusAt(0), 422, 'upload-too-long'],
    ['another content type', { ...tusAt(0), 'content-type': 'application/json' }, 415, 'unsupported-media-type'],
    ['another version of tus', { ...tusAt(0), 'tus-resumable': '0.2' }, 412, 'tus-version-unknown'],
    ['an offset that is no number', { ...tusAt(0), 'upload-offset': 'x' }, 400, 'upload-offset-malformed'],
    ['an unknown checksum', { ...tusAt(0), 'upload-checksum': 'crc x' }, 400, 'upload-checksum-malformed'],
  ])('refuses %s', async (_what, headers, status, refusal) => {
    const id = await desk.announced({ content: Buffer.alloc(2) });
    const refused = await desk.call('PATCH', `${id}/upload`, headers, Buffer.from('[1]'));
    expect([refused.status, code(refused)]).toEqual([status, refusal]);
  });

  it('ends once', async () => {
    const content = randomBytes(10);
    const id = await desk.stored({ content });
    expect(code(await desk.send(id, 10, Buffer.from('x')))).toBe('recording-not-uploading');
    expect(await desk.offset(id)).toBe(10);
  });

  it('refuses an announcement for a contact that does not exist, of no known kind, or of the future', async () => {
    const announce = (more: object) =>
      desk.client.post<{ code: string }>('/api/v1/recordings', {
        contactId: '019aa000-0000-7000-8000-000000000001',
        kind: 'voice',
        startedAt: '2026-11-23T08:50:00Z',
        endedAt: '2026-11-23T08:55:00Z',
        contentType: 'audio/wav',
        bytes: 1,
        sha256: 'a'.repeat(64),
        ...more,
      });
    expect((await announce({})).body.code).toBe('contact-not-found');
    for (const wrong of [
      { contentType: 'text/html' },
      { kind: 'smell' },
      { bytes: 0 },
      { sha256: 'A' },
      { agentIds: ['a', 'a'] },
    ]) {
      expect((await announce(wrong)).body.code).toBe('validation-failed');
    }
  });

  it('is gone with what was deleted', async () => {
    const id = await desk.announced();
    await desk.delete(id);
    expect((await desk.call('HEAD', `${id}/upload`, { 'tus-resumable': '1.0.0' })).status).toBe(404);
    expect(code(await desk.send(id, 0, Buffer.from('x')))).toBe('recording-gone');
  });

  it('says what it can do to who asks', async () => {
    const { status, headers } = await desk.call('OPTIONS', '019aa000-0000-7000-8000-000000000001/upload', {});
    expect([status, headers['tus-version'], headers['tus-extension']]).toEqual([204, '1.0.0', 'checksum']);
  });

  describe('after a crash', () => {
    it('is verified by the sweep when all was there and nobody had looked', async () => {
      const content = randomBytes(500);
      const id = await desk.announced({ content });
      const broken = new Error('the process ended here');
      const objects = service.running.app.get(RecordingObjects);
      const sha = objects.sha256.bind(objects);
      objects.sha256 = () => Promise.reject(broken);
      expect((await desk.send(id, 0, content)).status).toBe(500);
      objects.sha256 = sha;

      await desk.sweep();
      expect(await desk.read(id)).toMatchObject({ status: 'uploading', received: 500 });
      service.clock.advance({ minutes: 3 });
      await desk.sweep();
      expect(await desk.read(id)).toMatchObject({ status: 'stored' });
    });

    it('is given up when nobody goes on with it for a week', async () => {
      const content = randomBytes(500);
      const id = await desk.announced({ content });
      await desk.send(id, 0, content.subarray(0, 100));
      service.clock.advance({ days: 6 });
      desk = await RecordingDesk.of(service);
      await desk.sweep();
      expect(await desk.offset(id)).toBe(100);

      service.clock.advance({ days: 1, minutes: 1 });
      desk = await RecordingDesk.of(service);
      await desk.sweep();
      expect(await desk.read(id)).toMatchObject({
        status: 'expired',
        deletion: { reason: 'upload-abandoned' },
        erasedAt: null,
      });
      service.clock.advance({ minutes: 3 });
      await desk.sweep();
      expect((await desk.read(id)).erasedAt).not.toBeNull();
      expect(await desk.files(id)).toEqual([]);
    });
  });
});

/** Begins a PATCH and leaves in its midst. */
async function cutWhileSending(service: ServiceInTest, desk: RecordingDesk, id: string, bytes: Buffer): Promise<void> {
  const closed = Promise.withResolvers<void>();
  const sending = httpRequest(`${service.running.url}/api/v1/recordings/${id}/upload`, {
    method: 'PATCH',
    headers: { ...tusAt(100_000), 'content-length': bytes.length, authorization: desk.authorization },
  });
  sending.on('error', () => closed.resolve());
  sending.write(bytes.subarray(0, bytes.length / 2), () => sending.destroy());
  await closed.promise;
  await eventually('the cut is noticed', async () => (await desk.offset(id)) === 100_000);
}
