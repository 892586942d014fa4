import { createHash } from 'node:crypto';
import { asksFor } from '../condition/checked-conditions.js';
import { ME, MY_TEAM, type Condition, type Conditions } from '../condition/condition.dto.js';
import type { Viewer } from '../condition/conditions-sql.js';
import { isRelative } from '../condition/judged.js';
import type { WholeLine } from '../line/line-of-ticket.js';
import type { TicketLineRow } from '../line/ticket-line.schema.js';
import { ANYONE, type CountRow, type CountValueRow } from './count.schema.js';

export type CountKey = Pick<CountValueRow, 'person' | 'team'>;

type Asked = Extract<Condition, { values: unknown[] }>;

/** Conditions as they are counted. */
export interface CountedConditions {
  readonly id: string;
  readonly conditions: Conditions;
  /** Attributes whose change may change the count. */
  readonly attributes: ReadonlySet<string>;
  /** Whether time alone changes it. */
  readonly relative: boolean;
  readonly person: Asked | undefined;
  readonly team: Asked | undefined;
}

export function countedConditions({ id, conditions }: Pick<CountRow, 'id' | 'conditions'>): CountedConditions {
  const { all, any } = conditions;
  const each = [...all, ...any];
  return {
    id,
    conditions,
    attributes: new Set(each.map(({ attribute }) => attribute)),
    relative: each.some(isRelative),
    person: all.find((condition): condition is Asked => asksFor(condition, ME)),
    team: all.find((condition): condition is Asked => asksFor(condition, MY_TEAM)),
  };
}

/** Under which person and team a line is counted. */
export function keyOf({ person, team }: CountedConditions, { row }: WholeLine): CountKey {
  const of = (asked: Asked | undefined) =>
    asked ? ((row[asked.attribute as keyof TicketLineRow] as string | null) ?? '') : ANYONE;
  return { person: of(person), team: of(team) };
}

/** The people and teams whose tickets somebody sees together. */
export function keysFor({ person, team }: CountedConditions, viewer: Viewer) {
  const of = (asked: Asked | undefined, me: string, mine: string | null) =>
    asked ? new Set(asked.values.flatMap((value) => (value === me ? (mine ?? []) : String(value ?? '')))) : undefined;
  return {
    persons: of(person, ME, viewer.person) ?? new Set([ANYONE]),
    teams: of(team, MY_TEAM, viewer.team) ?? new Set([ANYONE]),
  };
}

/** The same for conditions that ask the same, in whatever order. */
export function fingerprintOf({ all, any }: Conditions): string {
  const sorted = [all, any].map((conditions) =>
    conditions.map((condition) => JSON.stringify(inOrder(condition))).sort(),
  );
  return createHash('sha256').update(JSON.stringify(sorted)).digest('hex');
}

function inOrder(condition: Condition): unknown {
  const values = 'values' in condition ? { values: [...condition.values].map(String).sort() } : {};
  return Object.entries({ ...condition, ...values }).sort(([a], [b]) => (a < b ? -1 : 1));
}
