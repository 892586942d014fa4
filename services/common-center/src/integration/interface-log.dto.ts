import { InterfaceAnswer, InterfaceCaller } from '#libs/contracts/common-center/integration/integration-api';
import { personal } from '#libs/personal-data/personal';
import { declaresPersonal } from '#libs/personal-data/self-declaring';
import { PageQuery, pageOfSchema } from '#libs/web/http/paging';
import { z } from 'zod';
import { MODES } from './domain/interface-document.js';
import { OperationName } from './interface-document.dto.js';

const Outcome = z.enum(['answered', 'refused', 'failed']);

export const CallsQuery = PageQuery.extend({
  operation: OperationName.optional(),
  outcome: Outcome.optional(),
  traceId: z
    .string()
    .regex(/^[0-9a-f]{32}$/)
    .optional(),
});
export type CallsQuery = z.infer<typeof CallsQuery>;

export const CallView = z.object({
  id: z.uuid(),
  interfaceId: z.uuid(),
  operation: z.string(),
  number: z.int().describe('the version; 0: the draft'),
  mode: z.enum(MODES),
  caller: InterfaceCaller,
  traceId: z.string(),
  at: z.iso.datetime(),
  tookMs: z.int(),
  attempts: z.int().describe('0: nobody was asked'),
  status: z.int().nullable(),
  outcome: Outcome,
  code: z.string().nullable(),
  cached: z.boolean(),
  request: z.json().describe('masked'),
  answer: z.json().describe('masked'),
});
export const CallPage = pageOfSchema(CallView);

const DAY_MS = 86_400_000;
export const StatisticsQuery = z
  .object({ from: z.iso.datetime({ offset: true }), to: z.iso.datetime({ offset: true }) })
  .refine(({ from, to }) => Date.parse(to) - Date.parse(from) <= 31 * DAY_MS, {
    path: ['to'],
    error: 'expected a month at most',
  });

export const StatisticsView = z.object({
  operations: z.array(
    z.object({
      operation: z.string(),
      calls: z.int(),
      cached: z.int(),
      refused: z.int(),
      failed: z.int(),
      p50Ms: z.int().nullable().describe('of those not answered from memory'),
      p95Ms: z.int().nullable(),
    }),
  ),
  breaker: z.enum(['closed', 'open', 'half-open']).describe('in the process that answers'),
  quota: z.object({ windowStart: z.iso.datetime(), used: z.int() }).nullable(),
  alarms: z.array(
    z.object({ metric: z.string(), value: z.number().nullable(), threshold: z.number(), since: z.iso.datetime() }),
  ),
});

export const RecordingsView = z.object({
  items: z.array(z.object({ id: z.string(), operation: z.string(), recordedAt: z.iso.datetime() })),
});

export const TestBody = z.object({
  operation: OperationName,
  arguments: z.record(z.string(), z.json()).default({}),
  version: z.int().min(1).nullable().default(null).describe('null: the draft'),
  dryRun: z.boolean().default(true).describe('nothing is sent'),
});
export type TestBody = z.infer<typeof TestBody>;

export const TestView = z.object({
  request: z
    .object({
      method: z.string(),
      url: z.string(),
      headers: z.record(z.string(), z.string()),
      body: personal('outside', z.string()).nullable(),
    })
    .describe('as it would be sent; what we are known by is hidden'),
  response: z
    .object({ status: z.int(), headers: z.record(z.string(), z.string()), body: personal('outside', z.json()) })
    .nullable()
    .describe('null: nothing was sent, or nobody answered'),
  answer: declaresPersonal(InterfaceAnswer.pick({ outcome: true, result: true, personal: true, code: true }), {
    value: 'result',
    kinds: 'personal',
  }).nullable(),
  timings: z.object({ totalMs: z.int(), outsideMs: z.int(), attempts: z.int() }).nullable(),
});
