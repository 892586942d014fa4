import type { Period } from './periods.js';
import type { Run } from './runs.js';
import type { SlaTarget, StatusCategory } from './sla-policy.js';

/** Running: open hours count. Paused by the target's wish; stopped because the ticket is solved, closed or merged. */
export type Standing = 'running' | 'paused' | 'stopped';

const STOPPED: readonly StatusCategory[] = ['solved', 'closed', 'merged'];

/** A period within a run. */
export interface Stretch extends Period {
  readonly standing: Standing;
  /** In force then. */
  readonly target: SlaTarget | null;
}

/**
 * Cuts a run where status or policy changed. Whether a stretch was a pause is judged once, by the target in force as it passed, and
 * no later policy undoes it (glpi#6902); where there was none, by the next one.
 */
export function stretchesOf(run: Run, periods: readonly Period[]): Stretch[] {
  let judge: SlaTarget | null = null;
  return periods
    .filter(({ from, to }) => to > run.from && (from < run.to || from === run.from))
    .reverse()
    .map((period) => {
      const target = targetIn(period, run);
      judge = target ?? judge;
      const standing = standingIn(period.category, judge);
      return { ...period, from: Math.max(period.from, run.from), to: Math.min(period.to, run.to), standing, target };
    })
    .reverse();
}

function targetIn({ policy }: Period, { metric, group }: Run): SlaTarget | null {
  if (metric === 'ola') return policy?.ola.get(group!) ?? null;
  return policy?.targets[metric] ?? null;
}

function standingIn(category: StatusCategory, judge: SlaTarget | null): Standing {
  if (STOPPED.includes(category)) return 'stopped';
  return judge?.pausedIn.includes(category) ? 'paused' : 'running';
}
