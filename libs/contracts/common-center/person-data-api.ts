import { z } from 'zod';

export const OfPerson = z.object({ customerId: z.uuid() });

/** `POST /internal/person-data/export` of every service: what it has of a person. */
export const PersonExport = z.object({
  holdings: z.array(z.object({ holding: z.string(), rows: z.array(z.record(z.string(), z.unknown())) })),
});

/** `POST /internal/person-data/erase` of every service: what was erased, and what had to stay and why (a code). Safe to repeat. */
export const ErasureReceipt = z.object({
  holdings: z.array(z.object({ holding: z.string(), rows: z.int(), erased: z.array(z.string()), kept: z.string() })),
});
export type ErasureReceipt = z.infer<typeof ErasureReceipt>;
