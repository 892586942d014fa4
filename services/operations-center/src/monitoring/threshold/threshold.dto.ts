import { z } from 'zod';
import { checkAsked } from '../figure/figure-catalogue.js';
import { FigureWindow, MonitorScopeKind } from '../figure/figure-definition.js';

const DAY_SECONDS = 86_400;
const MOST_PEOPLE = 50;

const seconds = z.int().min(0).max(DAY_SECONDS);
const minute = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'expected HH:MM')
  .describe('by the wall clock of the tenant’s time zone');

const NOBODY_ELSE = 'a duty that nobody has goes to people or roles';
const Duty = z.discriminatedUnion('kind', [
  z.object({
    ...{ kind: z.literal('roster'), roster: z.string().min(1).max(120).describe('the name of a duty roster') },
    layer: z.string().min(1).max(64).nullable().default(null).describe('null: the first one'),
  }),
  z.object({
    kind: z.literal('group'),
    planningGroupId: z.string().min(1).max(64).describe('who works then by its published roster'),
  }),
]);

const Step = z
  .object({
    afterSeconds: seconds.describe('after the alert was raised'),
    people: z.array(z.string().min(1).max(64)).max(MOST_PEOPLE).default([]).describe('ids of accounts'),
    roles: z
      .array(z.string().regex(/^[a-z][a-z0-9-]{1,63}$/, 'the name of a role'))
      .max(10)
      .default([]),
    duties: z
      .array(Duty)
      .max(5)
      .default([])
      .describe('whoever has one when the step is taken; `people` are told instead when nobody has'),
  })
  .refine(({ people, roles, duties }) => people.length + roles.length + duties.length > 0, 'somebody is to be told')
  .refine(({ people, roles, duties }) => duties.length === 0 || people.length + roles.length > 0, NOBODY_ELSE);

const ThresholdShape = z.object({
  name: z.string().regex(/^[a-z][a-z0-9-]{1,63}$/, 'expected 2 to 64 lower-case letters, digits and dashes'),
  severity: z.enum(['info', 'warning', 'critical']).default('warning'),
  figure: z.string().max(64).describe('a key of GET /figure-definitions'),
  window: FigureWindow,
  scope: z.object({ kind: MonitorScopeKind, id: z.string().max(64).default('') }).default({ kind: 'tenant', id: '' }),
  comparison: z.enum(['above', 'below']),
  enter: z.number().describe('beyond it, it is wrong'),
  leave: z.number().describe('there, or on its good side, it is well again'),
  forSeconds: seconds.default(0).describe('so long it has to be beyond'),
  backForSeconds: seconds.default(0).describe('so long it has to be back'),
  quietHours: z
    .object({ from: minute, to: minute })
    .nullable()
    .default(null)
    .describe('nobody is told then; alerts are raised all the same'),
  steps: z.array(Step).min(1).max(10).describe('whom it goes to, in order, until somebody acknowledges'),
  isActive: z.boolean().default(true),
});

export const ThresholdBody = ThresholdShape.superRefine((body, context) => {
  const refuse = (path: string, message: string) => context.addIssue({ code: 'custom', path: [path], message });
  const { figure: key, window, comparison, enter, leave, steps } = body;
  const { kind } = body.scope;
  try {
    if (kind === 'all-tenants') refuse('scope', 'thresholds are a tenant’s own');
    checkAsked({ key, kind, window });
  } catch (error) {
    refuse('figure', (error as Error).message);
  }
  if (comparison === 'above' ? leave > enter : leave < enter) refuse('leave', 'is on the good side of `enter`');
  if (steps.some((step, index) => index > 0 && step.afterSeconds <= steps[index - 1]!.afterSeconds))
    refuse('steps', 'each comes after the one before');
});
export type ThresholdBody = z.infer<typeof ThresholdBody>;

export const ThresholdView = ThresholdShape.extend({
  id: z.string(),
  version: z.int(),
  isWrong: z.boolean().describe('where the number stands'),
  changedBy: z.string(),
  changedAt: z.iso.datetime(),
}).meta({ id: 'MonitorThreshold' });
export const ThresholdList = z.object({ items: z.array(ThresholdView) });
