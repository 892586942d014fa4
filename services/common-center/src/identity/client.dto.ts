import { z } from 'zod';

const ClientId = z.string().regex(/^[a-z][a-z0-9-]{1,35}$/, 'expected 2 to 36 lower-case letters, digits and dashes');

export const RegisterClientBody = z.object({
  id: ClientId,
  name: z.string().trim().min(1).max(120),
  roles: z.array(z.string().min(1).max(64)).max(20),
});
export type RegisterClientBody = z.infer<typeof RegisterClientBody>;

/** Shown once. */
export const ClientSecretView = z.object({ clientId: z.string(), secret: z.string() });

export const ClientView = z
  .object({
    id: z.string(),
    version: z.int(),
    name: z.string(),
    roles: z.array(z.string()),
    active: z.boolean(),
    createdAt: z.iso.datetime(),
  })
  .meta({ id: 'Client' });
export type ClientView = z.infer<typeof ClientView>;

export const ClientList = z.object({ items: z.array(ClientView) });
