import { DeclaredKinds } from '#libs/personal-data/self-declaring';
import { z } from 'zod';

const HeaderName = z
  .string()
  .max(100)
  .regex(/^[A-Za-z0-9!#$%&'*+.^_`|~-]+$/, 'expected the name of a header');
const HeaderValue = z
  .string()
  .max(1_000)
  .regex(/^[\t\x20-\x7e]*$/, 'expected a line of ASCII');
const FieldName = z.string().min(1).max(100);
const Template = z.json().describe('JSON; texts that begin with = are FEEL');
const JsonSchema = z.record(z.string(), z.json()).describe('JSON Schema 2020-12');
const Url = z.url({ protocol: /^https?$/ }).max(500);

const Auth = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('none') }),
  z.object({ kind: z.literal('basic'), username: z.string().min(1).max(200) }),
  z.object({ kind: z.literal('api-key'), in: z.enum(['header', 'query']), name: HeaderName }),
  z.object({
    kind: z.literal('hmac'),
    algorithm: z.enum(['sha1', 'sha256', 'sha512']).default('sha256'),
    encoding: z.enum(['hex', 'base64', 'base64url']).default('hex'),
    keyId: z.string().max(200).default(''),
    text: z.string().min(1).max(1_000).describe('what is signed; {method}, {path}, {timestamp} … are filled in'),
    headers: z.record(HeaderName, HeaderValue).describe('as the text, and {signature}'),
  }),
  z.object({
    kind: z.literal('oauth2'),
    tokenUrl: Url,
    clientId: z.string().min(1).max(200),
    scope: z.string().max(500).nullable().default(null),
    clientAuth: z.enum(['basic', 'form']).default('basic'),
  }),
]);

const Mock = z.object({
  when: z.string().max(2_000).nullable().default(null).describe('FEEL over input; null: always'),
  status: z.int().min(100).max(599).default(200),
  body: Template.default(null),
});

const Operation = z.object({
  title: z.string().trim().max(200).default(''),
  method: z.enum(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE']),
  path: z
    .string()
    .max(500)
    .regex(/^\/[^?#\s]*$/, 'expected a path, its parameters in braces'),
  safe: z
    .boolean()
    .optional()
    .describe('asks and changes nothing: may be repeated, cached and asked by views; absent: by its method'),
  input: JsonSchema.default({ type: 'object' }),
  request: z
    .object({
      path: z.record(FieldName, Template).default({}),
      query: z.record(FieldName, Template).default({}),
      headers: z.record(HeaderName, Template).default({}),
      body: Template.default(null),
      encoding: z.enum(['json', 'form']).default('json'),
    })
    .prefault({}),
  response: z
    .object({
      schema: JsonSchema.nullable().default(null),
      result: Template.default('=body').describe('over input, status, headers and body'),
      refusal: z.string().max(2_000).nullable().default(null).describe('FEEL over the same: a code, or null'),
      personal: DeclaredKinds.default({}).describe(
        'what in the result is personal; of the rest numbers and addresses are masked for who may not see everything',
      ),
    })
    .prefault({}),
  timeoutMs: z.int().min(50).max(60_000).nullable().default(null),
  cacheSeconds: z.int().min(1).max(86_400).nullable().default(null),
  mocks: z.array(Mock).max(50).default([]),
  hidden: z.array(FieldName).max(100).default([]),
});
const SAFE = new Set(['GET', 'HEAD']);
export const OperationBody = Operation.transform(({ safe, ...rest }) => ({
  ...rest,
  safe: safe ?? SAFE.has(rest.method),
}));
const OperationView = Operation.extend({ safe: z.boolean() });

export const OperationName = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/, 'expected letters, digits, - and _');

const level = (value: z.ZodNumber) =>
  z
    .object({ raise: value, clear: value })
    .refine(({ raise, clear }) => clear <= raise, { path: ['clear'], error: 'expected no more than raise' })
    .nullable()
    .default(null);

const Rest = z.object({
  baseUrl: Url,
  auth: Auth.default({ kind: 'none' }),
  tls: z
    .object({
      clientCertificate: z.boolean().default(false),
      authorities: z.string().max(50_000).nullable().default(null).describe('PEM; null: the public ones'),
    })
    .prefault({}),
  headers: z.record(HeaderName, HeaderValue).default({}),
  timeoutMs: z.int().min(50).max(60_000).default(5_000),
  attempts: z.int().min(1).max(5).default(2).describe('in all, of safe operations'),
  concurrency: z.int().min(1).max(256).default(32).describe('on their way at the same time, in one process'),
  breaker: z
    .object({
      ratio: z.number().gt(0).lt(1).default(0.5),
      volume: z.int().min(1).max(10_000).default(20),
      windowMs: z.int().min(1_000).max(600_000).default(10_000),
      openMs: z.int().min(100).max(600_000).default(5_000),
    })
    .prefault({}),
  quota: z
    .object({ calls: z.int().min(1), perSeconds: z.int().min(1).max(2_678_400) })
    .nullable()
    .default(null),
  alarm: z
    .object({
      windowSeconds: z.int().min(30).max(86_400).default(300),
      minimumCalls: z.int().min(1).default(20),
      errorRatio: level(z.number().min(0).max(1)),
      p95Ms: level(z.number().min(0)),
    })
    .nullable()
    .default(null),
});

export const InterfaceDocumentBody = Rest.extend({ operations: z.record(OperationName, OperationBody).default({}) });
export const InterfaceDocumentView = Rest.extend({ operations: z.record(OperationName, OperationView) }).meta({
  id: 'InterfaceDocument',
});
