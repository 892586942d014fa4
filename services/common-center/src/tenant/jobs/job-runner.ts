import { setTimeout as pause } from 'node:timers/promises';
import { Clock } from '#libs/kernel/clock';
import { Database } from '#libs/persistence/database';
import { runAsTenant } from '#libs/persistence/tenant/tenant-context';
import { PLATFORM_TENANT } from '#libs/persistence/tenant/tenant-id';
import { LeasedRounds, type Rounds } from '#libs/web/platform/leased-rounds';
import { LOGGER } from '#libs/web/platform/logger-token';
import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from 'pino';
import { AuditHeads } from '../../audit/audit.api.js';
import { Tenants } from '../domain/tenant.repository.js';
import { TenantPublication } from '../tenant-publication.js';
import type { TenantJob } from '../domain/tenant-job.aggregate.js';
import { TenantJobs } from '../domain/tenant-job.repository.js';
import { JobErrands, type Standing } from './job-errands.js';

const EVERY_MS = 1_000;
const LEASE_MS = 30_000;
/** While nobody can write, it is looked at that often. */
const HURRY_MS = 50;
/** Every process has heard by then; one that has not is kept out by the seal all the same. */
const HEARD_AFTER_MS = 250;

/** Leads the jobs on tenants through their steps; one process of common-center does it at a time. */
@Injectable()
export class JobRunner {
  readonly rounds: Rounds;

  constructor(
    rounds: LeasedRounds,
    private readonly jobs: TenantJobs,
    private readonly tenants: Tenants,
    private readonly errands: JobErrands,
    private readonly publication: TenantPublication,
    private readonly heads: AuditHeads,
    private readonly database: Database,
    private readonly clock: Clock,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {
    this.rounds = rounds.of({
      job: 'tenant-jobs',
      everyMs: EVERY_MS,
      leaseMs: LEASE_MS,
      failure: 'jobs on tenants were not looked after',
      work: async (round) => {
        if (await round.isOurs()) await runAsTenant(PLATFORM_TENANT, () => this.#lookAtAll(() => round.isOurs()));
      },
    });
  }

  async #lookAtAll(goOn: () => Promise<boolean>): Promise<void> {
    for (const job of await this.jobs.running()) {
      await this.#lead(job.id, goOn).catch((error: unknown) =>
        this.logger.warn({ err: error, job: job.id, tenant: job.tenantId }, 'a job on a tenant waits'),
      );
    }
  }

  /** As far as it gets now; while writers wait for it, to the end of that. */
  async #lead(id: string, goOn: () => Promise<boolean>): Promise<void> {
    for (;;) {
      const job = await this.jobs.get(id);
      if (job.state !== 'running' || !(await goOn())) return;
      await this.#prepare(job);
      const standings = await this.errands.askAll(job);
      if (standings.some(({ state }) => state === 'failed')) await this.#fail(job, standings);
      else if (standings.every(({ state }) => state === 'done')) await this.#finish(job, standings);
      else if (job.heldAt === null) return;
      else await pause(HURRY_MS);
    }
  }

  /** Before a step: what everybody has to know first. */
  async #prepare({ id, tenantId, step }: TenantJob): Promise<void> {
    if (step !== 'sealing') return;
    const now = this.clock.now();
    const isNew = (await this.tenants.get(tenantId)).moving === null;
    await this.database.transaction(async () => {
      await this.jobs.update(id, (job) => job.hold(now));
      await this.tenants.update(tenantId, (tenant) => tenant.hold('held', now));
    });
    await this.publication.publish(tenantId);
    if (isNew) await pause(HEARD_AFTER_MS);
  }

  /** The job and the tenant change together; then everybody is told. */
  async #finish({ id, tenantId, step, order }: TenantJob, standings: readonly Standing[]): Promise<void> {
    const now = this.clock.now();
    const results = Object.fromEntries(standings.map(({ service, result }) => [service, result ?? {}]));
    const differing = standings.flatMap(({ result }) => (result?.differing as string[] | undefined) ?? []);
    if (step === 'verifying' && differing.length > 0)
      return this.#undo(id, step, `not the same on both servers: ${differing.join(', ')}`);
    // Of the tenant's database, so before the unit of work of the platform's. Whoever leads the job on after a crash notes it once more.
    if (step === 'restoring') await this.heads.note(tenantId, 'restored');
    if (step === 'sweeping') await this.heads.note(tenantId, 'erased');
    await this.database.transaction(async () => {
      const isOver = await this.jobs.update(id, (job) => {
        if (step === 'verifying' || step === 'giving-up') job.release(now);
        job.goOn(step, results, now);
        return job.state !== 'running';
      });
      await this.tenants.update(tenantId, (tenant) => {
        if (step === 'sealing') tenant.hold('sealed', now);
        if (step === 'verifying') tenant.settle(order.to ?? null, order.isolation ?? 'shared', now);
        if (step === 'erasing') tenant.erase(now);
        if (isOver) tenant.end(id, now);
      });
    });
    await this.publication.publish(tenantId);
  }

  async #fail({ id, step }: TenantJob, standings: readonly Standing[]): Promise<void> {
    const failed = standings.filter(({ state }) => state === 'failed');
    await this.#undo(id, step, failed.map(({ service, reason }) => `${service}: ${reason}`).join('; '));
  }

  async #undo(id: string, step: TenantJob['step'], reason: string): Promise<void> {
    const now = this.clock.now();
    await this.database.transaction(async () => {
      const { tenantId, state } = await this.jobs.update(id, (job) => {
        job.fail(step, reason.slice(0, 500), now);
        return job;
      });
      if (state !== 'running') await this.tenants.update(tenantId, (tenant) => tenant.end(id, now));
    });
    await this.publication.publish((await this.jobs.get(id)).tenantId);
  }
}
