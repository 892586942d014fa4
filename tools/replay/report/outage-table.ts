import { isAnswered, type Attempt } from '../../api/attempt.js';
import { percentiles } from '../../api/latencies.js';
import type { Outage } from '../../world/chaos.js';

/** What became of the calls of one kind while a part was away. */
export interface KindDuring {
  /** What they are about, and whether they change it: `tickets: write`. */
  readonly kind: string;
  readonly attempts: number;
  readonly answered: number;
  /** ms. */
  readonly p95: number;
}

/** What one part's absence meant. Seconds. */
export interface OutageRow {
  readonly part: string;
  readonly awaySeconds: number;
  /** From when it was there again until all was well; null: it never was. */
  readonly wellAfterSeconds: number | null;
  readonly worked: readonly KindDuring[];
  /** Answered, but not always, or much later than in peace. */
  readonly degraded: readonly KindDuring[];
  readonly failed: readonly KindDuring[];
}

/** So many times the usual, and at least so many ms: that is late. */
const LATE = { times: 4, ms: 1_000 };

/** @param attempts of the whole run: what lies outside all outages is peace */
export function outageTable(outages: readonly Outage[], attempts: readonly Attempt[]): OutageRow[] {
  const isPeace = ({ at }: Attempt) =>
    !outages.some(({ takenAt, wellAt }) => at >= takenAt && at <= (wellAt ?? Infinity));
  const usual = new Map(kindsOf(attempts.filter(isPeace)).map(({ kind, p95 }) => [kind, p95]));
  return outages.map(({ part, takenAt, givenAt, wellAt }) => {
    const kinds = kindsOf(attempts.filter(({ at }) => at >= takenAt && at < givenAt));
    const isLate = ({ kind, p95 }: KindDuring) => p95 > Math.max(LATE.ms, LATE.times * (usual.get(kind) ?? 0));
    const fates = Map.groupBy(kinds, (each) => {
      if (each.answered === 0) return 'failed';
      return each.answered < each.attempts || isLate(each) ? 'degraded' : 'worked';
    });
    return {
      part,
      awaySeconds: (givenAt - takenAt) / 1_000,
      wellAfterSeconds: wellAt === null ? null : (wellAt - givenAt) / 1_000,
      worked: fates.get('worked') ?? [],
      degraded: fates.get('degraded') ?? [],
      failed: fates.get('failed') ?? [],
    };
  });
}

function kindsOf(attempts: readonly Attempt[]): KindDuring[] {
  const byKind = Map.groupBy(attempts, ({ operation }) => kindOf(operation));
  return Array.from(byKind, ([kind, own]) => ({
    ...{ kind, attempts: own.length, answered: own.filter(isAnswered).length },
    p95: percentiles(own.map(({ ms }) => ms)).p95,
  })).toSorted((a, b) => (a.kind < b.kind ? -1 : 1));
}

function kindOf(operation: string): string {
  const [method, path = ''] = operation.split(' ');
  const about = path.split('/')[3] ?? path;
  if (about === 'auth' || about === 'sessions') return 'log-in';
  return `${about}: ${method === 'GET' ? 'read' : 'write'}`;
}

/** A block for each part. */
export function outageLines(table: readonly OutageRow[]): string[] {
  return table.flatMap(({ part, awaySeconds, wellAfterSeconds, worked, degraded, failed }) => [
    `${part}: away for ${awaySeconds.toFixed(1)} s, ${wellAfterSeconds === null ? 'NEVER well again' : `all well ${wellAfterSeconds.toFixed(1)} s after it was back`}`,
    `    worked    ${listed(worked, ({ kind }) => kind)}`,
    `    degraded  ${listed(degraded, ({ kind, answered, attempts, p95 }) => `${kind} (${answered} of ${attempts}, p95 ${p95.toFixed(0)} ms)`)}`,
    `    failed    ${listed(failed, ({ kind, attempts }) => `${kind} (0 of ${attempts})`)}`,
  ]);
}

function listed(kinds: readonly KindDuring[], told: (kind: KindDuring) => string): string {
  return kinds.length === 0 ? '–' : kinds.map(told).join(', ');
}
