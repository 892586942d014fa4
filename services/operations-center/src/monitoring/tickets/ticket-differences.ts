import type { TicketStanding } from '#libs/contracts/ticket-center/ticket-standings-api';
import type { BoardTicket } from './ticket-rows.js';

/** What a board says of a ticket, and how it stands where it is kept. */
export interface TicketDifference {
  readonly ticketId: string;
  readonly name: 'missing' | 'extra' | 'category' | 'assignee' | 'team' | 'opened';
  readonly stored: string | null;
  readonly computed: string | null;
}

const FINISHED: readonly string[] = ['closed', 'merged'];

/** Of a ticket that one of the two takes for unfinished. @param standing null: it is no more */
export function differencesOf(board: BoardTicket | null, standing: TicketStanding | null): TicketDifference[] {
  const ticketId = (board?.ticketId ?? standing?.id)!;
  const of = (name: TicketDifference['name'], stored: string | null, computed: string | null) =>
    stored === computed ? [] : [{ ticketId, name, stored, computed }];
  const isOpen = standing !== null && !FINISHED.includes(standing.category);
  if (!board || board.finished) return isOpen ? of('missing', board?.category ?? null, standing.category) : [];
  if (!isOpen) return of('extra', board.category, standing?.category ?? null);
  return [
    ...of('category', board.category, standing.category),
    ...of('assignee', board.assigneeId, standing.assigneeId),
    ...of('team', board.teamId, standing.teamId),
    ...of('opened', board.openedAt?.toISOString() ?? null, new Date(standing.openedAt).toISOString()),
  ];
}

/** As it stands; news from before that change nothing any more. @param standing null: it is no more */
export function boardTicketOf(ticketId: string, standing: TicketStanding | null, at: Date): BoardTicket {
  const { category, openedAt, assigneeId, teamId, changedAt } = standing ?? {
    ...{ category: 'closed' as const, openedAt: null, assigneeId: null, teamId: null, changedAt: at.toISOString() },
  };
  const happened = `${new Date(changedAt).toISOString()} standing`;
  return {
    ...{ ticketId, openedAt: openedAt === null ? null : new Date(openedAt), category, happened },
    ...{ finished: FINISHED.includes(category), assigneeId, assigned: happened, teamId, teamed: happened },
  };
}
