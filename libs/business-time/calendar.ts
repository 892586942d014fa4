import type { CalendarDefinition } from './calendar-definition.js';
import { InstantOutOfRange } from './calendar.errors.js';
import { OpenYear } from './open-year.js';
import { TimeZone } from './time-zone.js';
import { WorkingDays } from './working-days.js';

/** Business time is known from the beginning of the first year to the end of the last, in UTC. */
const FIRST_YEAR = 1970;
const LAST_YEAR = 2199;

/** A calendar that was checked and compiled. It keeps what it has worked out for a year: make it once and use it often. */
export class Calendar {
  readonly #days: WorkingDays;
  readonly #zone: TimeZone;
  readonly #years: OpenYear[] = [];

  /** @throws DomainError of `calendar.errors.ts`: an unknown zone, malformed or overlapping hours, nothing open ever … */
  constructor(definition: CalendarDefinition) {
    this.#zone = TimeZone.named(definition.timeZone);
    this.#days = new WorkingDays(definition);
  }

  /**
   * The ms of one day in a business duration: the longest day of its week by the wall clock, 8 hours for Monday to Friday 9 to 17,
   * 24 hours for one that never closes.
   */
  get dayMs(): number {
    return this.#days.longestDay();
  }

  /** @throws InstantOutOfRange */
  yearAt(instant: Date): OpenYear {
    return this.year(instant.getUTCFullYear());
  }

  /** @throws InstantOutOfRange */
  year(year: number): OpenYear {
    if (!(year >= FIRST_YEAR && year <= LAST_YEAR)) {
      throw new InstantOutOfRange(`Business time is known from ${FIRST_YEAR} to ${LAST_YEAR} only.`, { year });
    }
    return (this.#years[year - FIRST_YEAR] ??= new OpenYear(year, this.#days, this.#zone));
  }
}
