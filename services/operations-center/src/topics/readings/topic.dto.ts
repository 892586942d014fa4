import { InspectedKind } from '#libs/contracts/operations-center/inspection-events';
import { PageQuery, pageOfSchema } from '#libs/web/http/paging';
import { z } from 'zod';
import type { ReadingRow } from './reading.schema.js';

const moment = z.iso.datetime({ offset: true });
const counts = z.record(z.string(), z.int()).describe('how many calls, chats and tickets');
const MOST_DAYS = 31;
const DAY_MS = 86_400_000;

const Period = z.object({ from: moment, to: moment });
const isShort = ({ from, to }: z.infer<typeof Period>) => Date.parse(to) - Date.parse(from) <= MOST_DAYS * DAY_MS;
const tooLong = { path: ['to'], error: `expected at most ${MOST_DAYS} days after from` };

export const PeriodQuery = Period.refine(isShort, tooLong);
export type PeriodQuery = z.infer<typeof PeriodQuery>;
export const HotQuery = Period.extend({ limit: z.coerce.number().int().min(1).max(100).default(30) }).refine(
  isShort,
  tooLong,
);
export type HotQuery = z.infer<typeof HotQuery>;

export const HotTopicsView = z.object({
  items: z.array(
    z.object({
      term: z.string().describe('what at least three texts have'),
      texts: z.int(),
      kinds: counts,
      samples: z.array(z.object({ kind: InspectedKind, id: z.uuid() })),
      burst: z
        .object({ weight: z.number(), surprise: z.number(), expected: z.number() })
        .nullable()
        .describe('far more often than usual, in the last hour'),
    }),
  ),
});

export const IntentsView = z.object({
  items: z.array(
    z.object({ intent: z.string().nullable().describe('null: not known'), texts: z.int(), kinds: counts }),
  ),
});

export const TaughtView = z.object({
  texts: z.int(),
  rightPercent: z.int().nullable().describe('of texts it was not taught by'),
  trainedAt: z.iso.datetime(),
});

export const SignalQuery = PageQuery;
const SignalView = z.object({
  subject: z.object({ kind: InspectedKind, id: z.uuid() }),
  channel: z.string().nullable(),
  agentId: z.string().nullable(),
  intent: z.string().nullable(),
  turn: z.int().nullable().describe('where the words are: /inspection/subjects/{id} has them'),
  span: z.object({ from: z.int(), to: z.int() }).nullable(),
  at: z.iso.datetime(),
});
export const SignalPage = pageOfSchema(SignalView);

export function leadView({ leadTurn, leadFrom, leadTo, ...row }: ReadingRow) {
  const span = leadFrom === null || leadTo === null ? null : { from: leadFrom, to: leadTo };
  return { ...signalOf(row), turn: leadTurn, span };
}

export function unmetView({ unmetTurn, ...row }: ReadingRow) {
  return { ...signalOf(row), turn: unmetTurn, span: null };
}

function signalOf({
  subjectId,
  kind,
  channel,
  agentId,
  intent,
  at,
}: Pick<ReadingRow, 'subjectId' | 'kind' | 'channel' | 'agentId' | 'intent' | 'at'>) {
  return { subject: { kind, id: subjectId }, channel, agentId, intent, at: at.toISOString() };
}
