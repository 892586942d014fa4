import type { OutcomeCount, OutcomeTime } from './formulas.js';

/** The highest mark of five: the top box. */
const TOP_BOX = 5;

const OPENED = "o.kind = 'contact' AND o.direction = 'inbound'";
const REPLIED = 'o.askedAt IS NOT NULL AND o.repliedAt >= o.askedAt';
const SESSIONS = 'o.sessionFrom IS NOT NULL AND o.sessionTo IS NOT NULL';
const TICKETS = "o.kind = 'ticket' AND o.mergedAt IS NULL";
const RESOLVED = `${TICKETS} AND o.solvedAt IS NOT NULL AND (o.reopenedAt IS NULL OR o.reopenedAt <= o.solvedAt)`;
const FIRST_CONTACTS = `${OPENED} AND o.endedAt IS NOT NULL AND o.agentId IS NOT NULL AND o.customerId IS NOT NULL`;
const NEXT = `SELECT 1 FROM outcome n WHERE n.customerId = o.customerId AND n.kind = 'contact' AND n.direction = 'inbound'
  AND n.id <> o.id AND n.openedAt > o.endedAt AND n.openedAt <= o.endedAt + :returnMs
  AND (n.topic = o.topic OR n.topic IS NULL OR o.topic IS NULL)`;
const CAME_AGAIN = `${FIRST_CONTACTS} AND EXISTS (${NEXT})`;

/** SQL for what counts of `outcome o`; `:now` is ms since the epoch, `:returnMs` how long somebody may come again. */
export const CONDITIONS: Readonly<Record<OutcomeCount, string>> = {
  opened: OPENED,
  deflected: `${OPENED} AND o.endedAt IS NOT NULL AND o.queuedAt IS NULL AND o.agentId IS NULL`,
  replied: REPLIED,
  sessions: SESSIONS,
  tickets: TICKETS,
  resolved: RESOLVED,
  firstContacts: FIRST_CONTACTS,
  cameAgain: CAME_AGAIN,
  undecided: `${FIRST_CONTACTS} AND o.endedAt + :returnMs > :now AND NOT EXISTS (${NEXT})`,
  rated: 'o.score IS NOT NULL',
  satisfied: `o.score = ${TOP_BOX}`,
};

/** The times that are added up, each of what counts. */
export const TIMES: Readonly<Record<OutcomeTime, { readonly of: OutcomeCount; readonly sql: string }>> = {
  responseMs: { of: 'replied', sql: 'o.repliedAt - o.askedAt' },
  sessionMs: { of: 'sessions', sql: 'o.sessionTo - o.sessionFrom' },
  resolutionMs: { of: 'resolved', sql: 'o.solvedAt - o.openedAt' },
};
