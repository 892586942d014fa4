import { weightOf, type HandledDay } from '../history.js';
import { reachOf, usualRange, type UsualRange } from './usual-range.js';

/** Days of the same weekday that say what is usual. */
const LAST = 9;
/** Handle times vary around their mean by about as much as it is. */
const VARIATION = 1;
/** The mean of fewer contacts is far off by a single long one: it is only kept from being any number. */
const FEW = 5;
const VARIATION_OF_FEW = 3;

/**
 * Seconds together, of each interval of each day; where the mean is far from the usual one of the interval on that weekday, it is replaced by it
 * (Hampel 1974): a call that nobody ended, or an outage.
 */
export function repairedSeconds(days: readonly (HandledDay & { readonly weekday: number })[]): number[][] {
  const usual = Array.from({ length: 7 }, (_, weekday) => {
    const known = days.filter((day) => day.weekday === weekday && weightOf(day) > 0);
    return (known[0]?.values ?? []).map((_, at) => {
      const seen = known.filter(({ values }) => values[at]! > 0).slice(-LAST);
      return usualRange(seen.map(({ values, handledSeconds }) => handledSeconds[at]! / values[at]!));
    });
  });
  return days.map(({ weekday, values, handledSeconds }) =>
    handledSeconds.map((seconds, at) => repaired(seconds, values[at]!, usual[weekday]![at] ?? null)),
  );
}

function repaired(seconds: number, contacts: number, range: UsualRange | null): number {
  if (!range || contacts === 0) return seconds;
  const { middle } = range;
  const isFew = contacts < FEW;
  const reach = reachOf(range, ((isFew ? VARIATION_OF_FEW : VARIATION) * middle) / Math.sqrt(contacts));
  const off = seconds / contacts - middle;
  if (Math.abs(off) <= reach) return seconds;
  return contacts * (isFew ? middle + Math.sign(off) * reach : middle);
}
