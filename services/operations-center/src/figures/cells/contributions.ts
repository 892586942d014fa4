import type { LocalDays } from '../calendar/local-days.js';
import { quarterOf } from '../calendar/intervals.js';
import { minus, NOTHING, plus, REFUSALS, STANDINGS, type Tally } from '../formulas/tally.js';
import { tallyOf } from '../journey/counted.js';
import type { Line, LineKind } from '../journey/line.js';
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

type Owner = Pick<CellKey, 'kind' | 'id' | 'part'>;

const NO_STANDING = Object.fromEntries(STANDINGS.map((name) => [name, 0]));

/** What a line is counted in. An offer that was not taken is the agent's, and counts for the queue and the channel too. */
export function cellsOf(line: Line, days: LocalDays, shard: number): { key: CellKey; tally: Tally }[] {
  const { at } = line;
  const tally = tallyOf(line);
  const begun = { ...tally, ...NO_STANDING };
  const key = (level: CellKey['level'], start: number, owner: Owner) => ({
    level,
    start: new Date(start),
    ...owner,
    shard,
  });
  const ofPeriods = (owner: Owner, counted: Tally) => [
    { key: key('quarter', quarterOf(at), owner), tally: counted },
    { key: key('day', days.of(at).from, owner), tally: counted },
  ];
  const owner = ownerOf(line, line.kind);
  return [
    { key: key('now', 0, owner), tally: minus(tally, begun) },
    ...ofPeriods(owner, begun),
    ...othersOf(line).flatMap((other) => ofPeriods(other, onlyRefusals(tally))),
  ];
}

function othersOf(line: Line): Owner[] {
  if (line.kind !== 'agent' || !REFUSALS.some((each) => each === line.outcome)) return [];
  return [...(line.queueId === null ? [] : [ownerOf(line, 'queue')]), ownerOf(line, 'contact')];
}

function onlyRefusals({ rejected, missed }: Tally): Tally {
  return { ...NOTHING, rejected, missed };
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
function nameOf({ level, start, kind, id, part, shard }: CellKey): string {
  return JSON.stringify([level, kind, start.getTime(), id, part, shard]);
}

function ownerOf({ queueId, agentId, teamId, channel, product }: Line, kind: LineKind): Owner {
  if (kind === 'queue') return { kind, id: queueId!, part: '' };
  if (kind === 'agent') return { kind, id: agentId!, part: teamId ?? '' };
  return { kind, id: channel, part: product ?? '' };
}
