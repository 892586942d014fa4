import { Channel } from '#libs/contracts/call-center/call-events';
import { LEVEL_FORMULAS } from '#libs/workforce/staffing/service-level';
import { pageOfSchema } from '#libs/web/http/paging';
import { z } from 'zod';

const zones = new Set([...Intl.supportedValuesOf('timeZone'), 'UTC']);
const LENGTHS = [5, 6, 10, 12, 15, 20, 30, 60] as const;

const wallClock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'expected a time of day, e.g. 07:30');
const closing = z.string().regex(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/, 'expected a time of day, e.g. 21:00 or 24:00');
const names = z.array(z.string().trim().min(1).max(64)).max(50).default([]);
const percent = (most: number) => z.number().min(0).max(most);

/** Somebody has to be answered in the end. */
export const redialPercent = z.number().min(0).max(95);

export const PART_OF_SHRINKAGE = { path: ['plannedShrinkagePercent'], message: 'a part of `shrinkagePercent`' };

const SpecialDay = z.object({
  date: z.iso.date(),
  isOpen: z.boolean().default(true).describe('false: nobody works; true: it is worked, whatever its weekday'),
  events: names.describe('learnt from earlier days of the same name, e.g. black-friday'),
  drivers: z
    .record(z.string().max(64), z.number())
    .default({})
    .describe('what drives the volume, by its size, e.g. {"mailings": 1.2}; learnt from other days that have it'),
});

const Goal = z.object({
  serviceLevelPercent: z.number().gt(0).lt(100),
  withinSeconds: z.int().min(0).max(86_400),
  formula: z.enum(LEVEL_FORMULAS).default('SL-3').describe('how the service level is counted (docs/figures.md)'),
  averageSpeedOfAnswerSeconds: z.number().positive().nullable().default(null),
  abandonPercent: z.number().gt(0).max(100).nullable().default(null),
});

export const PlanningGroupContent = z
  .object({
    name: z.string().trim().min(1).max(120),
    queueIds: z.array(z.string().min(1).max(64)).max(50).default([]).describe('whose contacts it plans'),
    channels: z.array(Channel).max(6).default([]).describe('without queues: all contacts of these channels'),
    skills: names.describe('what its people have, by the codes of call-center'),
    skillLevel: z.int().min(1).max(5).optional().describe('that they have them at, at least; none: 1'),
    timeZone: z.string().refine((zone) => zones.has(zone), 'an IANA time zone'),
    intervalMinutes: z.literal(LENGTHS),
    opensAt: wallClock.default('00:00'),
    closesAt: closing.default('24:00'),
    goal: Goal,
    patienceSeconds: z
      .number()
      .positive()
      .nullable()
      .describe('mean time until somebody gives up (Erlang A); null: nobody does (Erlang C)'),
    redialPercent: redialPercent
      .optional()
      .describe('of those who gave up, who calls again each time, on top of the volumes (Erlang X); none: 0'),
    shortAbandonSeconds: z.number().min(0).max(3_600).default(0),
    shrinkagePercent: percent(95).default(0).describe('of paid time, what is not worked, planned or not'),
    plannedShrinkagePercent: percent(95)
      .optional()
      .describe('the part of it that rosters place themselves: paid pauses, training, leave; none: 0'),
    maxOccupancyPercent: z.number().gt(0).max(100).default(100),
    concurrentContacts: z.int().min(1).max(50).default(1).describe('that somebody has at a time, e.g. chats'),
    handleSeconds: z.number().positive().max(86_400).describe('where the history does not say'),
    specialDays: z.array(SpecialDay).max(1_000).default([]),
  })
  .refine((group) => group.queueIds.length + group.channels.length > 0, {
    path: ['queueIds'],
    message: 'queues or channels',
  })
  .refine((group) => minutesOf(group.closesAt) > minutesOf(group.opensAt), {
    path: ['closesAt'],
    message: 'later than it opens',
  })
  .refine((group) => [group.opensAt, group.closesAt].every((at) => minutesOf(at) % group.intervalMinutes === 0), {
    path: ['opensAt'],
    message: 'opens and closes where intervals meet',
  })
  .refine(({ redialPercent = 0, patienceSeconds }) => redialPercent === 0 || patienceSeconds !== null, {
    path: ['redialPercent'],
    message: 'nobody gives up without `patienceSeconds`',
  })
  .refine((group) => (group.plannedShrinkagePercent ?? 0) <= group.shrinkagePercent, PART_OF_SHRINKAGE)
  .refine(({ specialDays }) => new Set(specialDays.map(({ date }) => date)).size === specialDays.length, {
    path: ['specialDays'],
    message: 'each date once',
  });
export type PlanningGroupContent = z.infer<typeof PlanningGroupContent>;

export const PlanningGroupView = PlanningGroupContent.safeExtend({
  id: z.uuid(),
  version: z.int(),
  updatedAt: z.iso.datetime(),
});
export const PlanningGroupPage = pageOfSchema(PlanningGroupView);

/** Minutes since midnight. @param wallClock e.g. 07:30 */
export function minutesOf(wallClock: string): number {
  const [hours = 0, minutes = 0] = wallClock.split(':').map(Number);
  return hours * 60 + minutes;
}
