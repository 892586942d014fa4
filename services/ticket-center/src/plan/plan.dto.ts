import { TaskKind } from '#libs/contracts/ticket-center/task-events';
import { pageOfSchema } from '#libs/web/http/paging';
import { z } from 'zod';

const Code = z.string().regex(/^[a-z0-9][a-z0-9-]{0,63}$/, 'expected a code');

const Person = z.object({
  id: z.string().min(1).max(64),
  perDay: z.int().min(0).max(10_000).default(50).describe('tasks of the segment, at most'),
  weight: z.number().positive().max(1_000).default(1),
  areas: z.array(Code).max(200).readonly().default([]),
  skills: z.array(Code).max(100).readonly().default([]),
});

const Segment = z.object({
  name: Code,
  when: z.string().trim().min(1).max(2_000).nullable().default(null).describe('FEEL over the attributes of a target'),
  share: z.number().positive().max(100).nullable().default(null).describe('percent of all targets'),
  channel: z.enum(['people', 'voice', 'message']).nullable().describe('null: anybody, also campaigns of the plan'),
  campaignId: z.uuid().nullable().default(null).describe('that calls for it'),
  template: z.string().min(1).max(64).nullable().default(null).describe('of the message'),
  questionnaire: z.string().min(1).max(64).nullable().default(null),
  people: z.array(Person).max(1_000).readonly().default([]).describe('none: whoever takes a task'),
  rule: z.enum(['round-robin', 'least-loaded', 'weighted']).default('round-robin'),
  match: z
    .array(z.enum(['area', 'skill']))
    .max(2)
    .readonly()
    .default([])
    .describe('attributes of a target that a person must have'),
  perDay: z.int().min(1).max(1_000_000).nullable().default(null).describe('tasks, at most'),
});

export const PlanDesignBody = z.object({
  segments: z.array(Segment).min(1).max(50).readonly().describe('the first that fits; the last is the rest'),
  controlPercent: z.number().min(0).max(90).default(0).describe('left alone, to compare with'),
  frequencyCap: z
    .object({ most: z.int().min(1).max(1_000), days: z.int().min(1).max(366) })
    .nullable()
    .default(null)
    .describe('how often any plan may turn to a customer'),
  timeZone: z.string().max(64).default('Asia/Shanghai').describe('where days begin'),
  expiresAfterDays: z.int().min(1).max(366).nullable().default(null),
});

export const DraftPlanBody = z.object({ name: z.string().trim().min(1).max(200), kind: TaskKind });
export const ConversionBody = z.object({
  customerId: z.uuid(),
  value: z.int().min(0).max(1e12).default(0).describe('in the smallest unit of the currency'),
});
export const Counted = z.object({ counted: z.boolean().describe('false: no target, or counted before') });

export const TargetsCsv = z.string().min(1);

export const PlanView = z
  .object({
    id: z.string(),
    version: z.int(),
    name: z.string(),
    kind: TaskKind,
    status: z.enum(['draft', 'running', 'paused', 'stopped', 'completed']),
    targets: z.int(),
    openTasks: z.int(),
    endedTasks: z.int(),
    design: PlanDesignBody.nullable(),
  })
  .meta({ id: 'Plan' });
export type PlanView = z.infer<typeof PlanView>;

const PlanSummary = PlanView.omit({ openTasks: true, endedTasks: true, design: true });
export const PlanPage = pageOfSchema(PlanSummary);

/** Progress and result of an import. */
export const ImportView = z
  .object({
    id: z.string(),
    planId: z.string(),
    status: z.enum(['received', 'taken', 'refused']),
    totalRows: z.int(),
    checkedRows: z.int(),
    badRows: z.array(z.object({ line: z.int(), field: z.string(), code: z.string() })),
    receivedAt: z.iso.datetime(),
    endedAt: z.iso.datetime().nullable(),
  })
  .meta({ id: 'PlanImport' });
export type ImportView = z.infer<typeof ImportView>;

const tally = {
  tasks: z.int(),
  open: z.int(),
  completed: z.int(),
  dropped: z.int().describe('expired or cancelled'),
  reached: z.int(),
  converted: z.int(),
  value: z.int(),
};
const Rate = z.object({ of: z.int(), converted: z.int() });
export const PlanResults = z
  .object({
    segments: z.array(
      z.object({
        segment: z.string(),
        waiting: z.int(),
        suppressed: z.int(),
        ...tally,
        treated: Rate,
        control: Rate,
        difference: z
          .object({ difference: z.number(), low: z.number(), high: z.number() })
          .nullable()
          .describe('of conversion, treated less control; 95 % by Newcombe'),
      }),
    ),
    people: z.array(z.object({ segment: z.string(), personId: z.string().nullable(), ...tally })),
  })
  .meta({ id: 'PlanResults' });
export type PlanResults = z.infer<typeof PlanResults>;
