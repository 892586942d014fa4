import { z } from 'zod';
import type { Setting } from './setting.js';

const Host = z
  .string()
  .max(253)
  .regex(/^[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?$/, 'expected a host name in lower case, without a port');

/** The live value `gateway/tenancy`: how requests say whose they are, besides by the host name of a tenant. */
export const TenancySettings = z.strictObject({
  /** Host names that many tenants are served under, each named by the path or at log-in; none of them leads to a tenant itself. */
  sharedHosts: z.array(Host).max(20).default([]),
});
export type TenancySettings = z.output<typeof TenancySettings>;

export const tenancySetting: Setting<TenancySettings> = {
  key: 'gateway/tenancy',
  description: 'Host names that many tenants are served under, named by path or account',
  schema: TenancySettings,
  byDefault: TenancySettings.parse({}),
};
