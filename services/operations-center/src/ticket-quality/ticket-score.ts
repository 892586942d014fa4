import type { DataOf } from '#libs/contracts/event-contract';
import type { ticketClosed } from '#libs/contracts/ticket-events';
import { score, type Score } from '#libs/quality-rules/score';
import { millisecondsOf } from '../duration.js';
import type { FormItem, QualityFormContent } from '../quality-form/quality-form.api.js';

export type ClosedTicket = DataOf<typeof ticketClosed>;

export interface JudgedFormItem {
  readonly group: string;
  readonly measures: FormItem['measures'];
  readonly possible: number;
  /** Null: it does not apply to this ticket. */
  readonly points: number | null;
  readonly fatal: boolean;
}

/** What became of a closed ticket under a form; scores are percent, rounded to two decimals. */
export interface TicketScore extends Score {
  readonly items: readonly JudgedFormItem[];
  readonly passed: boolean;
}

/**
 * Judges a closed ticket by the computed items of domain-rules D5: handling and reply within their targets, and the share of
 * the content that is filled in. A ticket that no demand of a customer stands behind, e.g. a lead, owes nobody a reply.
 * One that nothing applied to has not failed.
 */
export function scoreTicket({ mode, passMark, groups }: QualityFormContent, ticket: ClosedTicket): TicketScore {
  const judged = groups.map(({ name, weight, items }) => ({
    name,
    weight,
    items: items.map((item) => judge(item, ticket)),
  }));
  const { total, nonFatal, fatalMissed } = score(judged, mode);
  return {
    items: judged.flatMap(({ name, items }) => items.map((item) => ({ group: name, ...item }))),
    total: rounded(total),
    nonFatal: rounded(nonFatal),
    fatalMissed,
    passed: total === null || total >= passMark,
  };
}

function judge(item: FormItem, ticket: ClosedTicket): Omit<JudgedFormItem, 'group'> {
  const share = shareOf(item, ticket);
  const { measures, points: possible, fatal } = item;
  return { measures, possible, points: share === null ? null : share * possible, fatal };
}

/** How much of an item's points the ticket earned, from 0 to 1; null when it does not apply. */
function shareOf(item: FormItem, ticket: ClosedTicket): number | null {
  const { openedAt, firstRepliedAt, solvedAt, content, interactionEventIds } = ticket;
  const owesReply = interactionEventIds.length > 0;
  switch (item.measures) {
    case 'handling-timeliness':
      return within(item.target, openedAt, solvedAt) ? 1 : 0;
    case 'reply-timeliness':
      if (!owesReply) return null;
      return firstRepliedAt !== null && within(item.target, openedAt, firstRepliedAt) ? 1 : 0;
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

function rounded(percent: number | null): number | null {
  return percent === null ? null : Math.round(percent * 100) / 100;
}
