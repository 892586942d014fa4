import { nextOpening } from '#libs/business-time/business-time';
import { Calendar } from '#libs/business-time/calendar';
import { WEEKDAYS } from '#libs/business-time/calendar-definition';
import { DomainError } from '#libs/kernel/domain-error';
import { Injectable } from '@nestjs/common';
import { NumberZones } from '../number-zone/number-zone.api.js';
import { internationalNumber } from '../phone-number/phone-number.api.js';

/** Every day on the callee's clock, `HH:MM`. */
interface Hours {
  readonly from: string;
  readonly to: string;
}

/** Zones whose days never overlap are given up after so many looks. */
const LOOKS = 8;

/** When people may be called back. */
@Injectable()
export class CallbackHours {
  readonly #calendars = new Map<string, Calendar>();

  constructor(private readonly zones: NumberZones) {}

  /**
   * The first instant from then on within the hours, in every zone the number may be in. Who asked to be called back is called also
   * where no zone is known.
   */
  async earliest(number: string | null, hours: Hours, from: Date): Promise<Date> {
    const calendars = (await this.#zonesOf(number)).map((zone) => this.#calendar(zone, hours));
    let at = from;
    for (let look = 0; look < LOOKS * calendars.length; look += 1) {
      const next = new Date(Math.max(...calendars.map((each) => nextOpening(each, at).getTime())));
      if (next <= at) return at;
      at = next;
    }
    return at;
  }

  async #zonesOf(number: string | null): Promise<readonly string[]> {
    if (number === null) return [];
    try {
      return await this.zones.of(internationalNumber(number));
    } catch (error) {
      // An extension, or what a switch calls a withheld number: it is in no zone.
      if (error instanceof DomainError) return [];
      throw error;
    }
  }

  #calendar(timeZone: string, { from, to }: Hours): Calendar {
    const key = `${timeZone} ${from} ${to}`;
    const known = this.#calendars.get(key);
    if (known) return known;
    const weekly = Object.fromEntries(WEEKDAYS.map((day) => [day, [{ from, to }]]));
    const days = { holidays: [], extraWorkingDays: [], worksExtraDays: false };
    const calendar = new Calendar({ timeZone, weekly, ...days });
    this.#calendars.set(key, calendar);
    return calendar;
  }
}
