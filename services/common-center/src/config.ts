import { createPrivateKey, type KeyObject } from 'node:crypto';
import { readEnvironment } from '#libs/discovery/environment';
import { PlatformEnvironment } from '#libs/discovery/platform-environment';
import { z } from 'zod';

/** A JWK (RFC 8037) or PKCS#8 PEM, whose line breaks may be written as \n. */
const SigningKeyText = z.string().transform((text, context): KeyObject => {
  const key = privateKeyOf(text);
  if (key?.asymmetricKeyType === 'ed25519') return key;
  context.addIssue({ code: 'custom', message: 'expected an Ed25519 private key as JWK or PKCS#8 PEM' });
  return z.NEVER;
});

const Environment = PlatformEnvironment.extend({
  JWT_PRIVATE_KEY: SigningKeyText.optional().describe('signs all tokens; the same for every instance of common-center'),
  PLATFORM_ADMIN_PASSWORD: z
    .string()
    .min(12, 'expected at least 12 characters')
    .optional()
    .describe('makes the first account of the platform tenant, login "admin", when there is none'),
  PLATFORM_DOMAIN: z
    .hostname('expected a host name')
    .default('platform.localhost')
    .describe('the host name that leads to the platform tenant'),
  STORED_SECRETS_KEY: z
    .string()
    .min(32, 'expected at least 32 characters')
    .optional()
    .describe('seals the secrets of webhooks in the database; the same for every instance of common-center'),
}).refine((env) => env.PROFILE !== 'cluster' || env.JWT_PRIVATE_KEY !== undefined, {
  path: ['JWT_PRIVATE_KEY'],
  error: 'needed when PROFILE is cluster',
  when: () => true,
});

export const config = (env: NodeJS.ProcessEnv = process.env) => readEnvironment(Environment, env);

function privateKeyOf(text: string): KeyObject | undefined {
  try {
    return text.trimStart().startsWith('{')
      ? createPrivateKey({ key: JSON.parse(text) as Record<string, string>, format: 'jwk' })
      : createPrivateKey(text.replaceAll('\\n', '\n'));
  } catch {
    return undefined;
  }
}
