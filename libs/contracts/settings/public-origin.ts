import { z } from 'zod';
import type { Setting } from './setting.js';

/** The live value `public-origin`: how those outside get to a tenant's door. `{host}` stands for its first domain. */
export const PublicOrigin = z.object({ origin: z.string().regex(/^https?:\/\/[^/?#]+$/) });
export type PublicOrigin = z.output<typeof PublicOrigin>;

export const publicOriginSetting: Setting<PublicOrigin> = {
  key: 'public-origin',
  description: "How those outside get to a tenant's door: {host} stands for its first domain",
  schema: PublicOrigin,
  byDefault: { origin: 'https://{host}' },
};
