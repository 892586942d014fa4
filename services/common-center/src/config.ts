import { createPrivateKey, type KeyObject } from 'node:crypto';
import { readEnvironment } from '#libs/discovery/config/environment';
import { PlatformEnvironment } from '#libs/discovery/config/platform-environment';
import { ScannerVariables } from '#libs/file-intake/scan/scanner-environment';
import { keepingObjects } from '#libs/object-storage/object-storage-environment';
import { z } from 'zod';
import { SMTP_URL } from './notification/channel/smtp-url.js';

/** A JWK (RFC 8037) or PKCS#8 PEM, whose line breaks may be written as \n. */
const SigningKeyText = z.string().transform((text, context): KeyObject => {
  const key = privateKeyOf(text);
  if (key?.asymmetricKeyType === 'ed25519') return key;
  context.addIssue({ code: 'custom', message: 'expected an Ed25519 private key as JWK or PKCS#8 PEM' });
  return z.NEVER;
});

const jsonOf = (text: string, context: z.RefinementCtx): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    context.addIssue({ code: 'custom', message: 'expected JSON' });
    return z.NEVER;
  }
};

const Environment = PlatformEnvironment.extend({
  ...ScannerVariables,
  JWT_PRIVATE_KEY: SigningKeyText.optional().describe('signs all tokens; the same for every instance of common-center'),
  NOTIFICATION_SENDER: z
    .email('expected an address')
    .default('switchboard@localhost.localdomain')
    .describe('whom notifications by e-mail are from'),
  NOTIFICATION_SMTP_URL: z
    .string()
    .regex(SMTP_URL, 'expected smtps://, smtp+starttls:// or smtp:// with user:password@host:port')
    .optional()
    .describe('the server that notifications by e-mail are handed to; none: nobody is told by e-mail'),
  PLATFORM_ADMIN_PASSWORD: z
    .string()
    .min(12, 'expected at least 12 characters')
    .optional()
    .describe('makes the first account of the platform tenant, login "admin", when there is none'),
  PLATFORM_DOMAIN: z
    .hostname('expected a host name')
    .default('platform.localhost')
    .describe('the host name that leads to the platform tenant'),
  PUBLIC_URL: z
    .string()
    .regex(/^https?:\/\/[^/]+$/, 'expected https://{domain} or the like')
    .default('http://{domain}:8080')
    .describe('where people open the console, for links; {domain} is the first of the tenant'),
  SMS_GATEWAY_BODY: z
    .string()
    .default('{"to":"{to}","text":"{text}","id":"{id}"}')
    .transform(jsonOf)
    .describe('what the gateway takes, as JSON; {to}, {text} and {id} in its texts are filled in'),
  SMS_GATEWAY_SECRET: z
    .string()
    .min(16, 'expected at least 16 characters')
    .optional()
    .describe('signs what it is sent'),
  SMS_GATEWAY_URL: z.url().optional().describe('what notifications by short message are posted to; none: nobody is'),
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

/** Files lie in object storage. */
export const config = (env: NodeJS.ProcessEnv = process.env) => readEnvironment(keepingObjects(Environment), env);

function privateKeyOf(text: string): KeyObject | undefined {
  try {
    return text.trimStart().startsWith('{')
      ? createPrivateKey({ key: JSON.parse(text) as Record<string, string>, format: 'jwk' })
      : createPrivateKey(text.replaceAll('\\n', '\n'));
  } catch {
    return undefined;
  }
}
