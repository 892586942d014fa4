import type { TicketRow } from '../infra/ticket.schema.js';
import type { TicketView } from '../ticket.dto.js';

/** @param statusName as it is called now */
export function ticketView(row: TicketRow, statusName: string | null): TicketView {
  const { openedAt, updatedAt, firstRepliedAt, solvedAt, closedAt, archivedAt, openHelp } = row;
  return {
    ...row,
    statusName,
    openAssistRequests: openHelp.length,
    actions: row.actions.map((action) => ({ ...action, arguments: { ...action.arguments } })),
    openedAt: openedAt.toISOString(),
    updatedAt: updatedAt.toISOString(),
    firstRepliedAt: firstRepliedAt?.toISOString() ?? null,
    solvedAt: solvedAt?.toISOString() ?? null,
    closedAt: closedAt?.toISOString() ?? null,
    archivedAt: archivedAt?.toISOString() ?? null,
  };
}
