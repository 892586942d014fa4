import { aggregateColumns, column, schemaIndex } from '#libs/persistence/rows/columns';
import { EntitySchema } from 'typeorm';

/** What is asked of an agent's skills, by their codes. */
export type Expression = SkillAtLeast | AllOf | AnyOf;
interface SkillAtLeast {
  readonly skill: string;
  readonly atLeast: number;
}
interface AllOf {
  readonly all: readonly Expression[];
}
interface AnyOf {
  readonly any: readonly Expression[];
}

export interface RelaxationStep {
  /** What the plan asks by itself. */
  readonly requires?: Expression;
  /** Which of the skills that came with the contact are asked for as well. */
  readonly contactSkills: 'required-and-preferred' | 'required' | 'ignored';
  /** How many levels less of the contact's own skills will do. */
  readonly levelsLower?: number;
  /** From when the step was entered; left out: it never expires. */
  readonly expiresAfterSeconds?: number;
}

/** Whom contacts wait for, step by step; after the last step any member of the queue will do. */
export interface RoutingPlan {
  id: string;
  version: number;
  updatedAt: Date;
  name: string;
  steps: RelaxationStep[];
}

export const RoutingPlanSchema = new EntitySchema<RoutingPlan>({
  name: 'routing_plan',
  columns: { ...aggregateColumns, name: column.varchar(120), steps: column.json() },
  indices: [schemaIndex('routing_plan', { columns: ['name'], unique: true })],
});

/** Every version as it was: decisions name the one they were made by. Never changed. */
export interface RoutingPlanVersion {
  planId: string;
  version: number;
  at: Date;
  steps: RelaxationStep[];
}

export const RoutingPlanVersionSchema = new EntitySchema<RoutingPlanVersion>({
  name: 'routing_plan_version',
  columns: {
    planId: column.primary(column.ref()),
    version: column.primary(column.int()),
    at: column.time(),
    steps: column.json(),
  },
});
