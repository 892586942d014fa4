import type { Page } from '#libs/kernel/page';
import { Injectable } from '@nestjs/common';
import { SpecialData } from '../../stage-form/special-data.api.js';
import { FIELD } from '../condition/attribute.js';
import { NEVER, type TicketLineRow } from '../line/ticket-line.schema.js';
import type { LineView } from './ticket-view.dto.js';

/** Lines as they are shown, with what of their forms is among the columns. */
@Injectable()
export class LineViews {
  constructor(private readonly special: SpecialData) {}

  async page({ items, next }: Page<TicketLineRow>, columns: readonly string[]): Promise<Page<LineView>> {
    return { items: await this.of(items, columns), next };
  }

  async of(lines: readonly TicketLineRow[], columns: readonly string[]): Promise<LineView[]> {
    const fields = columns.filter((name) => name.startsWith(FIELD)).map((name) => name.slice(FIELD.length));
    const special = await this.special.of(
      lines.map(({ ticketId }) => ticketId),
      fields,
    );
    return lines.map((line) => ({ ...shown(line), special: special.get(line.ticketId) ?? {} }));
  }
}

function shown({ ticketId, priorityRank: _, ...line }: TicketLineRow): Omit<LineView, 'special'> {
  return {
    ...line,
    id: ticketId,
    openedAt: line.openedAt.toISOString(),
    updatedAt: line.updatedAt.toISOString(),
    firstRepliedAt: line.firstRepliedAt?.toISOString() ?? null,
    solvedAt: line.solvedAt?.toISOString() ?? null,
    closedAt: line.closedAt?.toISOString() ?? null,
    dueAt: line.dueAt.getTime() === NEVER.getTime() ? null : line.dueAt.toISOString(),
  };
}
