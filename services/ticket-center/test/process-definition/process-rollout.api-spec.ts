import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Database } from '#libs/persistence/database';
import { runAsTenant } from '#libs/persistence/tenant/tenant-context';
import type { ApiClient } from '#libs/testing/api-client';
import { startForTest, type ServiceInTest } from '#libs/testing/service-in-test';
import { ProcessDefinitionSchema } from '../../src/process-definition/infra/process-definition.schema.js';
import { ProcessDefinitions } from '../../src/process-definition/process-definition.api.js';
import type { DefinitionView } from '../../src/process-definition/process-definition.dto.js';
import { ticketCenter } from '../../src/service.js';
import { bpmnOf, lineOf, published } from './processes-in-a-spec.js';

const PROCESSES = '/api/v1/process-definitions';

describe('the versions that new instances get', () => {
  let service: ServiceInTest;
  let mia: ApiClient;
  let definitions: ProcessDefinitions;
  let database: Database;

  beforeAll(async () => {
    service = await startForTest(ticketCenter, { tenants: ['acme', 'other'] });
    mia = await service.as('process:*');
    definitions = service.running.app.get(ProcessDefinitions, { strict: false });
    database = service.running.app.get(Database);
  });
  afterAll(() => service.stop());

  const definition = async (id: string) => (await mia.get<DefinitionView>(`${PROCESSES}/${id}`)).body;
  const inAcme = <T>(work: () => Promise<T>) => runAsTenant('acme', work);
  const chosen = async (id: string, businessKey: string) =>
    (await inAcme(() => definitions.choose(id, businessKey, 'latest'))).version;
  const allGet = async (id: string) =>
    [...new Set(await Promise.all(Array.from({ length: 100 }, (_, n) => chosen(id, `key-${n}`))))].sort();

  describe('a rollout', () => {
    it('gives a share of the business keys the candidate, and everybody in the end', async () => {
      await twoVersions('gray');
      expect(await allGet('gray')).toEqual([1]);
      const { version } = await definition('gray');
      const half = await mia.patch(`${PROCESSES}/gray/rollout`, { percent: 50 }, { 'if-match': `"${version}"` });
      expect(half.body).toMatchObject({ stable: 1, candidate: { version: 2, percent: 50 } });
      expect(await allGet('gray')).toEqual([1, 2]);
      await mia.post(`${PROCESSES}/gray/rollout/promote`);
      expect(await definition('gray')).toMatchObject({ stable: 2, candidate: null });
      expect(await allGet('gray')).toEqual([2]);
    });

    it('is withdrawn, and started again with any other version', async () => {
      await twoVersions('shy');
      await mia.post(`${PROCESSES}/shy/rollout/withdraw`);
      expect(await mia.post(`${PROCESSES}/shy/rollout/promote`)).toMatchObject({ status: 409 });
      const started = await mia.post(`${PROCESSES}/shy/rollout`, { number: 2, percent: 100 });
      expect(started.body).toMatchObject({ stable: 1, candidate: { version: 2, percent: 100 } });
      expect(await allGet('shy')).toEqual([2]);
    });

    it('is changed only by who knows what it is', async () => {
      await twoVersions('guarded');
      const path = `${PROCESSES}/guarded/rollout`;
      expect(await mia.patch(path, { percent: 5 })).toMatchObject({ status: 428 });
      expect(await mia.patch(path, { percent: 5 }, { 'if-match': '"1"' })).toMatchObject({ status: 412 });
      expect(await mia.patch(path, { percent: 101 }, { 'if-match': '"2"' })).toMatchObject({ status: 422 });
    });

    it('is rolled back at once, and says who did it and why', async () => {
      await twoVersions('hasty');
      await mia.post(`${PROCESSES}/hasty/rollout/promote`);
      expect(await allGet('hasty')).toEqual([2]);
      await mia.post(`${PROCESSES}/hasty/rollback`, { to: 1, reason: 'Visits are not announced' });
      expect(await allGet('hasty')).toEqual([1]);
      const { items } = (await mia.get<{ items: { type: string; data: object }[] }>(`${PROCESSES}/hasty/journal`)).body;
      expect(items.map(({ type }) => type)).toEqual([
        'process-published',
        'process-published',
        'rollout-promoted',
        'process-rolled-back',
      ]);
      expect(items.at(-1)!.data).toMatchObject({ by: 'mia', from: 2, to: 1, reason: 'Visits are not announced' });
    });
  });

  describe('as other contexts ask for them', () => {
    it('are the ones they name, if they are there', async () => {
      await twoVersions('named');
      expect(await inAcme(() => definitions.choose('named', 'key', 2))).toEqual({ id: 'named', version: 2 });
      await expect(inAcme(() => definitions.choose('named', 'key', 3))).rejects.toThrow('There is no version 3');
      await expect(inAcme(() => definitions.choose('nobody', 'key', 'latest'))).rejects.toThrow('There is no process');
    });

    it('come as models, each version its own and the same one every time', async () => {
      await twoVersions('modelled');
      const [first, second] = [1, 2].map((version) => inAcme(() => definitions.model({ id: 'modelled', version })));
      expect(Object.keys((await first!).nodes)).not.toContain('modelled_visit');
      expect(Object.keys((await second!).nodes)).toContain('modelled_visit');
      expect(await inAcme(() => definitions.model({ id: 'modelled', version: 1 }))).toBe(await first!);
      const elsewhere = runAsTenant('other', () => definitions.model({ id: 'modelled', version: 1 }));
      await expect(elsewhere).rejects.toThrow('There is no version 1');
    });

    it('are known for five seconds when another process changes them', async () => {
      await twoVersions('distant');
      expect(await chosen('distant', 'key')).toBe(1);
      await inAcme(() =>
        database.transaction((tx) => tx.update(ProcessDefinitionSchema, { id: 'distant' }, { stable: 2 })),
      );
      expect(await chosen('distant', 'key')).toBe(1);
      service.clock.advance({ seconds: 5, milliseconds: 1 });
      expect(await chosen('distant', 'key')).toBe(2);
    });

    it('are not remembered from a transaction that came to nothing', async () => {
      await twoVersions('undone');
      const undone = inAcme(() =>
        database.transaction(async (tx) => {
          await tx.update(ProcessDefinitionSchema, { id: 'undone' }, { stable: 2 });
          expect(await definitions.choose('undone', 'key', 'latest')).toEqual({ id: 'undone', version: 2 });
          throw new Error('undone');
        }),
      );
      await expect(undone).rejects.toThrow('undone');
      expect(await chosen('undone', 'key')).toBe(1);
    });
  });

  /** The second is a candidate for nobody. */
  async function twoVersions(id: string): Promise<void> {
    await published(mia, bpmnOf(lineOf(id, 'call')));
    await published(mia, bpmnOf(lineOf(id, 'call', 'visit')), { percent: 0 });
  }
});
