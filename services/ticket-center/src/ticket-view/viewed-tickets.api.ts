import type { Page } from '#libs/kernel/page';
import { Injectable } from '@nestjs/common';
import { TicketReach } from '../ticket/reach/ticket-reach.api.js';
import { checkConditions } from './condition/checked-conditions.js';
import type { Conditions } from './condition/condition.dto.js';
import type { Viewer } from './condition/conditions-sql.js';
import type { Sort } from './line/line-order.js';
import { LinePages, type Wanted } from './line/line-pages.js';
import { LineViews } from './view/line-views.js';
import { MyTeam } from './view/my-team.js';
import type { LineView } from './view/ticket-view.dto.js';
import { Views } from './view/views.js';

export { FIELD as FIELD_PREFIX } from './condition/attribute.js';
export { Conditions } from './condition/condition.dto.js';
export type { Viewer } from './condition/conditions-sql.js';
export { Sort } from './line/line-order.js';
export { Columns, LineView } from './view/ticket-view.dto.js';

/** A saved view, or the same without one. */
export interface Asked {
  readonly conditions: Conditions;
  readonly sort: Sort;
  readonly columns: readonly string[];
}

/** What other contexts ask of views. */
@Injectable()
export class ViewedTickets {
  constructor(
    private readonly views: Views,
    private readonly teams: MyTeam,
    private readonly reach: TicketReach,
    private readonly pages: LinePages,
    private readonly lines: LineViews,
  ) {}

  /** Whoever asks, with the team they are in and the tickets they see. */
  async viewer(person: string): Promise<Viewer> {
    const [team, sight] = await Promise.all([this.teams.of(person), this.reach.sight()]);
    return { person, team, sight };
  }

  /** @throws ViewNotFound */
  saved(viewId: string, viewer: Viewer): Promise<Asked> {
    return this.views.get(viewId, viewer);
  }

  /** @throws ConditionInvalid */
  refuse(conditions: Conditions): void {
    checkConditions(conditions);
  }

  /** All conditions hold of what is on the page. @throws InvalidCursor */
  async page({ columns, ...wanted }: Wanted & { readonly columns: readonly string[] }): Promise<Page<LineView>> {
    return this.lines.page(await this.pages.page(wanted), columns);
  }

  /** By a scan. */
  count(conditions: readonly Conditions[], viewer: Viewer): Promise<number> {
    return this.pages.count(conditions, viewer);
  }

  /** Of these tickets, in their order. */
  async among(ticketIds: readonly string[], asked: Pick<Wanted, 'conditions' | 'viewer'>, columns: readonly string[]) {
    return this.lines.of(await this.pages.among(ticketIds, asked.conditions, asked.viewer), columns);
  }

  /** The newest of those whose numbers begin so. */
  async numbered(prefix: string, viewer: Viewer, limit: number): Promise<LineView[]> {
    return this.lines.of(await this.pages.numbered(prefix, viewer, limit), []);
  }
}
