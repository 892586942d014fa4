import { pageOfSchema } from '#libs/web/http/paging';
import { z } from 'zod';
import { ISOLATIONS } from './domain/isolation.js';
import { TermsBody } from './plan/plan.dto.js';

const login = z.string().trim().toLowerCase().min(1).max(120);
const password = z.string().min(12).max(200);
const roles = z.array(z.string().min(1).max(64)).max(20);
const domain = z.hostname().max(253).toLowerCase();

/** Without the id: `PUT /internal/tenant-registrations/{id}`. */
const Registration = z.object({
  name: z.string().trim().min(1).max(120),
  domains: z.array(domain).min(1).max(20),
  admin: z.object({ login, password }),
});

export const CreateTenantBody = Registration.extend({
  id: z.string().max(64),
  server: z
    .string()
    .min(1)
    .max(31)
    .nullable()
    .default(null)
    .describe('the database server it is put on, by name; null: the one it shares with others'),
  isolation: z.enum(ISOLATIONS).default('shared').describe('dedicated: no other tenant is, or will be, on its server'),
  terms: TermsBody.default({ plan: null, packs: null, quotas: {} }),
});
export type CreateTenantBody = z.infer<typeof CreateTenantBody>;

/** With logins to start with, for demonstrations. */
export const RegisterTenantBody = Registration.extend({
  accounts: z
    .array(
      z.object({
        login,
        name: z.string().min(1).max(120),
        password,
        roles,
        team: z.string().max(64).nullable().default(null),
      }),
    )
    .max(100)
    .default([]),
  clients: z
    .array(
      z.object({
        id: z.string().min(2).max(36),
        name: z.string().min(1).max(120),
        secret: z.string().min(12).max(200),
        roles,
      }),
    )
    .max(100)
    .default([]),
});
export type RegisterTenantBody = z.infer<typeof RegisterTenantBody>;

export const TenantView = z
  .object({
    id: z.string(),
    version: z.int(),
    name: z.string(),
    domains: z.array(z.string()),
    status: z.enum(['provisioning', 'active', 'suspended', 'leaving', 'erased']),
    server: z.string().nullable(),
    isolation: z.enum(ISOLATIONS),
    terms: TermsBody,
    jobId: z.string().nullable().describe('the job that has its databases in hand'),
    eraseAt: z.iso.datetime().nullable(),
    registeredAt: z.iso.datetime(),
    updatedAt: z.iso.datetime(),
  })
  .meta({ id: 'Tenant' });
export type TenantView = z.infer<typeof TenantView>;

export const TenantPage = pageOfSchema(TenantView);

export const DomainsBody = z.object({ domains: z.array(domain).min(1).max(20) });

export const ErasureToken = z
  .object({ token: z.string().describe('confirms the erasure within a quarter of an hour') })
  .meta({ id: 'TenantErasureToken' });
export const ConfirmErasureBody = z.object({
  token: z.string().max(100),
  graceDays: z.int().min(0).max(365).default(30).describe('until then it can be cancelled'),
});
export type ConfirmErasureBody = z.infer<typeof ConfirmErasureBody>;
