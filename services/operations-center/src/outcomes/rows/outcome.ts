import type { Channel } from '#libs/contracts/call-center/call-events';

/** Times that are the first or the last of those that were told; ms since the epoch. */
const FIRST = ['openedAt', 'queuedAt', 'askedAt', 'repliedAt', 'sessionFrom', 'mergedAt'] as const;
const LAST = ['endedAt', 'sessionTo', 'solvedAt', 'reopenedAt'] as const;
/** What may be said again, and when it was said. */
const SAID = [
  ['customerId', 'customerAt'],
  ['agentId', 'agentAt'],
  ['teamId', 'teamAt'],
  ['topic', 'topicAt'],
  ['score', 'scoredAt'],
] as const;

type Times = Record<(typeof FIRST)[number] | (typeof LAST)[number], number | null>;

interface Said {
  customerId: string | null;
  /** Who had it last. */
  agentId: string | null;
  /** That of the agent as it was then; of a ticket, the one it was given to. */
  teamId: string | null;
  /** What it was about, in the code of the demand. */
  topic: string | null;
  /** 1 to 5 */
  score: number | null;
}

/** What came of a contact or a ticket: ids, codes and times alone. */
export interface Outcome extends Times, Said, Record<(typeof SAID)[number][1], number | null> {
  id: string;
  kind: 'contact' | 'ticket';
  channel: Channel | 'ticket' | null;
  direction: 'inbound' | 'outbound' | null;
  /** The first of those in it. */
  conversationId: string | null;
  /** The customer, or who goes on for them since they were merged. */
  countsAs: string | null;
}

/** What an event says of it. */
export interface OutcomeNews extends Partial<Times>, Partial<Said> {
  /** When it happened, ms since the epoch. */
  readonly at: number;
  readonly channel?: Channel;
  readonly direction?: 'inbound' | 'outbound';
  readonly conversationId?: string;
}

/** The same whatever order the news come in, and however often. */
export function outcomeAfter(known: Outcome | null, of: Pick<Outcome, 'id' | 'kind'>, news: OutcomeNews): Outcome {
  const outcome: Outcome = known ?? { ...NOTHING, ...of, channel: of.kind === 'ticket' ? 'ticket' : null };
  return {
    ...outcome,
    channel: outcome.channel ?? news.channel ?? null,
    direction: outcome.direction ?? news.direction ?? null,
    conversationId: [outcome.conversationId ?? [], news.conversationId ?? []].flat().sort()[0] ?? null,
    ...Object.fromEntries(FIRST.map((name) => [name, bounded(Math.min, outcome[name], news[name])])),
    ...Object.fromEntries(LAST.map((name) => [name, bounded(Math.max, outcome[name], news[name])])),
    ...Object.fromEntries(SAID.flatMap((each) => Object.entries(saidLater(outcome, news, each)))),
  };
}

function saidLater(outcome: Outcome, news: OutcomeNews, [name, at]: (typeof SAID)[number]): Partial<Outcome> {
  const value = news[name];
  if (value === undefined) return {};
  const known = outcome[at];
  const isLater = known === null || news.at > known || (news.at === known && String(value) > String(outcome[name]));
  return isLater ? { [name]: value, [at]: news.at } : {};
}

function bounded(
  bound: (...times: number[]) => number,
  known: number | null,
  told: number | null | undefined,
): number | null {
  const times = [known, told].filter((time) => typeof time === 'number');
  return times.length === 0 ? null : bound(...times);
}

const NOTHING: Omit<Outcome, 'id' | 'kind'> = {
  ...{ channel: null, direction: null, openedAt: null, queuedAt: null, askedAt: null, repliedAt: null, endedAt: null },
  ...{ sessionFrom: null, sessionTo: null, solvedAt: null, reopenedAt: null, mergedAt: null },
  ...{ customerId: null, customerAt: null, agentId: null, agentAt: null, teamId: null, teamAt: null },
  ...{ topic: null, topicAt: null, score: null, scoredAt: null },
  ...{ conversationId: null, countsAs: null },
};
