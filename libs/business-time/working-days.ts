import { WEEKDAYS, type CalendarDefinition, type Hours, type Weekday } from './calendar-definition.js';
import { DateDefinedTwice, HoursOverlap, NeverOpen, WeekdayUnknown } from './calendar.errors.js';
import { DAY, dateOf, dayNumber, spanOf, weekdayOf, type Span } from './wall-clock.js';

/** What the wall clock must show for the desk to be open, day by day. */
export class WorkingDays {
  readonly #week: readonly (readonly Span[])[];
  readonly #special: ReadonlyMap<number, readonly Span[]>;

  /** @throws DomainError when the hours contradict each other, or there are none. */
  constructor({ weekly, holidays, extraWorkingDays, worksExtraDays }: CalendarDefinition) {
    this.#week = weekOf(weekly);
    const special = specialDays([...holidays, ...extraWorkingDays]);
    if (!worksExtraDays) for (const { date } of extraWorkingDays) special.delete(dayNumber(date));
    this.#special = special;
    this.#refuseOverlaps();
    if (this.#isNeverOpen()) throw new NeverOpen('The calendar has no open hours at all.');
  }

  /** In order, one after the other, on a day counted from 1970-01-01. */
  spansOf(day: number): readonly Span[] {
    return this.#special.get(day) ?? this.#week[weekdayOf(day)]!;
  }

  /** The ms of the longest day of the week; of the longest special day when the week is closed. */
  longestDay(): number {
    const inWeek = longest(this.#week);
    return inWeek > 0 ? inWeek : longest([...this.#special.values()]);
  }

  #isNeverOpen(): boolean {
    return this.longestDay() === 0;
  }

  #refuseOverlaps(): void {
    const inWeek = [...this.#week, this.#week[0]!].flatMap((spans, index) => shifted(spans, index));
    refuseOverlap(inWeek, (index) => WEEKDAYS[index % 7]!);
    for (const day of this.#special.keys()) {
      const around = [-1, 0, 1].flatMap((offset) => shifted(this.spansOf(day + offset), offset));
      refuseOverlap(around, (offset) => dateOf(day + offset));
    }
  }
}

function weekOf(weekly: CalendarDefinition['weekly']): Span[][] {
  const unknown = Object.keys(weekly).find((name) => !WEEKDAYS.includes(name as Weekday));
  if (unknown !== undefined) throw new WeekdayUnknown('The days of the week are monday to sunday.', { unknown });
  return WEEKDAYS.map((weekday) => spansIn(weekly[weekday]));
}

function specialDays(days: readonly { readonly date: string; readonly hours?: readonly Hours[] }[]) {
  const spans = new Map<number, Span[]>();
  for (const { date, hours } of days) {
    if (spans.has(dayNumber(date))) throw new DateDefinedTwice('The calendar says of one date two things.', { date });
    spans.set(dayNumber(date), spansIn(hours));
  }
  return spans;
}

function spansIn(hours: readonly Hours[] = []): Span[] {
  return hours.map(spanOf).sort((left, right) => left.from - right.from);
}

/** The same spans, counted from the midnight `days` earlier. */
function shifted(spans: readonly Span[], days: number): Span[] {
  return spans.map(({ from, to }) => ({ from: from + days * DAY, to: to + days * DAY }));
}

function refuseOverlap(spans: readonly Span[], dayAt: (index: number) => string): void {
  const clash = spans.find(({ from }, index) => index > 0 && spans[index - 1]!.to > from);
  if (clash === undefined) return;
  throw new HoursOverlap('Hours of the calendar overlap.', { day: dayAt(Math.floor(clash.from / DAY)) });
}

function longest(days: readonly (readonly Span[])[]): number {
  return Math.max(0, ...days.map((spans) => spans.reduce((sum, { from, to }) => sum + to - from, 0)));
}
