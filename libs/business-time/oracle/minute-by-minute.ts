import type { CalendarDefinition, Hours } from '../calendar-definition.js';

const MINUTE = 60_000;
const WEEKDAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'] as const;
/** Longer than any clock was ever put back. */
const BEFOREHAND = 36 * 60;

/**
 * What every calendar is tested against: looks at the wall clock once a minute, and knows nothing else. A clock that is put back is
 * taken to stand still until it shows a later time again.
 */
export class MinuteByMinute {
  readonly #open: boolean[] = [];
  readonly #first: number;

  constructor(
    private readonly definition: CalendarDefinition,
    from: Date,
    to: Date,
  ) {
    const format = new Intl.DateTimeFormat('sv-SE', {
      timeZone: definition.timeZone,
      dateStyle: 'short',
      timeStyle: 'short',
    });
    this.#first = Math.floor(from.getTime() / MINUTE);
    let furthest = '';
    for (let minute = this.#first - BEFOREHAND; minute < to.getTime() / MINUTE; minute += 1) {
      const shown = format.format(minute * MINUTE);
      furthest = shown > furthest ? shown : furthest;
      if (minute >= this.#first) this.#open.push(this.#isOpenWhen(furthest));
    }
  }

  isOpen(at: number): boolean {
    const open = this.#open[Math.floor(at / MINUTE) - this.#first];
    if (open === undefined) throw new RangeError(`nobody looked at the clock at ${new Date(at).toISOString()}`);
    return open;
  }

  /** By taking one minute after the other; `from` and the duration are whole minutes. */
  add(from: Date, durationMs: number): Date {
    let at = from.getTime();
    for (let left = durationMs; left > 0; at += MINUTE) if (this.isOpen(at)) left -= MINUTE;
    return new Date(at);
  }

  between(from: Date, to: Date): number {
    let open = 0;
    for (let at = from.getTime(); at < to.getTime(); at += MINUTE) if (this.isOpen(at)) open += MINUTE;
    return open;
  }

  /** @param shown `YYYY-MM-DD HH:MM` */
  #isOpenWhen(shown: string): boolean {
    const [date = '', time = ''] = shown.split(' ');
    const yesterday = new Date(Date.parse(date) - 24 * 60 * MINUTE).toISOString().slice(0, 10);
    return (
      this.#hoursOn(date).some(({ from, to }) => from <= time && (time < to || to < from)) ||
      this.#hoursOn(yesterday).some(({ from, to }) => to < from && time < to)
    );
  }

  #hoursOn(date: string): readonly Hours[] {
    const { weekly, holidays, extraWorkingDays, worksExtraDays } = this.definition;
    const holiday = holidays.find((each) => each.date === date);
    if (holiday !== undefined) return holiday.hours ?? [];
    const extra = worksExtraDays ? extraWorkingDays.find((each) => each.date === date) : undefined;
    return extra?.hours ?? weekly[WEEKDAYS[new Date(date).getUTCDay()]!] ?? [];
  }
}
