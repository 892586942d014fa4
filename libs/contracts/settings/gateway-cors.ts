import { z } from 'zod';
import type { Setting } from './setting.js';

const Origin = z
  .string()
  .regex(
    /^https?:\/\/[a-z0-9.-]+(:\d{1,5})?$/,
    'expected scheme, host and perhaps port, e.g. https://desk.example.com',
  );

/** Which pages may use an API from a browser. */
const CorsRule = z.strictObject({
  origins: z.array(Origin).max(200).default([]),
  /** Cookies go along; tokens in a header field do in any case. */
  credentials: z.boolean().default(false),
  /** Header fields they may send besides those the API knows. */
  headers: z
    .array(z.string().regex(/^[a-z0-9-]{1,64}$/))
    .max(50)
    .default([]),
  maxAgeS: z.int().min(0).max(86_400).default(600),
});

/** The live value `gateway/cors`: for tenants that have a rule of their own it is that alone. */
export const CorsSettings = z.strictObject({
  byDefault: CorsRule.prefault({}),
  tenants: z.record(z.string(), CorsRule).default({}),
});
export type CorsSettings = z.output<typeof CorsSettings>;

export const corsSetting: Setting<CorsSettings> = {
  key: 'gateway/cors',
  description: 'Which pages may use the API from a browser, by default and by tenant',
  schema: CorsSettings,
  byDefault: CorsSettings.parse({}),
};
