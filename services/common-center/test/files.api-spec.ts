import { TenantDirectory } from '#libs/discovery/tenant-directory';
import { ObjectStorage } from '#libs/object-storage/object-storage';
import { runAsTenant } from '#libs/persistence/tenant/tenant-context';
import type { ApiClient } from '#libs/testing/api-client';
import { ScriptedClamd } from '#libs/testing/doubles/scripted-clamd';
import { FileScanner } from '#libs/file-intake/scan/file-scanner';
import { scannerPlace } from '#libs/file-intake/scan/scanner-place';
import type { ServiceInTest } from '#libs/testing/service-in-test';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Quarantine } from '../src/file/scan/quarantine.js';
import { keyOf } from '../src/file/file-key.js';
import { CommonCenterInTest } from './common-center-in-test.js';

const PDF = '%PDF-1.7\nwords';

describe('files of common-center', () => {
  const clamd = new ScriptedClamd();
  let service: ServiceInTest;
  let caller: ApiClient;

  beforeAll(async () => {
    const center = await CommonCenterInTest.start();
    ({ service } = center);
    await center.register('acme');
    const port = await clamd.start();
    Object.assign(service.running.app.get(FileScanner), {
      place: scannerPlace(`clamd://127.0.0.1:${port}?timeoutMs=2000`),
    });
    caller = await center.asPerson('acme');
  });
  beforeEach(() => {
    clamd.verdict = (content) => (content.includes('EICAR') ? 'stream: Eicar-Signature FOUND' : 'stream: OK');
  });
  afterAll(async () => {
    clamd.stop();
    await service.stop();
  });

  const scanned = () => service.running.app.get(Quarantine).rounds.run();
  const upload = (body: string, headers: Record<string, string> = {}) =>
    caller.call<{ id: string; state: string; code: string }>('POST', '/api/v1/files', body, {
      ...{ 'content-type': 'application/octet-stream', 'x-file-name': encodeURIComponent('合同.pdf'), ...headers },
    });
  const state = async (id: string) => (await caller.get<{ state: string }>(`/api/v1/files/${id}`)).body.state;
  const stored = (id: string) =>
    runAsTenant('acme', async () => (await service.running.app.get(ObjectStorage).head(keyOf(id))) !== undefined);

  it('are in quarantine until the scanner has said that they do no harm', async () => {
    const { body } = await upload(PDF);
    expect(body).toMatchObject({ state: 'quarantined', name: '合同.pdf', contentType: 'application/pdf' });
    const path = `/api/v1/files/${body.id}/content`;
    expect(await caller.get(path)).toMatchObject({ status: 409, body: { code: 'file-in-quarantine' } });
    await scanned();
    const opened = await caller.get<string>(path);
    expect([opened.status, opened.body]).toEqual([200, PDF]);
    expect(opened.headers.get('content-disposition')).toMatch(/^attachment/);
    expect(clamd.heard.at(-1)!.toString()).toBe(PDF);
  });

  it('that do harm are erased, and stay known for what they were', async () => {
    const { body } = await upload(`${PDF} EICAR`);
    expect(await stored(body.id)).toBe(true);
    await scanned();
    expect([await state(body.id), await stored(body.id)]).toEqual(['infected', false]);
    const opened = await caller.get(`/api/v1/files/${body.id}/content`);
    expect(opened).toMatchObject({ status: 409, body: { code: 'file-harmful' } });
  });

  it('stay where they are while the scanner gives no verdict, and are scanned once it does', async () => {
    clamd.verdict = () => undefined;
    const { body } = await upload(`${PDF} late`);
    await scanned();
    expect(await state(body.id)).toBe('quarantined');
    clamd.verdict = () => 'stream: OK';
    await scanned();
    expect(await state(body.id)).toBe('quarantined');
    service.clock.advance(2_000);
    await scanned();
    expect(await state(body.id)).toBe('clean');
  });

  it.each([
    ['what is of no known type', '\u0001\u0002', 'file-type-refused'],
    ['nothing', '', 'file-empty'],
    ['more than nine MiB', 'x'.repeat(9 * 1024 * 1024 + 1), 'file-too-large'],
  ])('are not %s', async (_, content, code) => {
    expect(await upload(content)).toMatchObject({ status: 422, body: { code } });
  });

  it('that are sent again are the same file, and another one under the same key is refused', async () => {
    const key = { 'idempotency-key': 'one-upload' };
    const first = await upload(PDF, key);
    expect((await upload(PDF, key)).body.id).toBe(first.body.id);
    expect(await upload('other words', key)).toMatchObject({ status: 422, body: { code: 'idempotency-key-reused' } });
  });

  it('that were deleted are there for nobody, and soon nowhere', async () => {
    const { body } = await upload(`${PDF} gone`);
    await scanned();
    expect(await caller.delete(`/api/v1/files/${body.id}`)).toMatchObject({ status: 204 });
    expect(await caller.get(`/api/v1/files/${body.id}`)).toMatchObject({ status: 404 });
    await scanned();
    expect(await stored(body.id)).toBe(false);
  });

  it.each([
    ['clamd://scanner:3311', { protocol: 'clamd', host: 'scanner', port: 3311, timeoutMs: 30_000 }],
    ['clamd://scanner?timeoutMs=500', { protocol: 'clamd', host: 'scanner', port: 3310, timeoutMs: 500 }],
    [
      'icap://scanner/av/scan',
      { protocol: 'icap', host: 'scanner', port: 1344, service: 'av/scan', timeoutMs: 30_000 },
    ],
  ])('are scanned where %s says', (url, place) => {
    expect(scannerPlace(url)).toEqual(place);
  });

  it('take no more room than was agreed with the tenant', async () => {
    const directory = service.running.app.get(TenantDirectory);
    const acme = directory.get('acme')!;
    const sum = async () => {
      const { body } = await caller.get<{ items: { bytes: number; state: string }[] }>('/api/v1/files?limit=200');
      const kept = body.items.filter(({ state: at }) => at === 'clean' || at === 'quarantined');
      return kept.reduce((all, { bytes }) => all + bytes, 0);
    };
    await directory.publish({ ...acme, quotas: { fileBytes: (await sum()) + 50 } });
    const refused = await upload(`${PDF}${' '.repeat(50)}`);
    expect(refused).toMatchObject({
      status: 403,
      body: { code: 'quota-exceeded', facts: { quota: 'fileBytes', limit: (await sum()) + 50 } },
    });
    const [fits, other] = [await upload(`${PDF}${' '.repeat(20)}`), await upload(`${PDF}${' '.repeat(21)}`)];
    expect([fits.status, other.status]).toEqual([202, 403]);
    await scanned();
    await caller.delete(`/api/v1/files/${fits.body.id}`);
    expect((await upload(`${PDF}${' '.repeat(21)}`)).status).toBe(202);
    await directory.publish(acme);
  });
});
