import { z } from 'zod';

const name = z.string().trim().min(1).max(64);

/** Who is meant, whoever that is then. */
export const Recipient = z.discriminatedUnion('type', [
  z.object({ type: z.literal('holder').describe('whoever has the ticket') }),
  z.object({ type: z.literal('supervisor').describe('whoever supervises it') }),
  z.object({ type: z.literal('team-lead').describe('of the team it lies with') }),
  z.object({ type: z.literal('person'), personId: name }),
  z.object({ type: z.literal('role'), role: name.describe('for the team of the ticket, else for all') }),
  z.object({
    type: z.literal('duty'),
    roster: z.string().trim().min(1).max(120).describe('by name'),
    layer: name.nullable().default(null).describe('null: the first one'),
  }),
]);
export type Recipient = z.infer<typeof Recipient>;

export const ResponsibleBody = z.object({
  teamId: name.nullable().default(null).describe('null: for all that have nobody of their own'),
  people: z.array(name).max(50).describe('ids of accounts; none: nobody any more'),
});
export type ResponsibleBody = z.infer<typeof ResponsibleBody>;

export const ResponsibleList = z.object({
  items: z.array(z.object({ role: z.string(), teamId: z.string().nullable(), people: z.array(z.string()) })),
});
