import { z } from 'zod';

const Role = z.string().min(1).max(64);
const Secret = z.string().min(1).max(100);

export const ProviderId = z
  .string()
  .regex(/^[a-z][a-z0-9-]{1,35}$/, 'expected 2 to 36 lower-case letters, digits and dashes');

const provider = {
  name: z.string().trim().min(1).max(120),
  issuer: z.url().max(500),
  clientId: z.string().min(1).max(200),
  scopes: z.array(z.string().regex(/^[\x21\x23-\x5b\x5d-\x7e]{1,64}$/)).max(20),
  redirectUris: z.array(z.url().max(500)).min(1).max(20),
  provisions: z.boolean(),
  roleClaim: z.string().min(1).max(64).nullable(),
  roleMapping: z.record(z.string().max(200), Role),
  defaultRoles: z.array(Role).max(20),
};

export const ProviderBody = z.object({ ...provider, clientSecret: z.string().min(1).max(500) });
export type ProviderBody = z.infer<typeof ProviderBody>;
export const ProviderView = z.object({ id: z.string(), version: z.int(), ...provider }).meta({ id: 'OidcProvider' });
export const ProviderList = z.object({ items: z.array(ProviderView) });

export const DepartureBody = z.object({ redirectUri: z.string().max(500) });
export const DepartureView = z.object({
  authorizationUrl: z.string(),
  loginKey: z.string().describe('kept by the browser until it comes back'),
});

export const ReturnBody = z.object({ state: Secret, code: z.string().min(1).max(2_000), loginKey: Secret });
export type ReturnBody = z.infer<typeof ReturnBody>;
