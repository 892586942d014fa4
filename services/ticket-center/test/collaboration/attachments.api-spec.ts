import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { TenantDirectory } from '#libs/discovery/tenant-directory';
import { Database } from '#libs/persistence/database';
import { runAsTenant } from '#libs/persistence/tenant/tenant-context';
import { eventually } from '#libs/testing/eventually';
import { serviceOnEachEngine } from '#libs/testing/service-on-each-engine';
import { request } from 'undici';
import type { AttachmentView } from '../../src/attachment/attachment.dto.js';
import { AttachmentSchema } from '../../src/attachment/infra/attachment.schema.js';
import { AttachmentSweep } from '../../src/attachment/sweep/attachment-sweep.js';
import { ticketCenter } from '../../src/service.js';
import { Colleagues, NOWHERE, PNG } from './colleagues.js';

serviceOnEachEngine('people who work on tickets together', (start) => {
  let colleagues: Colleagues;

  beforeAll(async () => {
    colleagues = await Colleagues.at(await start(ticketCenter));
  });
  afterAll(() => colleagues.service.stop());

  describe('put files on it', () => {
    it('as they are, with the type they have and a harmless name', async () => {
      const id = await colleagues.ticket();
      const name = encodeURIComponent('../截图 "1".exe');
      const { status, body } = await colleagues.upload(colleagues.mia, id, PNG, { 'x-file-name': name });
      expect(status).toBe(201);
      expect(body).toMatchObject({ name: '截图 1.exe', contentType: 'image/png', bytes: PNG.length });
      expect(body).toMatchObject({ state: 'kept', scan: 'not-scanned', visibility: 'internal', uploadedBy: 'mia' });
      const whole = await colleagues.download(colleagues.mia, id, body.id);
      expect(Object.fromEntries(whole.headers)).toMatchObject({
        'content-type': 'image/png',
        'content-disposition': `attachment; filename="__ 1.exe"; filename*=UTF-8''%E6%88%AA%E5%9B%BE%201.exe`,
        'x-content-type-options': 'nosniff',
        'content-length': String(PNG.length),
        etag: `"${body.sha256}"`,
      });
      const part = await colleagues.download(colleagues.mia, id, body.id, { range: 'bytes=1-3' });
      expect(part).toMatchObject({ status: 206, body: 'PNG' });
      expect(part.headers.get('content-range')).toBe(`bytes 1-3/${PNG.length}`);
      expect(await colleagues.download(colleagues.mia, id, body.id, { range: 'bytes=99999-' })).toMatchObject({
        status: 416,
      });
      const known = await colleagues.download(colleagues.mia, id, body.id, { 'if-none-match': `"${body.sha256}"` });
      expect(known).toMatchObject({ status: 304, body: '' });
    });

    it('also by pasting, whatever the sender says it is', async () => {
      const id = await colleagues.ticket();
      const pasted = await colleagues.upload(colleagues.mia, id, PNG, { 'content-type': 'image/jpeg' });
      expect(pasted).toMatchObject({ status: 201, body: { contentType: 'image/png', name: 'file' } });
    });

    it('once, however often they are sent', async () => {
      const id = await colleagues.ticket();
      const first = await colleagues.upload(colleagues.mia, id, PNG, { 'idempotency-key': `file-${id}` });
      expect((await colleagues.upload(colleagues.mia, id, PNG, { 'idempotency-key': `file-${id}` })).body).toEqual(
        first.body,
      );
      expect((await colleagues.upload(colleagues.mia, id, PNG)).body.id).toBe(first.body.id);
      expect((await colleagues.upload(colleagues.li, id, PNG)).body.id).not.toBe(first.body.id);
      const other = await colleagues.upload(colleagues.mia, id, Buffer.from('words'), {
        'idempotency-key': `file-${id}`,
      });
      expect(other).toMatchObject({ status: 422, body: { code: 'idempotency-key-reused' } });
      const { body } = await colleagues.mia.get<{ items: object[] }>(`/api/v1/tickets/${id}/attachments`);
      expect(body.items).toHaveLength(2);
    });

    it('unless the tenant has no room for them', async () => {
      const id = await colleagues.ticket();
      const directory = colleagues.service.running.app.get(TenantDirectory);
      const acme = directory.get('acme')!;
      await directory.publish({ ...acme, quotas: { attachmentBytes: PNG.length - 1 } });
      expect(await colleagues.upload(colleagues.mia, id, PNG)).toMatchObject({
        status: 403,
        body: { code: 'quota-exceeded' },
      });
      await directory.publish(acme);
      expect((await colleagues.upload(colleagues.mia, id, PNG)).status).toBeLessThan(300);
    });

    it('unless they are too large, of another kind or nothing: then nothing is left of them', async () => {
      const id = await colleagues.ticket();
      const refused = [
        await colleagues.upload(colleagues.mia, id, Buffer.alloc(9 * 1024 * 1024 + 1, 'a')),
        await colleagues.upload(colleagues.mia, id, Buffer.from('MZ\x90\0'), { 'content-type': 'application/pdf' }),
        await colleagues.upload(colleagues.mia, id, Buffer.alloc(0)),
        await colleagues.upload(colleagues.mia, NOWHERE, PNG),
      ];
      expect(refused.map(({ status, body: { code } }) => `${status} ${code}`)).toEqual([
        '422 ticket-attachment-too-large',
        '422 ticket-attachment-type-refused',
        '422 ticket-attachment-empty',
        '404 ticket-not-found',
      ]);
      const reader = () => colleagues.service.running.app.get(Database).reader();
      const rows = await runAsTenant('acme', async () => (await reader()).findBy(AttachmentSchema, { ticketId: id }));
      expect(rows.map(({ state, dueAt }) => [state, dueAt])).toEqual(Array(3).fill(['refused', null]));
      for (const row of rows) expect(await colleagues.isStored(row.id)).toBe(false);
    });

    it('that words show: a note to colleagues, a reply to the customer, too', async () => {
      const id = await colleagues.ticket();
      const [inner, outer] = [
        await colleagues.upload(colleagues.mia, id, PNG),
        await colleagues.upload(colleagues.mia, id, Buffer.from('for you')),
      ];
      await colleagues.does(colleagues.mia, id, 'note', { text: 'See.', attachmentIds: [inner.body.id] });
      await colleagues.does(colleagues.mia, id, 'reply', { text: 'See.', attachmentIds: [outer.body.id] });
      const { items } = await colleagues.articles(colleagues.mia, id);
      expect(items.map(({ attachments }) => attachments.map((file) => file.id))).toEqual([
        [inner.body.id],
        [outer.body.id],
      ]);
      expect(await colleagues.download(colleagues.portal, id, outer.body.id)).toMatchObject({
        status: 200,
        body: 'for you',
      });
      expect(await colleagues.download(colleagues.portal, id, inner.body.id)).toMatchObject({ status: 404 });
      const { body } = await colleagues.portal.get<{ items: AttachmentView[] }>(`/api/v1/tickets/${id}/attachments`);
      expect(body.items.map((file) => file.id)).toEqual([outer.body.id]);
    });

    it('of their own ticket only: another says nothing of it, and is not said', async () => {
      const [id, other] = [await colleagues.ticket(), await colleagues.ticket()];
      const { body: file } = await colleagues.upload(colleagues.mia, id, PNG);
      const refused = await colleagues.does(colleagues.mia, other, 'reply', { text: 'See.', attachmentIds: [file.id] });
      expect(refused).toMatchObject({ status: 404, body: { code: 'ticket-attachment-not-found' } });
      expect((await colleagues.articles(colleagues.mia, other)).items).toEqual([]);
      expect(await colleagues.download(colleagues.mia, other, file.id)).toMatchObject({ status: 404 });
    });

    it('and take them away again: at once for everybody, soon from storage, and the journal says who and why', async () => {
      const id = await colleagues.ticket();
      const { body: file } = await colleagues.upload(colleagues.mia, id, PNG);
      await colleagues.does(colleagues.mia, id, 'note', { text: 'See.', attachmentIds: [file.id] });
      const path = `/api/v1/tickets/${id}/attachments/${file.id}`;
      expect(await colleagues.li.delete(`${path}?reason=wrong%20customer`)).toMatchObject({ status: 204 });
      expect(await colleagues.download(colleagues.mia, id, file.id)).toMatchObject({
        status: 404,
        body: { code: 'ticket-attachment-gone' },
      });
      expect(await colleagues.isStored(file.id)).toBe(true);
      await colleagues.service.running.app.get(AttachmentSweep).rounds.run();
      expect(await colleagues.isStored(file.id)).toBe(false);
      const journal = await colleagues.mia.get<{ items: { type: string; data: object }[] }>(`${path}/journal`);
      expect(journal.body.items.map(({ type }) => type)).toEqual([
        'attachment-announced',
        'attachment-kept',
        'attachment-deleted',
        'attachment-erased',
      ]);
      expect(journal.body.items[2]).toMatchObject({ data: { by: 'li', why: 'wrong customer' } });
      expect((await colleagues.articles(colleagues.mia, id)).items[0]!.attachments).toMatchObject([
        { id: file.id, state: 'erased' },
      ]);
    });

    it('of which nothing stays that a crash has left half-way', async () => {
      const id = await colleagues.ticket();
      const controller = new AbortController();
      const pieces = (async function* () {
        yield PNG;
        await eventually('it is being received', async () => (await rowOf(id)) !== null);
        controller.abort();
        yield PNG;
      })();
      const rowOf = async (ticketId: string) =>
        runAsTenant('acme', async () =>
          (await colleagues.service.running.app.get(Database).reader()).findOneBy(AttachmentSchema, { ticketId }),
        );
      const sent = request(`${colleagues.mia['baseUrl']}/api/v1/tickets/${id}/attachments`, {
        ...{ method: 'POST', signal: controller.signal, body: Readable.from(pieces) },
        headers: { 'content-type': 'application/octet-stream', ...colleagues.mia['headers'] },
      });
      await expect(sent).rejects.toThrow();
      const row = await eventually('it is given up', async () => {
        const found = await rowOf(id);
        return found?.state === 'refused' && found.dueAt === null && found;
      });
      expect(await colleagues.isStored(row.id)).toBe(false);
      expect((await colleagues.upload(colleagues.mia, id, PNG)).status).toBe(201);
    });
  });
});
