import { z } from 'zod';
import { Login } from '../account.dto.js';

export const LogInBody = z.object({ login: Login, password: z.string().max(200) });
export type LogInBody = z.infer<typeof LogInBody>;

export const LogInAnswer = z.object({
  accessToken: z.string(),
  expiresIn: z.int().describe('seconds'),
  tokenType: z.literal('Bearer'),
  refreshToken: z.string().describe('good once: each refresh gives the next'),
});

/** The password was right, and not enough: `code` asks for one of the app, `enrolment` to get one first. */
const SecondStep = z.object({
  next: z.enum(['code', 'enrolment']),
  mfaToken: z.string(),
  expiresIn: z.int().describe('seconds'),
});

export const FirstStepAnswer = z.union([LogInAnswer, SecondStep]);

/** RFC 6749 §4.4.2, the client authenticating in the body (§2.3.1); as JSON or form. */
export const TokenBody = z.object({
  grant_type: z.literal('client_credentials'),
  client_id: z.string().max(64),
  client_secret: z.string().max(200),
  scope: z
    .string()
    .max(4_000)
    .describe('permissions or names of roles, apart by spaces: narrows what the client may do')
    .optional(),
});
export type TokenBody = z.infer<typeof TokenBody>;

/** RFC 6749 §5.1. */
export const TokenAnswer = z.object({
  access_token: z.string(),
  token_type: z.literal('Bearer'),
  expires_in: z.int(),
  scope: z.string(),
});

export const MeView = z.object({
  subject: z.string(),
  kind: z.enum(['person', 'client', 'service', 'visitor']),
  tenantId: z.string(),
  permissions: z.array(z.string()),
  account: z
    .object({ login: z.string(), name: z.string(), roles: z.array(z.string()), team: z.string().nullable() })
    .nullable(),
});
export type MeView = z.infer<typeof MeView>;
