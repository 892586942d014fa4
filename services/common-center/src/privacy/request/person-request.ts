import type { ErasureReceipt } from '#libs/contracts/common-center/person-data-api';

const KEEPERS = ['common-center', 'call-center', 'ticket-center', 'operations-center'] as const;

/** What one service did; it is done once, and a request that was interrupted goes on behind it. */
export interface Step {
  readonly service: string;
  readonly done: boolean;
  /** Of an erasure. */
  readonly receipt: ErasureReceipt['holdings'];
}

export interface PersonRequestRow {
  id: string;
  version: number;
  kind: 'export' | 'erase';
  customerId: string;
  reason: string;
  requestedBy: string;
  requestedAt: Date;
  /** An export that is over has been removed again. */
  state: 'running' | 'done' | 'over';
  steps: readonly Step[];
  attempts: number;
  /** When the next step is tried, or the export is removed; null: nothing is left to do. */
  dueAt: Date | null;
  finishedAt: Date | null;
}

const MINUTE_MS = 60_000;
const MOST_WAIT_MS = 60 * MINUTE_MS;
/** So long nobody else goes on with a request; a step that takes longer is begun by another, and counts once. */
const CLAIMED_MS = 5 * MINUTE_MS;
const EXPORT_KEPT_MS = 7 * 24 * 60 * MINUTE_MS;

export function newSteps(): Step[] {
  return KEEPERS.map((service) => ({ service, done: false, receipt: [] }));
}

/** The request in the hands of whoever goes on with it. */
export function claimed(request: PersonRequestRow, now: Date): PersonRequestRow {
  return { ...request, version: request.version + 1, dueAt: new Date(now.getTime() + CLAIMED_MS) };
}

/** The request after a service has done its part: still in the same hands until all have. */
export function stepDone(request: PersonRequestRow, done: Step, now: Date): PersonRequestRow {
  const steps = request.steps.map((step) => (step.service === done.service ? done : step));
  const changed = { ...claimed(request, now), steps, attempts: 0 };
  if (steps.some((step) => !step.done)) return changed;
  const dueAt = request.kind === 'export' ? new Date(now.getTime() + EXPORT_KEPT_MS) : null;
  return { ...changed, state: 'done', finishedAt: now, dueAt };
}

/** A service is away: it is asked again, later each time, until it is there. */
export function stepFailed(request: PersonRequestRow, now: Date): PersonRequestRow {
  const wait = Math.min(MOST_WAIT_MS, MINUTE_MS * 2 ** request.attempts);
  return { ...request, attempts: request.attempts + 1, dueAt: new Date(now.getTime() + wait) };
}
