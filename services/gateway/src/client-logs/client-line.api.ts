import { z } from 'zod';

const MOST_LINES = 100;
const MOST_STACK = 4_000;

const Name = z.string().regex(/^[\w.+-]{1,60}$/, 'expected letters, digits and . + - _');
const TraceId = z.string().regex(/^[0-9a-f]{32}$/, 'expected 32 hexadecimal digits');

/** One line as a desk or portal sends it. */
const Line = z.strictObject({
  at: z.iso.datetime({ offset: true }).describe('by the clock of the client'),
  level: z.enum(['info', 'warn', 'error']),
  message: z.string().min(1).max(1_000),
  code: Name.optional().describe('of the problem, where there was one'),
  traceId: TraceId.optional().describe('of the call that it is about, from its problem or traceparent'),
  page: z.string().max(200).optional().describe('where in the application; what is behind ? or # is thrown away'),
  stack: z.string().max(MOST_STACK).optional(),
});

export const ClientLogBody = z.strictObject({
  application: Name,
  version: Name,
  lines: z.array(Line).min(1).max(MOST_LINES),
});
export type ClientLogBody = z.output<typeof ClientLogBody>;

/** One line as it is kept: what people are called or reached by is masked. */
export const ClientLine = z.object({
  receivedAt: z.iso.datetime(),
  at: z.iso.datetime(),
  tenantId: z.string(),
  client: z.string(),
  application: z.string(),
  version: z.string(),
  level: Line.shape.level,
  message: z.string(),
  code: z.string().nullable(),
  traceId: z.string().nullable(),
  page: z.string().nullable(),
  stack: z.string().nullable(),
});
export type ClientLine = z.output<typeof ClientLine>;
