import type { SlaClock } from '#libs/business-time/sla/sla-clock';
import type { EntityManager } from 'typeorm';
import type { Application } from '../terms/sla-terms.js';
import { SlaClockSchema, type Basis, type Outcome, type SlaClockRow } from './sla-ticket.schema.js';

const SECOND = 1_000;

/** Writes what is new or has changed, and takes away what is no longer there. */
export async function keepClocks(tx: EntityManager, ticketId: string, rows: readonly SlaClockRow[]): Promise<void> {
  const kept = new Map((await tx.findBy(SlaClockSchema, { ticketId })).map((row) => [keyOf(row), row]));
  const fresh = rows.filter((row) => !kept.has(keyOf(row)));
  if (fresh.length > 0) await tx.insert(SlaClockSchema, fresh);
  for (const row of rows) {
    const before = kept.get(keyOf(row));
    kept.delete(keyOf(row));
    if (before && JSON.stringify(sorted(before)) !== JSON.stringify(sorted(row)))
      await tx.update(SlaClockSchema, primaryOf(row), row);
  }
  for (const gone of kept.values()) await tx.delete(SlaClockSchema, primaryOf(gone));
}

export function clockRow(
  ticketId: string,
  basis: Basis,
  clock: SlaClock,
  applications: readonly Application[],
): SlaClockRow {
  const { metric, instance, group: groupId, state, startedAt, dueAt, fulfilledAt, breaches } = clock;
  const policy = clock.policy ?? breaches.at(-1)?.policy ?? null;
  const targetMs = clock.target?.ms ?? breaches.at(-1)?.targetMs ?? null;
  return {
    ...{ ticketId, basis, metric, instance, groupId, state, startedAt, dueAt, fulfilledAt },
    policyId: policy?.id ?? null,
    policyName: applications.find((each) => each.policy?.id === policy?.id)?.policy?.name ?? null,
    policyVersion: policy?.version ?? null,
    targetSeconds: inSeconds(targetMs),
    elapsedSeconds: inSeconds(clock.elapsedMs),
    outcome: outcomeOf(clock),
    missedAt: breaches[0]?.at ?? null,
  };
}

/** A promise that was broken stays broken, whatever is promised later. */
function outcomeOf({ breaches, state }: SlaClock): Outcome {
  if (breaches.length > 0) return 'missed';
  if (state === 'fulfilled') return 'met';
  return state === 'stopped' ? 'stopped' : 'running';
}

function inSeconds(ms: number | null): number | null {
  return ms === null ? null : Math.round(ms / SECOND);
}

function primaryOf({ ticketId, basis, metric, instance }: SlaClockRow) {
  return { ticketId, basis, metric, instance };
}

function keyOf({ basis, metric, instance }: SlaClockRow): string {
  return `${basis}/${metric}/${instance}`;
}

function sorted(row: SlaClockRow) {
  return Object.entries(row).sort(([a], [b]) => (a < b ? -1 : 1));
}
