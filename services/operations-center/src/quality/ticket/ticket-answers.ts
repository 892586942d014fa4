import type { DataOf } from '#libs/contracts/event-contract';
import type { ticketClosed } from '#libs/contracts/ticket-center/ticket-events';
import {
  NOT_APPLICABLE,
  type Answers,
  type MeasuredItem,
  type ScorecardForm,
} from '#libs/quality-rules/scorecard/form';
import { millisecondsOf } from '../../duration.js';

export type ClosedTicket = DataOf<typeof ticketClosed>;

/**
 * What is measured on a closed ticket (domain-rules D5): handling and reply within their targets, and the share of the content that
 * is filled in. A ticket that no demand of a customer stands behind, e.g. a lead, owes nobody a reply.
 */
export function ticketAnswers({ groups }: ScorecardForm, ticket: ClosedTicket): Answers {
  const items = groups.flatMap((group) => group.items).filter((item) => item.kind === 'measured');
  return Object.fromEntries(items.map((item) => [item.key, shareOf(item, ticket) ?? NOT_APPLICABLE]));
}

/** From 0 to 1; null: it does not apply. */
function shareOf({ measure, target }: MeasuredItem, ticket: ClosedTicket): number | null {
  const { openedAt, firstRepliedAt, solvedAt, content, interactionEventIds } = ticket;
  const owesReply = interactionEventIds.length > 0;
  switch (measure) {
    case 'handling-timeliness':
      return within(target!, openedAt, solvedAt) ? 1 : 0;
    case 'reply-timeliness':
      if (!owesReply) return null;
      return firstRepliedAt !== null && within(target!, openedAt, firstRepliedAt) ? 1 : 0;
    case 'content-completeness': {
      const { reply, ...always } = content;
      const flags = [...Object.values(always), ...(owesReply ? [reply] : [])];
      return flags.filter(Boolean).length / flags.length;
    }
  }
}

function within(target: string, from: string, to: string): boolean {
  return Date.parse(to) - Date.parse(from) <= millisecondsOf(target);
}
