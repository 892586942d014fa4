import { describe, expect, it } from '@jest/globals';
import { STEPS, type JobKind, type JobStep } from './job-steps.js';
import { TenantJob } from './tenant-job.aggregate.js';

const NOW = new Date('2026-11-23T09:00:00Z');
const LATER = new Date('2026-11-23T09:00:02.500Z');

function aJob(kind: JobKind): TenantJob {
  return TenantJob.start({ id: 'job', tenantId: 'acme', kind, order: {} }, NOW);
}

function atStep(step: JobStep): TenantJob {
  const job = aJob('move');
  for (const each of STEPS.move.slice(0, STEPS.move.indexOf(step))) job.goOn(each, {}, NOW);
  return job;
}

describe('a job on a tenant', () => {
  it.each(Object.entries(STEPS) as [JobKind, readonly JobStep[]][])(
    'of kind %s goes through its steps',
    (kind, steps) => {
      const job = aJob(kind);
      for (const step of steps) {
        expect(job).toMatchObject({ state: 'running', step });
        job.goOn(step, { 'call-center': { rows: 1 } }, NOW);
      }
      expect(job).toMatchObject({ state: 'done', endedAt: NOW });
      expect(Object.keys(job.results)).toEqual(steps);
    },
  );

  it('goes on once, whoever finds out that a step was done', () => {
    const job = aJob('move');
    job.goOn('copying', {}, NOW);
    job.goOn('copying', { late: {} }, NOW);
    expect(job).toMatchObject({ step: 'catching-up', results: { copying: {} } });
  });

  it.each(['copying', 'catching-up', 'sealing', 'verifying'] as const)('is undone when %s fails', (step) => {
    const job = atStep(step);
    job.fail(step, 'ticket-center: disk full', NOW);
    expect(job).toMatchObject({ state: 'running', step: 'giving-up' });
    job.goOn('giving-up', {}, LATER);
    expect(job).toMatchObject({ state: 'failed', reason: 'ticket-center: disk full', endedAt: LATER });
  });

  it('is not undone once the tenant lives on the other server, nor where there is nothing to undo', () => {
    const moved = atStep('leaving');
    moved.fail('leaving', 'away', NOW);
    expect(moved.state).toBe('failed');
    const exported = aJob('export');
    exported.fail('exporting', 'away', NOW);
    expect(exported.state).toBe('failed');
  });

  it('says for how long nobody could write', () => {
    const job = atStep('sealing');
    job.hold(NOW);
    job.hold(LATER);
    job.release(LATER);
    job.release(new Date(LATER.getTime() + 1_000));
    expect(job.readOnlyMs).toBe(2_500);
  });
});
