import { z } from 'zod';
import type { Setting } from './setting.js';

const lines = (byDefault: number) => z.int().min(1).max(1_000_000).default(byDefault);

/** The live value `gateway/client-logs`: how many lines of a minute are taken, of all gateways together. */
export const ClientLogSettings = z.strictObject({ clientPerMinute: lines(300), tenantPerMinute: lines(6_000) });
export type ClientLogSettings = z.output<typeof ClientLogSettings>;

export const clientLogsSetting: Setting<ClientLogSettings> = {
  key: 'gateway/client-logs',
  description: 'How many log lines of desks and portals are taken in a minute, of a client and of a tenant',
  schema: ClientLogSettings,
  byDefault: ClientLogSettings.parse({}),
};
