import type { Isolation } from './isolation.js';
import { AggregateRoot, type DomainEvent } from '#libs/kernel/aggregate-root';
import { STEPS, undoOf, type JobKind, type JobStep } from './job-steps.js';
import { ArchiveNotFound } from './tenant.errors.js';

export interface JobEvent extends DomainEvent {
  readonly type:
    'tenant-job-started' | 'tenant-job-went-on' | 'tenant-job-done' | 'tenant-job-undone' | 'tenant-job-failed';
}

export type JobState = 'running' | 'done' | 'failed';

/** What a kind of job needs to know; servers by name, null is each service's own. */
export interface JobOrder {
  readonly from?: string | null;
  readonly to?: string | null;
  /** Of a move: what the tenant is from then on. */
  readonly isolation?: Isolation;
  /** Of a restore: what each service reads, by service. */
  readonly manifests?: Readonly<Record<string, string>>;
}

/** What a service answered when it had done a step. */
export type Results = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** Something that all services do with a tenant, step by step; what a crash interrupts goes on where it was. */
export class TenantJob extends AggregateRoot<JobEvent> {
  readonly tenantId!: string;
  readonly kind!: JobKind;
  readonly order!: JobOrder;
  readonly step!: JobStep;
  readonly state!: JobState;
  /** By step, by service. */
  readonly results!: Partial<Record<JobStep, Results>>;
  readonly reason!: string | null;
  readonly startedAt!: Date;
  readonly endedAt!: Date | null;
  /** Of a move: since when, and for how long, nobody could write; ms. */
  readonly heldAt!: Date | null;
  readonly readOnlyMs!: number | null;

  private constructor() {
    super();
  }

  static start(of: { id: string; tenantId: string; kind: JobKind; order: JobOrder }, now: Date): TenantJob {
    const job = new TenantJob();
    const fresh = { state: 'running', results: {}, reason: null, endedAt: null, heldAt: null, readOnlyMs: null };
    Object.assign(job, of, fresh, { step: STEPS[of.kind][0], startedAt: now });
    job.record({ type: 'tenant-job-started', at: now });
    return job;
  }

  /** Every service has done the step; two processes may find that out, and the second changes nothing. */
  goOn(step: JobStep, results: Results, now: Date): void {
    if (this.state !== 'running' || this.step !== step) return;
    Object.assign(this, { results: { ...this.results, [step]: results } });
    if (step === 'giving-up') return this.#end('failed', 'tenant-job-undone', now);
    const next = STEPS[this.kind][STEPS[this.kind].indexOf(step) + 1];
    if (next === undefined) return this.#end('done', 'tenant-job-done', now);
    Object.assign(this, { step: next });
    this.record({ type: 'tenant-job-went-on', at: now });
  }

  /** What was begun is undone where there is a way back. */
  fail(step: JobStep, reason: string, now: Date): void {
    if (this.state !== 'running' || this.step !== step) return;
    Object.assign(this, { reason: this.reason ?? reason });
    const undo = undoOf(step);
    if (undo === null) return this.#end('failed', 'tenant-job-failed', now);
    Object.assign(this, { step: undo });
    this.record({ type: 'tenant-job-went-on', at: now });
  }

  /** Where what an export wrote is told, by service. @throws ArchiveNotFound when this was no export, or is none yet */
  manifests(): Record<string, string> {
    if (this.kind !== 'export' || this.state !== 'done')
      throw new ArchiveNotFound('This job has written no archive.', { id: this.id });
    const written = Object.entries(this.results.exporting ?? {});
    return Object.fromEntries(written.map(([service, { manifest }]) => [service, manifest as string]));
  }

  /** Writers wait from now on. */
  hold(now: Date): void {
    if (this.heldAt !== null) return;
    Object.assign(this, { heldAt: now });
    this.record({ type: 'tenant-job-went-on', at: now });
  }

  /** Writers wait no more. */
  release(now: Date): void {
    if (this.heldAt === null || this.readOnlyMs !== null) return;
    Object.assign(this, { readOnlyMs: now.getTime() - new Date(this.heldAt).getTime() });
  }

  #end(state: JobState, type: JobEvent['type'], now: Date): void {
    Object.assign(this, { state, endedAt: now });
    this.record({ type, at: now });
  }
}
