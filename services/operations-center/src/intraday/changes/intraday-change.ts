import { z } from 'zod';

const agentId = z.string().min(1).max(64);
const instant = z.iso.datetime().describe('UTC');
const seen = { agentId, shiftId: z.uuid(), shiftVersion: z.int().min(1).describe('as it was seen') };
const level = z.int().min(0).max(5).describe('0: not at all');

const LongerShifts = z.object({
  kind: z.literal('overtime'),
  shifts: z
    .array(z.object({ ...seen, from: instant, to: instant }))
    .min(1)
    .max(200),
});
const MovedBreak = z.object({
  kind: z.literal('break-move'),
  ...seen,
  from: instant,
  begins: instant.describe('when it begins instead'),
});
const RaisedSkills = z.object({
  kind: z.literal('skill-relaxation'),
  agents: z
    .array(
      z.object({
        agentId,
        skills: z
          .array(z.object({ code: z.string().min(1).max(64), from: level, to: level }))
          .min(1)
          .max(50),
      }),
    )
    .min(1)
    .max(200),
});

/** What can be done about a day, as a suggestion says it and as it is asked for. */
export const IntradayChange = z.discriminatedUnion('kind', [LongerShifts, MovedBreak, RaisedSkills]);
export type IntradayChange = z.infer<typeof IntradayChange>;
export type RaisedSkills = z.infer<typeof RaisedSkills>;
