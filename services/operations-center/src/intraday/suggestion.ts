import type { IntradayChange } from './changes/intraday-change.js';
import { levelWith, predictedWith, type DayOutlook } from './day-outlook.js';
import type { Stretch } from './stretches.js';

/** What a service level was to be, and what it would be then. Shares. */
interface Effect {
  readonly before: number | null;
  readonly after: number | null;
}

export interface Suggestion {
  readonly kind: 'overtime' | 'time-off' | 'skill-relaxation' | 'break-move';
  /** ms since the epoch; of a break, where it is moved from. */
  readonly from: number;
  readonly to: number;
  readonly agents: number;
  /** Of the stretch, and of the day to its end. */
  readonly stretch: Effect;
  readonly day: Effect;
  /** Whose people take the contacts too, and what that costs there. */
  readonly lender?: { readonly planningGroupId: string; readonly name: string; readonly day: Effect };
  /** Whose break begins then instead. */
  readonly move?: { readonly agentId: string; readonly breakFrom: number };
  /** What carries it out; none: nobody is named, by whom people are asked. */
  readonly change?: IntradayChange;
}

/** On the intervals from one to another, both included. @param changes people more or fewer, by interval */
export function effectOn(
  { first, last }: { readonly first: number; readonly last: number },
  { intervals, day }: DayOutlook,
  changes: ReadonlyMap<number, number>,
): Effect {
  const level = (by: ReadonlyMap<number, number>) => {
    let all = 0;
    let good = 0;
    for (let at = first; at <= last; at += 1) {
      const predicted = predictedWith(intervals[at]!, by.get(at) ?? 0, day);
      all += predicted?.contacts ?? 0;
      good += predicted ? predicted.contacts * predicted.serviceLevel : 0;
    }
    return all > 0 ? good / all : null;
  };
  return { before: level(new Map()), after: level(changes) };
}

/** @param changes people more or fewer, by interval */
export function changedBy(
  kind: Suggestion['kind'],
  outlook: DayOutlook,
  { first, last }: Pick<Stretch, 'first' | 'last'>,
  changes: ReadonlyMap<number, number>,
): Suggestion {
  const { intervals, levelAtEnd } = outlook;
  return {
    ...{ kind, from: intervals[first]!.from, to: intervals[last]!.to, agents: Math.max(...changes.values()) },
    stretch: effectOn({ first, last }, outlook, changes),
    day: { before: levelAtEnd, after: levelWith(outlook, changes) },
  };
}
