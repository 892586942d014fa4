import { z } from 'zod';
import type { Setting } from './setting.js';

const seconds = (least: number, most: number, byDefault: number) => z.int().min(least).max(most).default(byDefault);

/** How people come in, and how long they stay: times in seconds. */
export const IdentitySettings = z.object({
  /** An ended session works until its last token has run out: the shorter, the better. */
  personTokenSeconds: seconds(60, 3_600, 600),
  idleSeconds: seconds(300, 30 * 86_400, 12 * 3_600),
  sessionSeconds: seconds(3_600, 90 * 86_400, 7 * 86_400),
  graceSeconds: seconds(0, 60, 10),
  /** Identity providers inside, as `host:port`: they may have inner addresses and plain http. */
  trustedProviderHosts: z.array(z.string().max(253)).max(50).default([]),
});
export type IdentitySettings = z.infer<typeof IdentitySettings>;

export const identitySetting: Setting<IdentitySettings> = {
  key: 'identity',
  description: 'How people come in, and how long they stay',
  schema: IdentitySettings,
  byDefault: IdentitySettings.parse({}),
};
