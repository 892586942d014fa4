import { pageOfSchema } from '#libs/web/paging';
import { z } from 'zod';

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

export const CreateTenantBody = Registration.extend({ id: z.string().max(64) });
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
    status: z.enum(['provisioning', 'active', 'suspended']),
    registeredAt: z.iso.datetime(),
    updatedAt: z.iso.datetime(),
  })
  .meta({ id: 'Tenant' });
export type TenantView = z.infer<typeof TenantView>;

export const TenantPage = pageOfSchema(TenantView);
