import type { TaskKind } from '#libs/contracts/ticket-center/task-events';
import { column } from '#libs/persistence/rows/columns';
import { EntitySchema } from 'typeorm';

/** How tasks of a kind are worked off. */
export interface TaskRule {
  kind: TaskKind;
  /** How often a customer may not be reached. */
  most: number;
  intervalsMinutes: number[];
  /** Name of the calendar in whose hours customers are tried again; null: at any time. */
  calendar: string | null;
  /** Null: never. */
  expiresAfterHours: number | null;
  version: number;
}

export const TaskRuleSchema = new EntitySchema<TaskRule>({
  name: 'task_rule',
  columns: {
    kind: column.primary(column.varchar(32)),
    most: column.int(),
    intervalsMinutes: column.json(),
    calendar: column.nullable(column.varchar(120)),
    expiresAfterHours: column.nullable(column.int()),
    version: column.int(),
  },
});

/** What is asked when a ticket of a type is solved. */
export interface ReturnVisitRule {
  ticketType: string;
  questionnaire: string;
  /** FEEL over the answers, `score` and `satisfaction`; null: the ticket is closed whatever the customer says. */
  reopenWhen: string | null;
  version: number;
}

export const ReturnVisitRuleSchema = new EntitySchema<ReturnVisitRule>({
  name: 'return_visit_rule',
  columns: {
    ticketType: column.primary(column.varchar(64)),
    questionnaire: column.varchar(64),
    reopenWhen: column.nullable(column.varchar(2_000)),
    version: column.int(),
  },
});
