import { afterAll, beforeAll, beforeEach, expect, it, describe } from '@jest/globals';
import { FileConfigCentre } from '#libs/discovery/config/file-config-centre';
import { TenantDirectory, type TenantEntry } from '#libs/discovery/tenant-directory';
import { newId } from '#libs/kernel/id';
import { Outbox } from '#libs/messaging/outbox';
import { currentContext, runAsTenant } from '#libs/persistence/tenant/tenant-context';
import { openSqlite, type Engine } from '#libs/testing/engines';
import { FakeClock } from '#libs/testing/fake-clock';
import { LeasedRounds } from '#libs/web/platform/leased-rounds';
import { TenantStirs } from '#libs/persistence/tenant/tenant-stirs';
import { withServiceTables } from '#libs/web/platform/service-schema';
import { pino } from 'pino';
import type { AuditHeads } from '../../src/audit/audit-heads.js';
import { commonCenter } from '../../src/service.js';
import { Tenant } from '../../src/tenant/domain/tenant.aggregate.js';
import type { TenantJob } from '../../src/tenant/domain/tenant-job.aggregate.js';
import { TypeormTenantJobs } from '../../src/tenant/infra/typeorm-tenant-job.repository.js';
import { TypeormTenants } from '../../src/tenant/infra/typeorm-tenant.repository.js';
import type { JobErrands, Standing } from '../../src/tenant/jobs/job-errands.js';
import { JobRunner } from '../../src/tenant/jobs/job-runner.js';
import { StartTenantJob, StartTenantJobHandler } from '../../src/tenant/jobs/start-tenant-job.js';
import { ServerRooms } from '../../src/tenant/server-rooms.js';
import { Plans } from '../../src/tenant/plan/plans.js';
import { TenantPublication } from '../../src/tenant/tenant-publication.js';

type StartOrder = ConstructorParameters<typeof StartTenantJob> extends [string, ...infer Rest] ? Rest : never;

const logger = pino({ level: 'silent' });
const DONE: Partial<Standing> = { state: 'done', result: {} };

describe('jobs on tenants', () => {
  const clock = new FakeClock();
  const outbox = new Outbox('/test');
  let engine: Engine;
  let tenants: TypeormTenants;
  let jobs: TypeormTenantJobs;
  let directory: TenantDirectory;
  let publication: TenantPublication;
  let told: Partial<TenantEntry>[];
  let asked: string[];
  /** Why the end of the tenant's audit trail was noted. */
  let noted: string[];
  /** What becomes of whoever has just noted it. */
  let afterNote: () => void;
  /** By step; what is not here is done at once. */
  let answers: Record<string, () => Partial<Standing>>;
  let id: string;

  beforeAll(async () => {
    engine = await openSqlite(withServiceTables(commonCenter.database), ['platform']);
    tenants = new TypeormTenants(engine.database, outbox, clock);
    jobs = new TypeormTenantJobs(engine.database, outbox, clock);
  });
  afterAll(() => engine.dispose());
  beforeEach(async () => {
    const centre = new FileConfigCentre(undefined, logger);
    directory = new TenantDirectory(centre);
    publication = new TenantPublication(tenants, new Plans(engine.database), directory);
    [told, asked, noted, answers, afterNote] = [[], [], [], {}, () => undefined];
    id = await aTenant();
    centre.watch('tenants/', (_key, text) => {
      const { status, server, moving } = (text === undefined ? {} : JSON.parse(text)) as TenantEntry;
      told.push({ ...(status && { status }), ...(server && { server }), ...(moving && { moving }) });
    });
  });

  async function aTenant(more: object = {}): Promise<string> {
    const tenantId = `t${newId(clock.now()).replaceAll('-', '').slice(-12)}`;
    await onPlatform(async () => {
      const firstAdmin = { login: 'admin', passwordHash: 'hash' };
      const terms = { plan: null, packs: null, quotas: {} };
      const where = { id: tenantId, domains: [`${tenantId}.localhost`], server: null, isolation: 'shared' } as const;
      await tenants.add(Tenant.register({ ...where, name: 'Acme', firstAdmin, terms, ...more }, clock.now()));
      await tenants.update(tenantId, (each) => each.finishProvisioning(clock.now()));
      await publication.publish(tenantId);
    });
    return tenantId;
  }

  const heads = {
    note: async (_tenant: string, because: string) => {
      if (currentContext()?.unitOfWork) throw new Error("another tenant's trail is read within a unit of work");
      noted.push(because);
      afterNote();
    },
  } as unknown as AuditHeads;
  const onPlatform = <T>(work: () => Promise<T>) => runAsTenant('platform', work);
  /** As another process of the service has one. */
  const runner = () => {
    const rounds = new LeasedRounds(
      directory,
      engine.database,
      clock,
      logger,
      new TenantStirs(engine.database, logger, false),
    );
    const askAll = async ({ step }: TenantJob): Promise<Standing[]> => {
      asked.push(step);
      return [{ service: 'call-center', ...DONE, ...answers[step]?.() } as Standing];
    };
    const errands = { askAll } as unknown as JobErrands;
    return new JobRunner(rounds, jobs, tenants, errands, publication, heads, engine.database, clock, logger);
  };
  const start = (...order: StartOrder) => startOf(id, ...order);
  const startOf = (tenantId: string, ...order: StartOrder) => {
    const rooms = new ServerRooms(engine.database);
    const handler = new StartTenantJobHandler(tenants, jobs, heads, rooms, engine.database, clock);
    return onPlatform(() => handler.execute(new StartTenantJob(tenantId, ...order)));
  };
  const run = async (who = runner()) => {
    await who.rounds.run();
    await who.rounds.stop();
  };
  const job = (jobId: string) => onPlatform(() => jobs.get(jobId));

  it('a move tells everybody to wait, then to read what is sealed, then where the tenant lives', async () => {
    const jobId = await start('move', 'second');
    await run();
    expect(asked).toEqual(['copying', 'catching-up', 'sealing', 'verifying', 'leaving']);
    expect(told).toEqual([
      { status: 'active', moving: 'held' },
      { status: 'active', moving: 'sealed' },
      { status: 'active', server: 'second' },
    ]);
    expect(await job(jobId)).toMatchObject({ state: 'done', readOnlyMs: expect.any(Number) });
    expect(await onPlatform(() => tenants.get(id))).toMatchObject({ server: 'second', moving: null, jobId: null });
  });

  it('a move that proves nothing alike is undone, and the tenant lives on where it was', async () => {
    answers.verifying = () => ({ result: { differing: ['contact'] } });
    const jobId = await start('move', 'second');
    await run();
    expect(asked.at(-1)).toBe('giving-up');
    expect(told.at(-1)).toEqual({ status: 'active' });
    const reason = 'not the same on both servers: contact';
    expect(await job(jobId)).toMatchObject({ state: 'failed', reason });
    expect(await onPlatform(() => tenants.get(id))).toMatchObject({ server: null, moving: null, jobId: null });
  });

  it.each(['copying', 'catching-up', 'sealing', 'verifying', 'leaving'])(
    'a move whose leader dies in %s is led on by another, from there',
    async (step) => {
      const dying = () => {
        throw new Error('the process is gone');
      };
      answers[step] = dying;
      const jobId = await start('move', 'second');
      await run();
      expect(await job(jobId)).toMatchObject({ state: 'running', step });
      answers = {};
      await run();
      expect(await job(jobId)).toMatchObject({ state: 'done' });
      expect(asked.filter((each) => each === step)).toHaveLength(2);
      expect(told.at(-1)).toEqual({ status: 'active', server: 'second' });
    },
  );

  describe('a tenant that wants a server for itself', () => {
    const alone = (server: string) => start('move', server, null, 'dedicated');

    it('is moved to an empty one, and from then on nobody else is', async () => {
      const jobId = await alone('empty-one');
      await run();
      expect(await job(jobId)).toMatchObject({ state: 'done' });
      expect(await onPlatform(() => tenants.get(id))).toMatchObject({ server: 'empty-one', isolation: 'dedicated' });
      const refused = { code: 'tenant-server-dedicated' };
      await expect(startOf(await aTenant(), 'move', 'empty-one')).rejects.toMatchObject(refused);
    });

    it('has it from the moment it is on its way', async () => {
      await alone('empty-two');
      const refused = { code: 'tenant-server-dedicated' };
      await expect(startOf(await aTenant(), 'move', 'empty-two')).rejects.toMatchObject(refused);
    });

    it('is not moved to one where somebody is, or is on the way to, or from', async () => {
      await startOf(await aTenant({ server: 'left' }), 'move', 'taken');
      for (const server of ['left', 'taken'])
        await expect(alone(server)).rejects.toMatchObject({ code: 'tenant-server-not-empty' });
    });

    it('stays one when it is moved on, and is moved to no server that all have', async () => {
      id = await aTenant({ server: 'own', isolation: 'dedicated' });
      await aTenant({ server: 'full' });
      await expect(start('move', 'full')).rejects.toMatchObject({ code: 'tenant-server-not-empty' });
      await expect(start('move', null)).rejects.toMatchObject({ code: 'tenant-needs-own-server' });
    });

    it('gives it up by a move that says so', async () => {
      id = await aTenant({ server: 'own-no-more', isolation: 'dedicated' });
      await start('move', null, null, 'shared');
      await run();
      expect(await onPlatform(() => tenants.get(id))).toMatchObject({ server: null, isolation: 'shared' });
      const others = await startOf(await aTenant(), 'move', 'own-no-more');
      expect(await job(others)).toMatchObject({ state: 'running' });
    });
  });

  it('none of a tenant that is not there, whose trail is not looked for either', async () => {
    for (const kind of ['export', 'rotate-keys'] as const)
      await expect(startOf('nobody', kind)).rejects.toMatchObject({ code: 'tenant-not-found' });
    expect(noted).toEqual([]);
  });

  it('one whose service fails says which and why', async () => {
    answers.exporting = () => ({ state: 'failed', reason: 'NoSpace' });
    const jobId = await start('export');
    expect(noted).toEqual(['exported']);
    await run();
    expect(await job(jobId)).toMatchObject({ state: 'failed', reason: 'call-center: NoSpace' });
    expect(await onPlatform(() => tenants.get(id))).toMatchObject({ jobId: null });
  });

  it('waits while a service is busy, and a second one on the same tenant is refused meanwhile', async () => {
    answers.exporting = () => ({ state: 'waiting', done: 3, total: 9 });
    const jobId = await start('export');
    await run();
    expect(await job(jobId)).toMatchObject({ state: 'running' });
    await expect(start('move', 'second')).rejects.toMatchObject({ code: 'tenant-busy' });
    answers = {};
    await run();
    expect(await job(jobId)).toMatchObject({ state: 'done' });
  });

  const erase = async () => {
    await onPlatform(() =>
      tenants.update(id, (tenant) => {
        tenant.askErasure('hash', new Date(clock.ms() + 1_000), clock.now());
        tenant.confirmErasure('hash', clock.now(), clock.now());
      }),
    );
    return start('erase');
  };

  it('an erasure withdraws the tenant from everybody before what was made anew is swept up', async () => {
    answers.sweeping = () => {
      expect(directory.get(id)).toBeUndefined();
      return DONE;
    };
    const jobId = await erase();
    await run();
    expect(asked).toEqual(['erasing', 'sweeping']);
    expect(noted).toEqual(['erased']);
    expect(await job(jobId)).toMatchObject({ state: 'done' });
    expect(await onPlatform(() => tenants.get(id))).toMatchObject({ status: 'erased', domains: [], jobId: null });
  });

  it('one whose leader dies once it has noted that a trail begins anew is ended by another, which notes it again', async () => {
    afterNote = () => {
      throw new Error('the process is gone');
    };
    const jobId = await erase();
    await run();
    expect(await job(jobId)).toMatchObject({ state: 'running', step: 'sweeping' });
    afterNote = () => undefined;
    await run();
    expect(await job(jobId)).toMatchObject({ state: 'done' });
    expect(noted).toEqual(['erased', 'erased']);
  });
});
