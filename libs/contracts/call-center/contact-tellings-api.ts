import { z } from 'zod';

/** So many contacts at once. */
export const TELLINGS_AT_ONCE = 100;

/** What call-center told of something that happened to a contact, as its journal has it. */
export const ContactTelling = z.object({
  /** Of the journal: another one than the event had. */
  id: z.uuid(),
  type: z.string(),
  time: z.iso.datetime(),
  data: z.record(z.string(), z.unknown()),
});
export type ContactTelling = z.infer<typeof ContactTelling>;

/** By the contact's id; fewer contacts than asked for: there are no more. */
export const ContactTellings = z.object({
  items: z.array(z.object({ contactId: z.uuid(), tellings: z.array(ContactTelling) })),
});
export type ToldContact = z.infer<typeof ContactTellings>['items'][number];
