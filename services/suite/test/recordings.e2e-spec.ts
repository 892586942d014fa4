import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ApiClient } from '#libs/testing/api-client';
import { describeReal } from '#libs/testing/real-parts/real-parts';
import { SuiteInTest, type Profile } from './suite-in-test.js';

/** More than one chunk of what is encrypted at once, and more than the gateway waits for. */
const PART = 'Good morning, how can I help you? '.repeat(240_000);
const CONTENT = PART + PART;

/** Recordings through the public door, on whatever the suite stands on. */
function recordings(profile: Profile): void {
  let suite: SuiteInTest;
  let ivr: ApiClient;
  let sam: ApiClient;
  beforeAll(async () => {
    suite = await SuiteInTest.start(profile);
    [ivr, sam] = await Promise.all([suite.machine('ivr'), suite.person('sam')]);
  }, 120_000);
  afterAll(() => suite.stop(), 60_000);

  const tus = (more: Record<string, string> = {}) => ({ 'tus-resumable': '1.0.0', ...more });
  const send = (path: string, offset: number, body: string) =>
    ivr.call('PATCH', path, body, {
      ...tus({ 'upload-offset': String(offset), 'content-type': 'application/offset+octet-stream' }),
      'upload-checksum': `sha256 ${createHash('sha256').update(body).digest('base64')}`,
    });

  it('come in parts, and are heard in ranges, under audit', async () => {
    const contact = await ivr.post<{ id: string }>('/api/v1/contacts', { channel: 'voice', direction: 'inbound' });
    const now = Date.now();
    const { status, body } = await ivr.post<{ id: string; uploadUrl: string }>('/api/v1/recordings', {
      contactId: contact.body.id,
      kind: 'voice',
      startedAt: new Date(now - 60_000).toISOString(),
      endedAt: new Date(now - 1_000).toISOString(),
      contentType: 'audio/wav',
      bytes: CONTENT.length,
      sha256: createHash('sha256').update(CONTENT).digest('hex'),
    });
    expect(status).toBe(201);
    const { id, uploadUrl } = body;

    const can = await ivr.call('OPTIONS', uploadUrl);
    expect([can.status, can.headers.get('tus-version')]).toEqual([204, '1.0.0']);
    expect((await send(uploadUrl, 0, PART)).status).toBe(204);
    const there = await ivr.call('HEAD', uploadUrl, undefined, tus());
    expect([there.status, there.headers.get('upload-offset')]).toEqual([200, String(PART.length)]);
    expect((await send(uploadUrl, PART.length, PART)).status).toBe(204);

    const path = `/api/v1/recordings/${id}/content?reason=quality%20check`;
    const range = `bytes=${PART.length - 10}-${PART.length + 9}`;
    const heard = await sam.get<string>(path, { range });
    expect([heard.status, heard.body]).toEqual([206, CONTENT.slice(PART.length - 10, PART.length + 10)]);
    expect((await sam.get<string>(path)).body === CONTENT).toBe(true);
    expect((await ivr.get(path)).status).toBe(403);

    const audit = await sam.get<{ items: { address: string; reason: string }[] }>(`/api/v1/recordings/${id}/accesses`);
    expect(audit.body.items).toMatchObject([
      { reason: 'quality check', address: '127.0.0.1' },
      { portion: range.replace('=', ' ') },
    ]);
  });
}

describe('recordings, embedded', () => recordings('embedded'));
describeReal(['mariadb', 'redis', 'rocketmq', 'consul'], 'recordings, on the real parts', () => recordings('cluster'));
