import { z } from 'zod';

const person = z.string().min(1).max(64);
const time = z.iso.datetime({ offset: true });
const layerName = z.string().trim().min(1).max(64);

const Layer = z.object({
  name: layerName,
  rotation: z.enum(['daily', 'weekly']),
  handover: z
    .string()
    .regex(/^([01]\d|2[0-3]):[0-5]\d$/)
    .describe('HH:MM by the wall clock of the time zone'),
  firstDay: z.iso.date().describe('when the first member begins; of a weekly rotation also the weekday of handovers'),
  members: z.array(person).min(1).max(100).describe('who follow each other'),
});

export const RosterText = z.object({
  timeZone: z.string().min(1).max(64),
  layers: z
    .array(Layer)
    .min(1)
    .max(10)
    .refine((layers) => new Set(layers.map(({ name }) => name)).size === layers.length, 'names each layer once'),
});
export type RosterText = z.infer<typeof RosterText>;

export const RosterBody = z.object({
  name: z.string().trim().min(1).max(120),
  active: z.boolean().default(true),
  ...RosterText.shape,
});
export type RosterBody = z.infer<typeof RosterBody>;

export const RosterView = RosterBody.extend({
  id: z.string(),
  version: z.int(),
  changedBy: z.string(),
  changedAt: z.iso.datetime(),
});
export const RosterList = z.object({ items: z.array(RosterView) });

export const OverrideBody = z
  .object({ layer: layerName, from: time, to: time, personId: person })
  .refine(({ from, to }) => Date.parse(from) < Date.parse(to), 'ends after it begins');
export type OverrideBody = z.infer<typeof OverrideBody>;

export const SwapBody = z.object({
  layer: layerName,
  one: time.describe('an instant of the one shift'),
  other: time.describe('an instant of the other shift'),
});
export type SwapBody = z.infer<typeof SwapBody>;

const OverrideView = z.object({
  id: z.string(),
  layer: z.string(),
  from: z.iso.datetime(),
  to: z.iso.datetime(),
  personId: z.string(),
  by: z.string(),
});
export const OverrideList = z.object({ items: z.array(OverrideView) });

export const DutyQuery = z.object({ at: time.optional().describe('left out: now') });
export type DutyQuery = z.infer<typeof DutyQuery>;
const Shift = z.object({ layer: z.string(), personId: z.string(), from: z.iso.datetime(), to: z.iso.datetime() });
export const ShiftList = z.object({ items: z.array(Shift) });
export const ShiftsQuery = z.object({ layer: layerName, from: time, to: time });
export type ShiftsQuery = z.infer<typeof ShiftsQuery>;
