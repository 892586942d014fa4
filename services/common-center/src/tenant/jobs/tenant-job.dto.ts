import { pageOfSchema } from '#libs/web/http/paging';
import { z } from 'zod';
import { ISOLATIONS } from '../domain/isolation.js';

const results = z.record(z.string(), z.record(z.string(), z.unknown()));

export const MoveTenantBody = z.object({
  server: z.string().min(1).max(31).nullable().describe('by its name; null: the own one of each service'),
  isolation: z.enum(ISOLATIONS).optional().describe('what it is from then on; left out: what it is now'),
});
export type MoveTenantBody = z.infer<typeof MoveTenantBody>;
export const RestoreTenantBody = z.object({ exportId: z.uuid().describe('the job that wrote the archive') });
export const ExportTenantBody = z.object({});
export const ShredKeysBody = z.object({
  confirm: z.string().describe('the id of the tenant once more: nothing brings its data back'),
});
export type ShredKeysBody = z.infer<typeof ShredKeysBody>;

export const TenantJobView = z
  .object({
    id: z.string(),
    version: z.int(),
    tenantId: z.string(),
    kind: z.enum(['export', 'restore', 'erase', 'move', 'rotate-keys', 'shred-keys']),
    state: z.enum(['running', 'done', 'failed']),
    step: z.string(),
    results: z.record(z.string(), results).describe('by step, by service: rows, checksums, manifests, what was erased'),
    reason: z.string().nullable(),
    startedAt: z.iso.datetime(),
    endedAt: z.iso.datetime().nullable(),
    readOnlyMs: z.int().nullable().describe('of a move: for how long writers had to wait'),
  })
  .meta({ id: 'TenantJob' });
export type TenantJobView = z.infer<typeof TenantJobView>;

export const TenantJobPage = pageOfSchema(TenantJobView);

/** How far it is, by service. */
export const TenantJobProgress = z
  .object({
    step: z.string(),
    services: z.array(z.object({ service: z.string(), state: z.string(), done: z.int(), total: z.int() })),
  })
  .meta({ id: 'TenantJobProgress' });
export type TenantJobProgress = z.infer<typeof TenantJobProgress>;
