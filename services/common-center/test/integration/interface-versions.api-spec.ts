import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Database } from '#libs/persistence/database';
import { runAsTenant } from '#libs/persistence/tenant/tenant-context';
import { serviceOnEachEngine } from '#libs/testing/service-on-each-engine';
import { InterfaceRecordingSchema } from '../../src/integration/infra/interface-state.schema.js';
import { commonCenter } from '../../src/service.js';
import { ok } from '../common-center-in-test.js';
import { GET_ORDER, InterfaceDesk, type InterfaceView } from './interface-desk.js';

serviceOnEachEngine('common-center: versions and tries of interfaces', (start) => {
  let desk: InterfaceDesk;

  beforeAll(async () => {
    desk = await InterfaceDesk.start(await start(commonCenter, { tenants: ['acme', 'globex'] }));
  });
  beforeEach(() => desk.renew());
  afterAll(() => desk.stop());

  describe('its versions', () => {
    it('are published from a draft without errors, followed or pinned, and rolled back', async () => {
      const made = await desk.published();
      const path = `/api/v1/interfaces/${made.id}`;
      const change = async (document: object) => {
        const { version } = await ok(desk.admin.get<InterfaceView>(path));
        return ok(desk.admin.put<InterfaceView>(path, { name: 'Orders', document }, { 'if-match': `"${version}"` }));
      };
      const wrong = {
        ...GET_ORDER,
        request: { path: {}, query: { lang: '=nothing' } },
        response: { result: '=body.' },
      };
      const broken = await change({ baseUrl: desk.system.url, operations: { get: wrong } });
      expect(broken.problems.map(({ message }) => message)).toEqual([
        expect.stringContaining('query/lang'),
        expect.stringContaining('result'),
        'path: nothing is said for {number}.',
      ]);
      expect(await desk.admin.post(`${path}/publish`, {})).toMatchObject({
        status: 422,
        body: { code: 'interface-has-errors' },
      });
      await change({ baseUrl: desk.system.url, operations: { get: { ...GET_ORDER, response: { result: 'second' } } } });
      expect(await ok(desk.admin.post(`${path}/publish`, { note: 'other' }))).toMatchObject({ live: 2, latest: 2 });
      const results = async () => [
        (await desk.call(made.code, 'get', { number: 'so-1' })).result,
        (await desk.call(made.code, 'get', { number: 'so-1' }, { version: 1 })).result,
      ];
      const first = { total: 9.5, buyer: '王小明' };
      expect(await results()).toEqual(['second', first]);
      await ok(desk.admin.post(`${path}/rollback`, { to: 1, reason: 'was better' }));
      expect(await results()).toEqual([first, first]);
      expect(await desk.admin.put(path, { name: 'x', document: made.draft })).toMatchObject({ status: 428 });
      expect((await ok(desk.admin.get<{ items: object[] }>(`${path}/versions`))).items).toMatchObject([
        { number: 2 },
        { number: 1 },
      ]);
    });

    it('take operations from an OpenAPI document', async () => {
      const { id, code } = await desk.draft({ operations: {} });
      const Order = { type: 'object', required: ['total'], properties: { total: { type: 'number', nullable: true } } };
      const openApi = {
        ...{ openapi: '3.0.3', components: { schemas: { Order } } },
        paths: {
          '/orders/{orderNo}': {
            parameters: [{ name: 'orderNo', in: 'path', required: true, schema: { type: 'string' } }],
            get: {
              ...{ operationId: 'readOrder', summary: 'An order', parameters: [{ name: 'lang', in: 'query' }] },
              responses: {
                200: { content: { 'application/json': { schema: { $ref: '#/components/schemas/Order' } } } },
              },
            },
            delete: { operationId: 'dropOrder', responses: {} },
          },
        },
      };
      const path = `/api/v1/interfaces/${id}`;
      const body = { document: openApi, operations: ['readOrder'] };
      const imported = await ok(desk.admin.post<InterfaceView>(`${path}/import`, body));
      expect(Object.keys(imported.draft.operations)).toEqual(['readOrder']);
      await ok(desk.admin.post(`${path}/publish`, {}));
      expect(await desk.call(code, 'readOrder', { orderNo: 'SO-1' })).toMatchObject({ result: { total: 9.5 } });
      expect(await desk.admin.post(`${path}/import`, { document: { swagger: '2.0' } })).toMatchObject({
        ...{ status: 422, body: { code: 'open-api-invalid' } },
      });
    });
  });

  it('answers from examples, from what was recorded, or not at all', async () => {
    const mocks = [{ when: 'input.number = "m"', body: { total: '=string length(input.number)' } }];
    const { id, code } = await desk.published({ operations: { get: { ...GET_ORDER, mocks } } });
    const switchTo = (mode: string) => ok(desk.admin.post(`/api/v1/interfaces/${id}/mode`, { mode }));
    await switchTo('mock');
    expect(await desk.call(code, 'get', { number: 'm' })).toMatchObject({ result: { total: 1 } });
    expect(await desk.call(code, 'get', { number: 'n' })).toMatchObject({
      outcome: 'failed',
      code: 'interface-no-mock',
    });
    expect(desk.system.asked).toEqual([]);
    await switchTo('record');
    await desk.call(code, 'get', { number: 'so-1' });
    await switchTo('replay');
    expect(await desk.call(code, 'get', { number: 'so-1' })).toMatchObject({ result: { total: 9.5, buyer: '王小明' } });
    expect(await desk.call(code, 'get', { number: 'so-2' })).toMatchObject({ code: 'interface-not-recorded' });
    expect(desk.system.asked).toHaveLength(1);
    const database = desk.service.running.app.get(Database);
    const rows = await runAsTenant('acme', async () => (await database.reader()).find(InterfaceRecordingSchema));
    expect(JSON.stringify(rows)).not.toContain('13800001234');
    await switchTo('off');
    expect(await desk.call(code, 'get', { number: 'so-1' })).toMatchObject({
      outcome: 'failed',
      code: 'interface-off',
    });
  });

  it('is tried over the API before it is published: dry, with what we are known by hidden, and wet', async () => {
    const { id } = await desk.draft({ auth: { kind: 'api-key', in: 'query', name: 'key' } });
    await ok(desk.admin.put(`/api/v1/interfaces/${id}/secrets/api-key`, { value: 'open-sesame' }));
    const test = (body: object) => ok(desk.admin.post<Record<string, unknown>>(`/api/v1/interfaces/${id}/tests`, body));
    const dry = await test({ operation: 'cancel', arguments: { number: 'so-1' } });
    expect(dry).toMatchObject({
      request: {
        method: 'POST',
        url: `${desk.system.url}/cancellations?key=***`,
        body: '{"order":"so-1","by":"agent"}',
      },
      response: null,
    });
    expect(desk.system.asked).toEqual([]);
    const wet = await test({ operation: 'get', arguments: { number: 'so-1' }, dryRun: false });
    expect(wet).toMatchObject({
      response: { status: 200, body: { total: 9.5 } },
      answer: { outcome: 'answered', result: { total: 9.5 } },
      timings: { attempts: 1 },
    });
    expect(JSON.stringify([dry, wet])).not.toContain('sesame');
    expect(desk.system.last.query.get('key')).toBe('open-sesame');
  });
});
