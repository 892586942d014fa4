import { z } from 'zod';
import type { Setting } from './setting.js';

const afterDays = z
  .number()
  .min(1)
  .max(36_500)
  .describe('days after its end, and the end of all it belongs to, until an instance goes to the archive');

/** The live value `process-archive`: for all tenants, and for those that want it otherwise. */
export const ArchiveSettings = z.object({
  afterDays: afterDays.default(30),
  tenants: z.record(z.string(), z.object({ afterDays })).default({}),
});
export type ArchiveSettings = z.output<typeof ArchiveSettings>;

export const archiveSetting: Setting<ArchiveSettings> = {
  key: 'process-archive',
  description: 'When processes that are over go to the archive, by default and by tenant',
  schema: ArchiveSettings,
  byDefault: ArchiveSettings.parse({}),
};
