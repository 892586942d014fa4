import { ObjectStorageVariables } from '#libs/object-storage/object-storage-environment';
import { areMasterKeys } from '#libs/sealing/master-keys';
import { z } from 'zod';

// No path: every tenant has a database of its own.
const DATABASE = /^(mysql|mariadb):\/\/[^/]+\/?$/;
const SERVER_NAME = /^[a-z][a-z0-9-]{0,30}$/;
const ENDPOINTS = /^[^\s:;]+:\d{1,5}(;[^\s:;]+:\d{1,5})*$/;
const NAMESPACE = /^([a-z][a-z0-9-]*-)?$/;

const LABELS = /^([a-z][a-z0-9-]{0,31}=[\w.-]{1,64}(,(?!$)|$))*$/;

/** A comma in a password is written as %2C. */
const serversOf = (text: string, context: z.RefinementCtx): Record<string, string> => {
  const servers = text.split(',').map((each) => [each.slice(0, each.indexOf('=')), each.slice(each.indexOf('=') + 1)]);
  const isWrong = ([name, url]: string[]) => !SERVER_NAME.test(name!) || !DATABASE.test(url!);
  if (servers.some(isWrong))
    context.addIssue({ code: 'custom', message: 'expected name=mysql://user:password@host:port' });
  return Object.fromEntries(servers) as Record<string, string>;
};

const NEEDED_IN_CLUSTER = ['DB_URL', 'ROCKETMQ_ENDPOINTS', 'CONSUL_URL', 'REDIS_URL', 'SERVICE_SECRET'] as const;

const Variables = z.object({
  PROFILE: z
    .enum(['embedded', 'cluster'], 'expected embedded or cluster')
    .default('embedded')
    .describe('embedded: everything in this process; cluster: on the real database, broker, registry and cache'),
  HOST: z
    .string()
    .default('127.0.0.1')
    .describe('the address to listen on and to be found at; 0.0.0.0: found at the first IPv4 address on a network'),
  PORT: z.coerce
    .number('expected a port number')
    .int('expected a whole number')
    .min(0, 'expected 0 or more')
    .max(65_535, 'expected 65535 or less')
    .default(0)
    .describe('the port to listen on; 0 takes any free one'),
  NAMESPACE: z
    .string()
    .regex(NAMESPACE, 'expected lower-case letters, digits and dashes, ending in a dash')
    .default('')
    .describe('prefix of topics, groups, databases, registry and cache keys: keeps installations apart'),
  INSTANCE_LABELS: z
    .string()
    .refine((text) => LABELS.test(text), 'expected name=value, several joined by commas')
    .transform((text) => Object.fromEntries(text.split(',').flatMap((label) => labelIn(label))))
    .optional()
    .describe('what this instance is told apart by beside its version, e.g. track=canary'),
  DATA_DIR: z
    .string()
    .optional()
    .describe(
      'folder of the state of the embedded profile (without it state lives in memory only) and of the files of chats, which all nodes share',
    ),
  DB_URL: z
    .string()
    .regex(DATABASE, 'expected mysql://user:password@host:port or mariadb://…, without a database')
    .optional()
    .describe('the database server'),
  DB_SERVERS: z
    .string()
    .transform(serversOf)
    .optional()
    .describe(
      'further database servers that tenants may be on: name=mysql://user:password@host:port, joined by commas',
    ),
  ROCKETMQ_ENDPOINTS: z
    .string()
    .regex(ENDPOINTS, 'expected host:port, several joined by ;')
    .optional()
    .describe('the gRPC proxies of RocketMQ'),
  CONSUL_URL: z
    .url({ protocol: /^https?$/, error: 'expected http://host:port' })
    .optional()
    .describe('the Consul agent: registry and config centre'),
  REDIS_URL: z
    .url({ protocol: /^rediss?$/, error: 'expected redis://host:port' })
    .optional()
    .describe('cache, limits and presence'),
  SERVICE_SECRET: z
    .string()
    .min(16, 'expected at least 16 characters')
    .optional()
    .describe('what services prove their identity with to common-center'),
  PERSONAL_DATA_MASTER_KEYS: z
    .string()
    .refine(areMasterKeys, 'expected <id>:<base64 of 32 bytes>, several joined by commas')
    .optional()
    .describe(
      'what the keys of the tenants are sealed with, the newest first; the same for every instance; without it they are derived from SERVICE_SECRET',
    ),
  FORMER_SERVICE_SECRETS: z
    .string()
    .default('')
    .transform((text) => text.split(',').filter((secret) => secret !== ''))
    .refine((secrets) => secrets.every(({ length }) => length >= 16), 'expected secrets of at least 16 characters')
    .describe('earlier values of SERVICE_SECRET, joined by commas: what was signed with them is believed on'),
  LOG_LEVEL: z
    .enum(
      ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'],
      'expected fatal, error, warn, info, debug, trace or silent',
    )
    .default('info')
    .describe('the least severe log line written'),
  OTEL_EXPORTER_OTLP_ENDPOINT: z
    .url({ protocol: /^https?$/, error: 'expected http://host:port' })
    .optional()
    .describe('where traces are sent; without it tracing is off'),
  MIGRATE_ON_START: z
    .stringbool({ error: 'expected true or false' })
    .default(true)
    .describe('brings every tenant database up to date before serving; otherwise an old schema is refused'),
  ...ObjectStorageVariables,
});

/**
 * The variables every service shares. A service adds its own with `PlatformEnvironment.extend({ … })`, each with a
 * `.describe()`: the description is what a person reads when the variable is wrong.
 */
export const PlatformEnvironment = NEEDED_IN_CLUSTER.reduce(
  (schema, variable) =>
    schema.refine((env) => env.PROFILE !== 'cluster' || env[variable] !== undefined, {
      path: [variable],
      error: 'needed when PROFILE is cluster',
      // Also when another variable is wrong: a person wants to hear of all mistakes at once.
      when: () => true,
    }),
  Variables,
);
export type PlatformEnvironment = z.output<typeof PlatformEnvironment>;

function labelIn(label: string): [string, string][] {
  const [name = '', value = ''] = label.split('=');
  return name === '' ? [] : [[name, value]];
}
