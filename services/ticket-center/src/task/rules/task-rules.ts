import { nextOpening } from '#libs/business-time/business-time';
import { TaskKind } from '#libs/contracts/ticket-center/task-events';
import { Database } from '#libs/persistence/database';
import { Injectable } from '@nestjs/common';
import { Calendars, CalendarUnknown } from '../../calendar/calendar.api.js';
import { TaskRuleSchema, type TaskRule } from './rule.schema.js';

/** What holds until an organisation says otherwise: three attempts in vain, after two hours, a day, and every day. */
const HOUSE = {
  most: 3,
  intervalsMinutes: [120, 1_440],
  calendar: 'service-hours',
  expiresAfterHours: null,
  version: 0,
};

export interface TaskRuleInForce extends TaskRule {
  /** The first time from then on at which customers may be tried. */
  open(at: Date): Date;
}

@Injectable()
export class TaskRules {
  constructor(
    private readonly database: Database,
    private readonly calendars: Calendars,
  ) {}

  async list(): Promise<TaskRule[]> {
    return Promise.all(TaskKind.options.map((kind) => this.#find(kind)));
  }

  async of(kind: TaskKind): Promise<TaskRuleInForce> {
    const rule = await this.#find(kind);
    const calendar = rule.calendar === null ? undefined : (await this.calendars.all()).get(rule.calendar);
    return { ...rule, open: (at) => (calendar ? nextOpening(calendar, at) : at) };
  }

  /** For attempts and tasks from now on. @throws CalendarUnknown */
  async put(kind: TaskKind, rule: Omit<TaskRule, 'kind' | 'version'>): Promise<TaskRule> {
    if (rule.calendar !== null && !(await this.calendars.names()).has(rule.calendar))
      throw new CalendarUnknown(`There is no calendar ${rule.calendar}.`, { name: rule.calendar });
    return this.database.transaction(async (tx) => {
      const current = await tx.findOneBy(TaskRuleSchema, { kind });
      const next = { kind, ...rule, version: (current?.version ?? 0) + 1 };
      await (current ? tx.update(TaskRuleSchema, { kind }, next) : tx.insert(TaskRuleSchema, next));
      return next;
    });
  }

  async #find(kind: TaskKind): Promise<TaskRule> {
    return (await (await this.database.reader()).findOneBy(TaskRuleSchema, { kind })) ?? { kind, ...HOUSE };
  }
}
