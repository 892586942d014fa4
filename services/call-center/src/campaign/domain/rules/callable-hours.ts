export const WEEKDAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;
export type Weekday = (typeof WEEKDAYS)[number];

/** On the wall clock, `HH:MM`; `24:00` is the end of the day. The end is no longer in it. */
export interface Interval {
  readonly from: string;
  readonly to: string;
}

/** A weekday without an interval is one on which nobody is called. */
export type CallableHours = Readonly<Partial<Record<Weekday, readonly Interval[]>>>;

const QUARTER_MS = 900_000;
const QUARTERS_OF_EIGHT_DAYS = 8 * 96;
const clocks = new Map<string, Intl.DateTimeFormat>();

/** Whether the callee may be called at that moment in every zone the number may be in; never where no zone is known. */
export function isCallable(hours: CallableHours, zones: readonly string[], at: Date): boolean {
  return zones.length > 0 && zones.every((zone) => isWithin(hours, zone, at));
}

/** The first quarter of an hour from then on in which the callee may be called; null: none within eight days. */
export function nextCallable(hours: CallableHours, zones: readonly string[], after: Date): Date | null {
  const first = Math.ceil(after.getTime() / QUARTER_MS);
  for (let quarter = first; quarter <= first + QUARTERS_OF_EIGHT_DAYS; quarter++) {
    const at = new Date(quarter * QUARTER_MS);
    if (isCallable(hours, zones, at)) return at;
  }
  return null;
}

function isWithin(hours: CallableHours, zone: string, at: Date): boolean {
  const { weekday, time } = wallClock(zone, at);
  return (hours[weekday] ?? []).some(({ from, to }) => from <= time && time < to);
}

function wallClock(zone: string, at: Date): { weekday: Weekday; time: string } {
  const parts = clockOf(zone).formatToParts(at);
  const part = (type: string) => parts.find((each) => each.type === type)!.value;
  return { weekday: part('weekday').toLowerCase() as Weekday, time: `${part('hour')}:${part('minute')}` };
}

function clockOf(timeZone: string): Intl.DateTimeFormat {
  const known = clocks.get(timeZone);
  if (known) return known;
  const options = { timeZone, weekday: 'long', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;
  const clock = new Intl.DateTimeFormat('en-US', options);
  clocks.set(timeZone, clock);
  return clock;
}
