import { EMOTIONS } from '#libs/quality-rules/inspection/emotion/emotion-words';
import { z } from 'zod';

const code = z.string().regex(/^[a-z0-9][a-z0-9-]{0,63}$/, 'expected a code, e.g. no-promises');
const speaker = z.enum(['agent', 'customer', 'system']);
const Severity = z.enum(['hint', 'minor', 'major', 'fatal']);
const Phrase = z.object({
  parts: z.array(z.string().min(1).max(200)).min(1).max(10),
  gap: z.int().min(0).max(200).default(0).describe('characters between two parts at most'),
});
const phrases = z.array(Phrase).min(1).max(200);
const ms = z.int().min(0).max(86_400_000);
const of = { id: code, severity: Severity, title: z.string().max(200).default('') };

const ForbiddenWords = z.object({
  ...of,
  kind: z.literal('forbidden-words'),
  list: z.uuid().describe('a list of words'),
  categories: z.array(z.string()).max(100).optional(),
  speaker: speaker.default('agent'),
});
const Said = z.object({
  ...of,
  kind: z.literal('said'),
  phrases,
  speaker: speaker.default('agent'),
  promise: z
    .object({
      withinMinutes: z
        .int()
        .min(1)
        .max(60 * 24 * 60),
      keptBy: z.enum(['callback', 'ticket', 'any']).describe('a call back, news of the ticket, or either'),
    })
    .optional()
    .describe('what is said is a promise, and is followed until it was kept'),
});
const RequiredPhrase = z.object({
  ...of,
  kind: z.literal('required-phrase'),
  phrases,
  phase: z.enum(['opening', 'body', 'closing']).optional(),
  withinTurns: z.int().min(1).max(1_000).optional(),
  withinMs: ms.optional(),
});
const Order = z.object({ ...of, kind: z.literal('order'), first: phrases, firstBy: speaker, phrases });
const Secrets = z.object({
  ...of,
  kind: z.literal('secrets'),
  secrets: z.array(z.enum(['card', 'identity', 'phone'])).min(1),
});
const Limit = z.object({
  ...of,
  kind: z.literal('limit'),
  measure: z.enum(['response', 'silence', 'interruption', 'words-per-minute', 'hold']),
  atMost: z.number().min(0),
});
const EmotionFelt = z.object({
  ...of,
  kind: z.literal('emotion'),
  emotion: z.enum(EMOTIONS),
  speaker: speaker.default('customer'),
  atLeast: z.number().min(0.05).max(1).default(0.5),
});
const Answer = z.object({
  ...of,
  kind: z.literal('answer'),
  asked: phrases,
  facts: z
    .array(z.object({ name: code, phrases }))
    .max(20)
    .default([]),
  contradictions: z.array(Phrase).max(50).default([]),
  withinTurns: z.int().min(1).max(20).default(2),
  articleId: z.uuid().optional().describe('the article of the knowledge base the facts are from'),
});
const Combined = z.object({
  ...of,
  kind: z.literal('combined'),
  when: z.string().min(1).max(2_000).describe('FEEL over findings, turns, talkRatio and facts'),
  live: z.literal(true).optional().describe('judged with every turn, not only at the end'),
});

const RuleBody = z.discriminatedUnion('kind', [
  ForbiddenWords,
  Said,
  RequiredPhrase,
  Order,
  Secrets,
  Limit,
  EmotionFelt,
  Answer,
  Combined,
]);

const Reach = z.object({ turns: z.int().min(1).max(100).optional(), ms: ms.optional() });

/** A scorecard's item that rules answer. */
const MachineItem = z.object({ itemKey: z.string().min(1).max(64), rules: z.array(code).min(1).max(50) });

export const RuleSetContent = z.object({
  scope: z
    .object({
      kinds: z.array(z.enum(['call', 'chat', 'ticket'])).min(1),
      channels: z.array(z.string().max(16)).max(20).default([]).describe('none: all'),
      queueIds: z.array(z.string().max(64)).max(500).default([]).describe('none: all'),
    })
    .describe('what is inspected by it'),
  phases: z.object({ opening: Reach, closing: Reach }).default({ opening: { turns: 2 }, closing: { turns: 2 } }),
  rules: z
    .array(RuleBody)
    .min(1)
    .max(200)
    .refine((rules) => new Set(rules.map(({ id }) => id)).size === rules.length, 'each rule needs an id of its own'),
  items: z.array(MachineItem).max(100).default([]),
  alertFrom: Severity.default('major').describe('from here on supervisors are alerted while the conversation goes on'),
});
export type RuleSetContent = z.infer<typeof RuleSetContent>;
