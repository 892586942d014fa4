import type { TicketRow } from '../infra/ticket.schema.js';
import type { TicketView } from '../ticket.dto.js';

export function ticketView(row: TicketRow): TicketView {
  const { openedAt, updatedAt, firstRepliedAt, solvedAt, closedAt, archivedAt } = row;
  return {
    ...row,
    actions: row.actions.map((action) => ({ ...action, arguments: { ...action.arguments } })),
    openedAt: openedAt.toISOString(),
    updatedAt: updatedAt.toISOString(),
    firstRepliedAt: firstRepliedAt?.toISOString() ?? null,
    solvedAt: solvedAt?.toISOString() ?? null,
    closedAt: closedAt?.toISOString() ?? null,
    archivedAt: archivedAt?.toISOString() ?? null,
  };
}
