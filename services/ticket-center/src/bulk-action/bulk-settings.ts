import { z } from 'zod';

/** The live value `bulk-actions`. */
export const BulkSettings = z.object({
  maxTickets: z.int().min(1).max(10_000).default(1_000).describe('of one bulk action'),
});
export type BulkSettings = z.output<typeof BulkSettings>;

export const BULK_SETTINGS_KEY = 'bulk-actions';

/** Token of the live value. */
export const BULK_SETTINGS = Symbol('bulk settings');
