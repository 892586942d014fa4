import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ApiClient } from '#libs/testing/api-client';
import { CustomerExportWorker } from '../../src/customer/export/export-worker.js';
import { ImportWorker } from '../../src/customer/import/import-worker.js';
import { ok } from '../common-center-in-test.js';
import { CustomerDesk } from './customer-desk.js';

describe('common-center: customers in files', () => {
  let desk: CustomerDesk;

  beforeAll(async () => {
    desk = await CustomerDesk.start();
  });
  afterAll(() => desk.stop());

  describe('files', () => {
    type Import = { id: string; status: string; refused: number; registered: number };
    const send = (query: string, file: string, headers: Record<string, string> = {}) => {
      const type = { 'content-type': 'application/octet-stream' };
      return ok(desk.admin.post<Import>(`/api/v1/customer-imports?${query}`, file, { ...type, ...headers }));
    };
    const imported = async ({ id }: Import) => {
      await desk.center.service.running.app.get(ImportWorker).rounds.run();
      return ok(desk.admin.get<Import>(`/api/v1/customer-imports/${id}`));
    };
    const errorsOf = async ({ id }: Import) =>
      (await ok(desk.admin.get<{ items: object[] }>(`/api/v1/customer-imports/${id}/errors`))).items;
    const CSV = [
      'name,phones,emails,externalSystem,externalId,tags,documentType,documentNumber',
      'Ana Imported,+86 138 0013 6001;555 0801,ana@example.com,file,1,imported;new,,',
      '"Ben, Imported",555 0802,,file,2,imported,,',
      ',555 0803,,file,3,,,',
      'Cem Imported,,,file,4,,id-card,110105194912310021',
      'Dan Imported,no phone,,file,5,,,',
    ].join('\r\n');

    it('are read in the background: what is good is registered, what is not is named by its row', async () => {
      const sent = await send('format=csv', CSV);
      expect(sent).toMatchObject({ status: 'waiting', rows: 0 });
      const counts = { rows: 5, registered: 2, updated: 0, unchanged: 0, refused: 3 };
      const done = await imported(sent);
      expect(done).toMatchObject({ status: 'done', ...counts, readBytes: Buffer.byteLength(CSV) });
      expect(await errorsOf(sent)).toEqual([
        { row: 3, field: 'name', code: 'malformed' },
        { row: 4, field: 'document', code: 'document-malformed' },
        { row: 5, field: 'phone', code: 'phone-malformed' },
      ]);
      expect(await desk.search({ phone: '13800136001' })).toMatchObject([
        { name: 'Ana Imported', phones: ['+86 138 0013 6001', '555 0801'], tags: ['imported', 'new'] },
      ]);
    });

    it('again register nobody twice, whatever is to become of those who are known', async () => {
      expect(await imported(await send('format=csv', CSV))).toMatchObject({ registered: 0, unchanged: 2 });
      const row = (more: object) =>
        JSON.stringify({ name: 'Ana Imported', externalIds: [{ system: 'file', id: '1' }], ...more });
      const changed = row({ emails: ['ana.new@example.com'] });
      expect(await imported(await send('format=ndjson&duplicates=skip', changed))).toMatchObject({ unchanged: 1 });
      expect(await desk.search({ email: 'ana.new@example.com' })).toEqual([]);
      const refused = await send('format=ndjson&duplicates=refuse', `${changed}\nno json\n`);
      expect(await imported(refused)).toMatchObject({ refused: 2 });
      expect(await errorsOf(refused)).toMatchObject([
        { row: 1, code: 'customer-known' },
        { row: 2, code: 'malformed' },
      ]);
      expect(await imported(await send('format=ndjson', changed))).toMatchObject({ updated: 1 });
      expect(await desk.search({ email: 'ana.new@example.com' })).toHaveLength(1);
    });

    it('of many rows are taken some at a time: one that is refused keeps none of those around it from being there once', async () => {
      const row = (no: number) =>
        JSON.stringify({ name: `Many ${no}`, externalIds: [{ system: 'many', id: `${no}` }] });
      const wrong = JSON.stringify({ name: 'Many wrong', document: { type: 'id-card', number: '110105194912310021' } });
      const lines = Array.from({ length: 230 }, (_, at) => row(at % 220));
      lines.splice(120, 0, wrong);
      const sent = await send('format=ndjson&duplicates=update', lines.join('\n'));
      const counts = { rows: 231, registered: 220, unchanged: 10, refused: 1, updated: 0 };
      expect(await imported(sent)).toMatchObject({ status: 'done', ...counts });
      expect(await errorsOf(sent)).toEqual([{ row: 121, field: 'document', code: 'document-malformed' }]);
    });

    it('with the same key are one import; one that is cancelled is not read', async () => {
      const key = { 'idempotency-key': 'once' };
      const first = await send('format=csv', CSV, key);
      expect(await send('format=csv', CSV, key)).toMatchObject({ id: first.id });
      await ok(desk.admin.post(`/api/v1/customer-imports/${first.id}/cancel`, {}));
      expect(await imported(first)).toMatchObject({ status: 'cancelled', registered: 0 });
    });

    it('are the same again where a customer has several of each', async () => {
      const many = {
        ...{
          name: 'Eve Several',
          tags: ['several'],
          accounts: [1, 2].map((id) => ({ channel: 'wechat', id: `eve-${id}` })),
        },
        externalIds: ['erp', 'crm'].map((system) => ({ system, id: `${system}-eve` })),
      };
      await imported(await send('format=ndjson', JSON.stringify(many)));
      const { id } = await ok(desk.admin.post<{ id: string }>('/api/v1/customer-exports', { tag: 'several' }));
      await desk.center.service.running.app.get(CustomerExportWorker).rounds.run();
      const text = await ok(desk.admin.get<string>(`/api/v1/customer-exports/${id}/content`));
      expect(text).toContain('erp;crm,erp-eve;crm-eve,wechat;wechat,eve-1;eve-2');
      expect(await imported(await send('format=csv', text))).toMatchObject({ unchanged: 1, refused: 0 });
    });

    it('that went out are in the audit trail, and nobody has one who may see less by now', async () => {
      const { id } = await ok(desk.admin.post<{ id: string }>('/api/v1/customer-exports', { tag: 'imported' }));
      await desk.center.service.running.app.get(CustomerExportWorker).rounds.run();
      const content = () => desk.admin.get<{ code: string }>(`/api/v1/customer-exports/${id}/content`);
      await ok(desk.admin.put('/api/v1/masking-policy', { always: ['phone'] }));
      expect(await content()).toMatchObject({ status: 403, body: { code: 'customer-export-shows-too-much' } });
      const other = await ok(desk.admin.post<{ id: string }>('/api/v1/customer-exports', { tag: 'imported' }));
      await desk.center.service.running.app.get(CustomerExportWorker).rounds.run();
      const text = await ok(desk.admin.get<string>(`/api/v1/customer-exports/${other.id}/content`));
      expect(text).toMatch(/Ana Imported,138\*\*\*\*6001/);
      await ok(desk.admin.put('/api/v1/masking-policy', {}));
      await ok(content());
      await desk.center.service.settled();
      const trail = await ok(
        desk.admin.get<{ items: { action: string; resourceId: string }[] }>(
          '/api/v1/audit-entries?action=customer-export:download',
        ),
      );
      expect(trail.items.map(({ resourceId }) => resourceId).slice(0, 2)).toEqual([id, other.id]);
    });

    it('go out masked, unless whoever asks may have what leads to a person', async () => {
      const exported = async (client: ApiClient, body: object) => {
        const { id } = await ok(client.post<{ id: string }>('/api/v1/customer-exports', body));
        await desk.center.service.running.app.get(CustomerExportWorker).rounds.run();
        const view = await ok(client.get<object>(`/api/v1/customer-exports/${id}`));
        return { view, text: await ok(client.get<string>(`/api/v1/customer-exports/${id}/content`)) };
      };
      const lead = await desk.center.asPerson('acme', 'sue', 'sue-password');
      const hidden = await exported(lead, { tag: 'imported' });
      expect(hidden.view).toMatchObject({ status: 'done', masked: true, customers: 2, total: 2 });
      expect(hidden.text).toMatch(/138\*\*\*\*6001/);
      expect(hidden.text).not.toMatch(/Imported|0013 6001|ana@/);
      const open = await exported(desk.admin, { tag: 'imported', format: 'csv' });
      expect(open.view).toMatchObject({ masked: false });
      expect(open.text).toContain('Ana Imported');
      expect(await imported(await send('format=csv', open.text))).toMatchObject({ unchanged: 2, refused: 0 });
      const again = await send('format=csv', hidden.text);
      expect(await imported(again)).toMatchObject({ unchanged: 0, registered: 0, refused: 2 });
      expect(await errorsOf(again)).toMatchObject([{ code: 'masked-value' }, { code: 'masked-value' }]);
      expect((await desk.agent.post('/api/v1/customer-exports', {})).status).toBe(403);
    });
  });
});
