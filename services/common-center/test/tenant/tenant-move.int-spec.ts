import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { MysqlDatabase } from '#libs/persistence/mysql/mysql-database';
import { AnotherMariadb } from '#libs/testing/real-parts/another-mariadb';
import type { ApiClient } from '#libs/testing/api-client';
import { mariadbUrl } from '#libs/testing/engines';
import { eventually } from '#libs/testing/eventually';
import { describeReal } from '#libs/testing/real-parts/real-parts';
import { startForTest } from '#libs/testing/service-in-test';
import { withServiceTables } from '#libs/web/platform/service-schema';
import { JobRunner } from '../../src/tenant/jobs/job-runner.js';
import { commonCenter } from '../../src/service.js';
import { CommonCenterInTest, ok } from '../common-center-in-test.js';

interface Job {
  readonly id: string;
  readonly state: 'running' | 'done' | 'failed';
  readonly reason: string | null;
  readonly readOnlyMs: number | null;
  readonly results: Record<
    string,
    Record<string, { differing?: string[]; tables?: { table: string; rows: number }[] }>
  >;
}

const OTHERS = ['call-center', 'ticket-center', 'operations-center'];
const TENANTS = ['platform', 'acme', 'globex'];

describeReal('mariadb', 'common-center while a tenant moves to another database server', () => {
  let second: AnotherMariadb;
  let center: CommonCenterInTest;
  let platform: ApiClient;
  let acme: ApiClient;

  beforeAll(async () => {
    second = await AnotherMariadb.start();
    const options = {
      url: mariadbUrl(),
      namespace: `t${crypto.randomUUID().slice(0, 8)}-`,
      servers: { second: second.url },
    };
    const databases = {
      make: (...parts: [definition: typeof commonCenter.database, placement?: never]) =>
        new MysqlDatabase(parts[0], options, parts[1]),
      remove: async () => {
        const remover = new MysqlDatabase(withServiceTables(commonCenter.database), options);
        for (const tenant of TENANTS) await remover.mover.leave(tenant, undefined);
        await remover.close();
      },
    };
    center = await CommonCenterInTest.of(await startForTest(commonCenter, { tenants: ['acme', 'globex'], databases }));
    for (const name of OTHERS) {
      const other = await center.service.remote(name);
      const done = { state: 'done', done: 1, total: 1, reason: null, result: {} };
      other.answers('PUT', '/internal/tenant-errands/*', () => done);
    }
    await center.register('platform');
    await center.register('acme');
    platform = await center.asPerson('platform');
    acme = await center.asPerson('acme');
  }, 180_000);
  afterAll(async () => {
    await center.stop();
    await second.stop();
  }, 60_000);

  const ended = async (server: string) => {
    const { id } = await ok(platform.post<Job>('/api/v1/tenants/acme/move', { server }));
    return eventually(
      'the move has ended',
      async () => {
        await center.service.running.app.get(JobRunner).rounds.run();
        const job = await ok(platform.get<Job>(`/api/v1/tenant-jobs/${id}`));
        return job.state !== 'running' && job;
      },
      { within: 90_000, every: 50 },
    );
  };

  it('loses nothing, refuses nobody and proves every table; to a server nobody knows it does not go', async () => {
    expect(await ended('third')).toMatchObject({ state: 'failed' });
    const written: string[] = [];
    const refused: unknown[] = [];
    let using = true;
    const use = async () => {
      for (let n = 0; using; n++) {
        const { status, body } = await acme.post<{ id: string }>('/api/v1/customers', { name: `Customer ${n}` });
        if (status === 201) written.push(body.id);
        else refused.push(body);
        const read = await acme.get('/api/v1/customers?limit=1');
        if (read.status !== 200) refused.push(read.body);
      }
    };
    const users = [use(), use()];
    const job = await ended('second');
    const during = written.length;
    await eventually('they write on', () => written.length > during + 5, { within: 30_000 });
    using = false;
    await Promise.all(users);

    expect(job).toMatchObject({ state: 'done', reason: null, readOnlyMs: expect.any(Number) });
    const proof = job.results.verifying!['common-center']!;
    expect(proof.differing).toEqual([]);
    expect(proof.tables!.find(({ table }) => table === 'customer')!.rows).toBeGreaterThan(0);
    expect(refused).toEqual([]);
    for (const id of written) expect((await acme.get(`/api/v1/customers/${id}`)).status).toBe(200);
    expect(await ok(platform.get('/api/v1/tenants/acme'))).toMatchObject({ server: 'second', jobId: null });
  }, 180_000);
});
