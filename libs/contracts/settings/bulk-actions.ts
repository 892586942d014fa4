import { z } from 'zod';
import type { Setting } from './setting.js';

/** The live value `bulk-actions`. */
export const BulkSettings = z.object({
  maxTickets: z.int().min(1).max(10_000).default(1_000).describe('of one bulk action'),
});
export type BulkSettings = z.output<typeof BulkSettings>;

export const bulkActionsSetting: Setting<BulkSettings> = {
  key: 'bulk-actions',
  description: 'How many tickets one bulk action may be about',
  schema: BulkSettings,
  byDefault: BulkSettings.parse({}),
};
