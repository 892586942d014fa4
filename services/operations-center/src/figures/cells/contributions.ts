import type { LocalDays } from '../calendar/local-days.js';
import { quarterOf } from '../calendar/intervals.js';
import { minus, NOTHING, plus, STANDINGS, type Tally } from '../formulas/tally.js';
import { tallyOf } from '../journey/counted.js';
import type { Line } from '../journey/line.js';
import type { CellKey } from './cell.schema.js';

/** By how much a cell changes. */
export interface CellChange {
  readonly key: CellKey;
  readonly by: Tally;
  /** The longest of the waits that come into the cell; 0: none. */
  readonly waitMs: number;
  /** The longest of those that leave it. */
  readonly goneMs: number;
}

const NOW = new Date(0);
const NO_STANDING = Object.fromEntries(STANDINGS.map((name) => [name, 0]));

/** What a line is counted in. */
export function cellsOf(line: Line, days: LocalDays, shard: number): { key: CellKey; tally: Tally }[] {
  const { kind, at } = line;
  const { id, part } = ownerOf(line);
  const tally = tallyOf(line);
  const begun = { ...tally, ...NO_STANDING };
  const standing = minus(tally, begun);
  const key = (level: CellKey['level'], start: Date) => ({ level, start, kind, id, part, shard });
  return [
    { key: key('now', NOW), tally: standing },
    { key: key('quarter', new Date(quarterOf(at))), tally: begun },
    { key: key('day', new Date(days.of(at).from)), tally: begun },
  ];
}

/** What the cells change by when these lines become those; in the order in which everybody locks them. */
export function changesOf(
  before: readonly Line[],
  after: readonly Line[],
  days: LocalDays,
  shard: number,
): CellChange[] {
  const changes = new Map<string, CellChange>();
  const count = (line: Line, isAfter: boolean) => {
    for (const { key, tally } of cellsOf(line, days, shard)) {
      const name = nameOf(key);
      const { by, waitMs, goneMs } = changes.get(name) ?? { by: NOTHING, waitMs: 0, goneMs: 0 };
      const waited = key.level === 'now' ? 0 : (line.waitMs ?? 0);
      changes.set(name, {
        key,
        by: isAfter ? plus(by, tally) : minus(by, tally),
        waitMs: isAfter ? Math.max(waitMs, waited) : waitMs,
        goneMs: isAfter ? goneMs : Math.max(goneMs, waited),
      });
    }
  };
  for (const line of before) count(line, false);
  for (const line of after) count(line, true);
  const named = [...changes].toSorted(([one], [other]) => (one < other ? -1 : 1));
  return named.map(([, change]) => change);
}

/** The same for the same cell. */
export function nameOf({ level, start, kind, id, part, shard }: CellKey): string {
  return JSON.stringify([level, kind, start.getTime(), id, part, shard]);
}

function ownerOf({ kind, queueId, agentId, teamId, channel, product }: Line): { id: string; part: string } {
  if (kind === 'queue') return { id: queueId!, part: '' };
  if (kind === 'agent') return { id: agentId!, part: teamId ?? '' };
  return { id: channel, part: product ?? '' };
}
