import { Channel } from '#libs/contracts/call-center/call-events';
import { z } from 'zod';

const A_DAY = 86_400;
const seconds = z.int().min(0).max(A_DAY);
const missedOffer = (excludedSeconds: number, toTheEnd: boolean) =>
  z
    .object({
      excludedSeconds: seconds.default(excludedSeconds).describe('not offered to this agent again for so long'),
      toTheEnd: z.boolean().default(toTheEnd).describe('the agent counts as idle only since then'),
    })
    .prefault({});

const WrapUp = z.discriminatedUnion('mode', [
  z.object({ mode: z.literal('optional') }).describe('only when the agent asks for it'),
  z.object({ mode: z.literal('mandatory') }).describe('until the agent ends it'),
  z
    .object({ mode: z.literal('timeboxed'), seconds: seconds.min(1) })
    .describe('until the agent ends it, at most so long'),
  z.object({ mode: z.literal('forced'), seconds: seconds.min(1) }).describe('for exactly so long'),
]);

const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$|^24:00$/);

const CallbackRule = z
  .object({
    attempts: z.int().min(1).max(20).default(3).describe('how often it is tried at most'),
    retrySeconds: seconds.min(60).default(900).describe('how long after an attempt the next one'),
    from: clock.default('08:00').describe("from this time on the callee's clock, every day"),
    to: clock.default('21:00'),
  })
  .refine(({ from, to }) => from < to, { message: 'The day begins before it ends.', path: ['to'] })
  .prefault({})
  .describe('when and how often who asked for it is called back');
export type CallbackRule = z.infer<typeof CallbackRule>;

export const QueueDefinition = z.object({
  strategy: z
    .enum(['longest-idle', 'least-occupied', 'best-skilled', 'round-robin', 'ring-all'])
    .default('longest-idle')
    .describe('whom of several agents a contact goes to'),
  priorityWorthSeconds: z
    .union([z.int().min(0).max(A_DAY), z.literal('strict')])
    .default(60)
    .describe('score = seconds of age + priority · this; strict: priority first, then age'),
  offerSeconds: seconds.min(1).default(20).describe('how long an offer stands; then the agent is not responding'),
  ringsAtMost: z.int().min(1).max(50).default(5).describe('how many ring-all rings at once'),
  noAnswer: missedOffer(30, true),
  rejected: missedOffer(30, false),
  breaker: z
    .object({ misses: z.int().min(1).max(100).default(5), pauseSeconds: seconds.default(30) })
    .prefault({})
    .describe('after so many missed offers in a row a contact pauses'),
  wrapUp: WrapUp.default({ mode: 'optional' }),
  serviceLevel: z
    .object({ seconds: seconds.default(20), targetPercent: z.int().min(0).max(100).default(80) })
    .prefault({}),
  product: z.string().trim().min(1).max(64).nullable().default(null).describe('what its contacts are about'),
  shortAbandonSeconds: seconds.default(5).describe('who hangs up before counts apart'),
  overLength: z
    .object({ length: z.int().min(1).max(100_000), to: z.uuid() })
    .nullable()
    .default(null)
    .describe('with so many waiting those who newly come go to the other queue'),
  afterWait: z
    .object({ seconds: seconds.min(1), to: z.uuid() })
    .nullable()
    .default(null)
    .describe('who waited so long is moved to the other queue and keeps the age'),
  maxWaiting: z
    .int()
    .min(1)
    .max(100_000)
    .nullable()
    .default(null)
    .describe('with so many waiting nobody else is let in'),
  callback: CallbackRule,
  leavesAfterSeconds: seconds.min(1).nullable().default(null).describe('who waited so long leaves unserved'),
});
export type QueueDefinition = z.infer<typeof QueueDefinition>;

export const QueueText = QueueDefinition.extend({
  name: z.string().trim().min(1).max(120),
  channels: z.array(Channel).min(1).max(6),
  planId: z.uuid().nullable().default(null).describe('the routing plan it follows'),
});
export type QueueText = z.infer<typeof QueueText>;

export const QueueView = QueueText.extend({ id: z.uuid(), version: z.int() });
export type QueueView = z.infer<typeof QueueView>;
