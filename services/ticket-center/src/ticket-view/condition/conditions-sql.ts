import { marksOf, type SqlPart } from '#libs/persistence/rows/within-circle';
import type { EntityManager } from 'typeorm';
import type { TicketSight } from '../../ticket/reach/ticket-reach.api.js';
import { NEVER, TicketLineSchema } from '../line/ticket-line.schema.js';
import { kindOf } from './attribute.js';
import { ME, MY_TEAM, type Condition, type Conditions } from './condition.dto.js';
import { timeOf } from './moment.js';

/** Who looks: what `@me` and `@team` are. */
export interface Viewer {
  readonly person: string;
  readonly team: string | null;
  /** All tickets where nothing is said. */
  readonly sight?: TicketSight;
}

/** What lines are asked by, in words that all databases share; columns need no quotes. */
export class ConditionsSql {
  constructor(
    private readonly db: EntityManager,
    private readonly viewer: Viewer | null,
    private readonly now: Date,
  ) {}

  /** @param viewer null: what depends on who looks is left out */
  of({ all, any }: Conditions): SqlPart {
    const parts = all.map((condition) => this.one(condition));
    if (any.length > 0)
      parts.push(
        joined(
          any.map((condition) => this.one(condition)),
          ' OR ',
        ),
      );
    return joined(parts.length > 0 ? parts : [{ sql: '1 = 1', values: [] }], ' AND ');
  }

  one(condition: Condition): SqlPart {
    const { attribute } = condition;
    switch (condition.op) {
      case 'is':
        return this.#among(attribute, condition.values);
      case 'is-not': {
        const { sql, values } = this.#among(attribute, condition.values);
        return { sql: `NOT ${sql}`, values };
      }
      case 'is-set':
        return this.#set(attribute);
      case 'is-not-set': {
        const { sql, values } = this.#set(attribute);
        return { sql: `NOT ${sql}`, values };
      }
      case 'at-least':
        return { sql: `(${attribute} IS NOT NULL AND ${attribute} >= ?)`, values: [condition.value] };
      case 'at-most':
        return { sql: `(${attribute} IS NOT NULL AND ${attribute} <= ?)`, values: [condition.value] };
      case 'before':
        return this.#compared(attribute, '<', timeOf(condition.at, this.now));
      case 'since':
        return this.#compared(attribute, '>=', timeOf(condition.at, this.now));
    }
  }

  /** As the database keeps it. */
  bound(attribute: string, value: unknown): unknown {
    const column = this.db.connection.getMetadata(TicketLineSchema).findColumnWithPropertyName(attribute)!;
    return this.db.connection.driver.preparePersistentValue(value, column);
  }

  #among(attribute: string, asked: readonly unknown[]): SqlPart {
    const known = asked.flatMap((value) => this.#meant(value));
    const values = known.filter((value) => value !== null);
    if (kindOf(attribute) === 'many') return several(attribute, values);
    const bound = values.map((value) => this.bound(attribute, value));
    const isOne = bound.length === 0 ? '1 = 0' : `${attribute} IN (${marksOf(bound)})`;
    const withNull = known.length > values.length ? `(${attribute} IS NULL OR ${isOne})` : '';
    return { sql: withNull || `(${attribute} IS NOT NULL AND ${isOne})`, values: bound };
  }

  #meant(value: unknown): unknown[] {
    if (value === ME) return this.viewer ? [this.viewer.person] : [];
    if (value === MY_TEAM) return this.viewer && this.viewer.team !== null ? [this.viewer.team] : [];
    return [value];
  }

  #set(attribute: string): SqlPart {
    if (attribute !== 'dueAt') return { sql: `(${attribute} IS NOT NULL)`, values: [] };
    return { sql: '(dueAt < ?)', values: [this.bound('dueAt', NEVER)] };
  }

  #compared(attribute: string, by: '<' | '>=', time: number): SqlPart {
    const set = this.#set(attribute);
    const value = this.bound(attribute, new Date(time));
    return { sql: `(${set.sql} AND ${attribute} ${by} ?)`, values: [...set.values, value] };
  }
}

export function joined(parts: readonly SqlPart[], by: ' AND ' | ' OR '): SqlPart {
  return { sql: `(${parts.map(({ sql }) => sql).join(by)})`, values: parts.flatMap(({ values }) => values) };
}

function several(attribute: string, values: readonly unknown[]): SqlPart {
  const has = `SELECT 1 FROM ticket_line_value v WHERE v.ticketId = ticket_line.ticketId AND v.attribute = ?`;
  return { sql: `(EXISTS (${has} AND v.value IN (${marksOf(values)})))`, values: [attribute, ...values] };
}
