import { addBusinessTime } from '#libs/business-time/business-time';
import { businessDuration } from '#libs/business-time/business-duration';
import type { Calendar } from '#libs/business-time/calendar';
import { Clock } from '#libs/kernel/clock';
import { checkPrecondition } from '#libs/persistence/rows/aggregate-store';
import { Database } from '#libs/persistence/database';
import { Injectable } from '@nestjs/common';
import { Calendars, CalendarUnknown } from '../calendar/calendar.api.js';
import type { Agreement } from './domain/assist-request.aggregate.js';
import { AssistPolicySchema, type AssistPolicyRow } from './infra/assist-policy.schema.js';

/** Where neither the team nor who asks has another. */
const USUAL_CALENDAR = 'service-hours';

type Terms = Pick<AssistPolicyRow, 'within' | 'calendar'>;

/** What teams have agreed to when others ask them. */
@Injectable()
export class AssistPolicies {
  constructor(
    private readonly database: Database,
    private readonly calendars: Calendars,
    private readonly clock: Clock,
  ) {}

  async list(): Promise<AssistPolicyRow[]> {
    return (await this.database.reader()).find(AssistPolicySchema, { order: { teamId: 'ASC' } });
  }

  /** For what is asked from now on. @throws CalendarUnknown, DurationInvalid, StaleVersion */
  async put(teamId: string, terms: Terms): Promise<AssistPolicyRow> {
    await this.#agreed(terms, this.clock.now());
    return this.database.transaction(async (tx) => {
      const current = await tx.findOneBy(AssistPolicySchema, { teamId });
      const version = current?.version ?? 0;
      checkPrecondition({ id: teamId, version });
      const next = { teamId, ...terms, version: version + 1 };
      await (current ? tx.update(AssistPolicySchema, { teamId }, next) : tx.insert(AssistPolicySchema, next));
      return next;
    });
  }

  /**
   * Until when the team is to answer what is asked now: within what was asked for, else what it has agreed to; null: there is no
   * agreement. @throws CalendarUnknown, DurationInvalid
   */
  async agreement(teamId: string, within: string | null, now: Date): Promise<Agreement | null> {
    const policy = await (await this.database.reader()).findOneBy(AssistPolicySchema, { teamId });
    const asked = within ?? policy?.within;
    if (asked === undefined) return null;
    return this.#agreed({ within: asked, calendar: policy?.calendar ?? USUAL_CALENDAR }, now);
  }

  async #agreed({ within, calendar: name }: Terms, now: Date): Promise<Agreement> {
    const calendar = await this.#calendar(name);
    return { within, calendar: name, dueAt: addBusinessTime(calendar, now, businessDuration(within, calendar)) };
  }

  async #calendar(name: string): Promise<Calendar> {
    const calendar = (await this.calendars.all()).get(name);
    if (!calendar) throw new CalendarUnknown(`There is no calendar ${name}.`, { name });
    return calendar;
  }
}
