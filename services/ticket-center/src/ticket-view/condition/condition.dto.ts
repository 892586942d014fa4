import { z } from 'zod';

const attribute = z.string().min(1).max(130);
const value = z.union([z.string().max(190), z.boolean(), z.null()]);
const duration = z.iso.duration();

/** Who looks, and the team of whoever looks, among the values of `is`. */
export const ME = '@me';
export const MY_TEAM = '@team';

const Moment = z.union([
  z.iso.datetime({ offset: true }),
  z.strictObject({ ago: duration }).describe('so long before now; days, hours, minutes, seconds'),
  z.strictObject({ ahead: duration }).describe('so long from now'),
]);
export type Moment = z.infer<typeof Moment>;

export const Condition = z.discriminatedUnion('op', [
  z.object({ attribute, op: z.enum(['is', 'is-not']), values: z.array(value).min(1).max(50) }),
  z.object({ attribute, op: z.enum(['is-set', 'is-not-set']) }),
  z.object({ attribute, op: z.enum(['at-least', 'at-most']), value: z.number() }),
  z.object({ attribute, op: z.enum(['before', 'since']), at: Moment }),
]);
export type Condition = z.infer<typeof Condition>;
export type Op = Condition['op'];

const conditions = z.array(Condition).max(20).default([]);

/** All of the first hold, and one of the second where there are any. */
export const Conditions = z.object({ all: conditions, any: conditions });
export type Conditions = z.infer<typeof Conditions>;
