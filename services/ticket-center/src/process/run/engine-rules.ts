import { businessDuration } from '#libs/business-time/business-duration';
import { addBusinessTime } from '#libs/business-time/business-time';
import type { Calendar } from '#libs/business-time/calendar';
import { domainError } from '#libs/kernel/domain-error';
import { step } from '#libs/process-engine/core/step';
import { Injectable } from '@nestjs/common';
import { Calendars } from '../../calendar/calendar.api.js';
import { Rules, type Step } from './rules.js';

export class CalendarUnknown extends domainError('process-calendar-unknown', 'invalid') {}

/** The process engine, with the calendars of the tenant; a timer by one that is not there becomes an incident. */
@Injectable()
export class EngineRules extends Rules {
  constructor(private readonly calendars: Calendars) {
    super();
  }

  override async ready(): Promise<Step> {
    const known = await this.calendars.all();
    const add = (from: Date, duration: string, name: string) => {
      const calendar = calendarNamed(known, name);
      return addBusinessTime(calendar, from, businessDuration(duration, calendar));
    };
    return (model, before, command, now) => step(model, before, command, { now, addBusinessTime: add });
  }
}

function calendarNamed(known: ReadonlyMap<string, Calendar>, name: string): Calendar {
  const calendar = known.get(name);
  if (!calendar) throw new CalendarUnknown(`There is no calendar ${name}.`, { calendar: name });
  return calendar;
}
