import { PageQuery, pageOfSchema } from '#libs/web/http/paging';
import { z } from 'zod';
import { HARD_CODES, isHard, SOFT_CODES, type Violation } from '../domain/violation.js';
import type { Roster, RosterEdition, RosterShift } from './roster.schema.js';

const zones = new Set([...Intl.supportedValuesOf('timeZone'), 'UTC']);
const instant = z.iso.datetime({ offset: true });
const MOST_WEEKS = 8;
const MOST_SKILLS = 30;
const perInterval = z.array(z.number().min(0).max(100_000)).min(24).max(96);

export const DemandBody = z.object({
  intervalMinutes: z.union([z.literal(15), z.literal(30), z.literal(60)]),
  days: z
    .array(
      z.object({
        date: z.iso.date(),
        agents: perInterval.optional().describe('whoever they are; not with skills'),
        skills: z
          .record(z.string().min(1).max(64), perInterval)
          .refine((skills) => Object.keys(skills).length > 0 && Object.keys(skills).length <= MOST_SKILLS, '1 to 30')
          .optional()
          .describe('by skill: whoever has several does one of them at a time'),
      }),
    )
    .min(7)
    .max(7 * MOST_WEEKS)
    .describe(
      'for each day, how many are needed at work in each of its intervals, with the shrinkage that the roster does not place itself',
    ),
});
export type DemandBody = z.infer<typeof DemandBody>;

export const RosterBody = z.object({
  planningGroupId: z.string().min(1).max(64),
  startsOn: z.iso.date().describe('a Monday'),
  weeks: z.int().min(1).max(MOST_WEEKS),
  timeZone: z
    .string()
    .refine((zone) => zones.has(zone), 'an IANA time zone')
    .optional()
    .describe('none: that of the planning group'),
  demand: DemandBody.optional().describe('none: what staffing of the planning group says'),
});
export type RosterBody = z.infer<typeof RosterBody>;

export const DemandCsv = z
  .string()
  .min(1)
  .max(500_000)
  .describe('columns date, time (HH:MM), agents and, if it matters, skill');

export const RosterQuery = PageQuery.extend({ planningGroupId: z.string().max(64).optional() });
export type RosterQuery = z.infer<typeof RosterQuery>;

export const RosterView = z.object({
  id: z.uuid(),
  version: z.int(),
  planningGroupId: z.string(),
  timeZone: z.string(),
  startsOn: z.iso.date(),
  weeks: z.int(),
  status: z.enum(['draft', 'published']),
  intervalMinutes: z.int(),
  edition: z.int().describe('how often it was published'),
  outdatedAt: z.iso
    .datetime()
    .nullable()
    .describe('since when another forecast is published than the one its demand is from; null: none is'),
  createdAt: z.iso.datetime(),
});
export const RosterPage = pageOfSchema(RosterView);

const ActivityView = z.object({
  kind: z.enum(['break', 'lunch', 'training', 'meeting', 'overtime']),
  from: instant,
  to: instant,
  isPaid: z.boolean(),
  course: z
    .object({ id: z.uuid(), title: z.string().max(200).optional() })
    .optional()
    .describe('what is learnt in a training; its title is looked up when it is written'),
});

export const ShiftBody = z.object({
  agentId: z.string().min(1).max(64).nullable().describe('null: open, for whoever bids'),
  patternId: z.uuid().nullable().default(null),
  siteId: z.string().max(64).nullable().default(null),
  startsAt: instant,
  endsAt: instant,
  activities: z
    .array(ActivityView.refine(({ kind, course }) => kind === 'training' || !course, 'only a training has a course'))
    .max(40)
    .default([]),
  skills: z
    .array(z.string().trim().min(1).max(64))
    .max(MOST_SKILLS)
    .nullable()
    .default(null)
    .describe('what whoever takes it has to be able to do; null: it is for everybody'),
  isLocked: z.boolean().default(true).describe('stays as it is when shifts are made anew'),
});
export type ShiftBody = z.infer<typeof ShiftBody>;

export const ShiftView = z.object({
  id: z.uuid(),
  version: z.int(),
  rosterId: z.uuid(),
  planningGroupId: z.string(),
  agentId: z.string().nullable(),
  date: z.iso.date(),
  patternId: z.string().nullable(),
  siteId: z.string().nullable(),
  timeZone: z.string(),
  startsAt: z.iso.datetime(),
  endsAt: z.iso.datetime(),
  activities: z.array(ActivityView),
  isPublished: z.boolean(),
  isLocked: z.boolean(),
  skills: z.array(z.string()).nullable().describe('that whoever takes it has to have; null: it is for everybody'),
});
export const ShiftList = z.object({ items: z.array(ShiftView) });

export const ViolationView = z.object({
  code: z.enum([...HARD_CODES, ...SOFT_CODES]),
  isHard: z.boolean().describe('nothing that breaks it more is accepted'),
  agentId: z.string().describe('or the site, where seats are missing'),
  date: z.iso.date(),
  found: z.number(),
  limit: z.number(),
});
export const ViolationList = z.object({ items: z.array(ViolationView) });
export const EditedView = ShiftView.extend({
  violations: z.array(ViolationView).describe('what the change breaks and was not broken before'),
});
export const RemovedView = z.object({ violations: z.array(ViolationView) });

export const HoursList = z.object({
  items: z.array(
    z.object({
      agentId: z.string(),
      regular: z.number().describe('minutes'),
      overtime: z.number().describe('beyond shifts, and beyond weeks that holidays make shorter'),
      holiday: z.number().describe('on statutory holidays'),
      paidAs: z.number().describe('so many regular minutes, by the percentages of the law'),
    }),
  ),
});

export const CoverageView = z.object({
  intervalMinutes: z.int(),
  days: z.array(
    z.object({
      ...{ date: z.iso.date(), needed: z.array(z.number()), scheduled: z.array(z.number()) },
      skills: z
        .array(
          z.object({
            ...{ skill: z.string(), needed: z.array(z.number()) },
            covered: z.array(z.number()).describe('by those who have it, each doing one thing at a time'),
            shortWith: z.array(z.array(z.string())).describe('skills that lack people together with it, by interval'),
          }),
        )
        .describe('none: no skill is asked for'),
    }),
  ),
});

const EditionView = z.object({
  edition: z.int(),
  publishedAt: z.iso.datetime(),
  publishedBy: z.string(),
});
export const EditionList = z.object({ items: z.array(EditionView) });
export const EditionWhole = EditionView.extend({ shifts: z.array(ShiftView) });

export function rosterView({ demand, demandBasis: _, createdAt, outdatedAt, ...roster }: Roster) {
  const times = { createdAt: createdAt.toISOString(), outdatedAt: outdatedAt?.toISOString() ?? null };
  return { ...roster, intervalMinutes: demand.intervalMinutes, ...times };
}

export function shiftView(shift: RosterShift): z.infer<typeof ShiftView> {
  const [startsAt, endsAt] = [new Date(shift.startsAt).toISOString(), new Date(shift.endsAt).toISOString()];
  // Editions from before there were any have none.
  const skills = (shift.skills as RosterShift['skills'] | undefined) ?? null;
  return { ...shift, startsAt, endsAt, activities: [...shift.activities], skills: skills && [...skills] };
}

export function violationView(violation: Violation): z.infer<typeof ViolationView> {
  return { ...violation, isHard: isHard(violation) };
}

export function editionView({ edition, publishedAt, publishedBy, shifts }: RosterEdition) {
  return { edition, publishedAt: publishedAt.toISOString(), publishedBy, shifts: shifts.map(shiftView) };
}
