import { z } from 'zod';

/** One person or organisation as another system knows it. */
export const CustomerRow = z.object({
  externalId: z.object({ system: z.string().min(1).max(64), id: z.string().min(1).max(120) }).optional(),
  kind: z.enum(['person', 'organisation']).default('person'),
  name: z.string().trim().min(1).max(200),
  phone: z.string().max(40).optional(),
  email: z.string().max(200).optional(),
});
export type CustomerRow = z.input<typeof CustomerRow>;

export const RESOLVE_LIMIT = 500;

/** `POST /internal/customers/resolve` of common-center: finds or registers each; safe to repeat. */
export const ResolveCustomers = z.object({ rows: z.array(CustomerRow).min(1).max(RESOLVE_LIMIT) });

/** One result for each row, in order. */
export const ResolvedCustomers = z.object({
  results: z.array(z.union([z.object({ customerId: z.uuid() }), z.object({ code: z.string(), field: z.string() })])),
});
export type ResolvedCustomers = z.infer<typeof ResolvedCustomers>;

/** `POST /internal/customers/families` of common-center. */
export const AskFamilies = z.object({ ids: z.array(z.string().max(36)).min(1).max(RESOLVE_LIMIT) });

/** All ids each is known by, in order, whoever goes on first; one that nobody knows is alone. */
export const FamiliesOfCustomers = z.object({ families: z.array(z.array(z.string()).min(1)) });

/** `POST /internal/customers/phones` of common-center: for registers that know numbers and no customers. */
export const AskPhones = z.object({ customerId: z.string().max(36) });

/** Of merged customers whoever goes on has the phones of all; as they were given. */
export const PhonesOfCustomer = z.object({ phones: z.array(z.string()) });

/** `POST /internal/customers/groups` of common-center: by what customers are told apart, in codes. */
export const AskGroups = z.object({ ids: z.array(z.string().max(36)).min(1).max(RESOLVE_LIMIT) });

export const GroupsOfCustomer = z.object({
  customerId: z.string(),
  kind: z.enum(['person', 'organisation']),
  roles: z.array(z.string()),
  segments: z.array(z.string()),
  tags: z.array(z.string()),
  /** Since when they are a customer. */
  since: z.iso.datetime({ offset: true }),
});
export type GroupsOfCustomer = z.infer<typeof GroupsOfCustomer>;

/** Whom nobody knows, and who was erased, is left out. */
export const GroupsOfCustomers = z.object({ items: z.array(GroupsOfCustomer) });
