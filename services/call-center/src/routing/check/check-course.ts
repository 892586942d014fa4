import { firstDifference } from '#libs/contact-routing/replay';
import { Router } from '#libs/contact-routing/router';
import type { RoutingLog } from '../log/routing-log.js';
import type { LogDifference, RoutingCheckRow } from './routing-check.schema.js';

/** Events that are read and decided again at once. */
const PAGE = 500;

/** How far a check has come; `isOver` when there is nothing more to compare. */
export interface Progress {
  readonly events: number;
  readonly decisions: number;
  readonly difference: LogDifference | null;
  readonly isOver: boolean;
}

/** One check on its way, with the router that decides again: page by page, from the beginning. */
export class CheckCourse {
  #events = 0;
  #decisions = 0;

  private constructor(
    readonly checkId: string,
    private readonly log: RoutingLog,
    private readonly router: Router,
    private readonly until: number,
    private seq: number,
  ) {}

  static async begin({ id, from, until }: RoutingCheckRow, log: RoutingLog): Promise<CheckCourse> {
    const { seq, snapshot } = await log.beginningBefore(from);
    return new CheckCourse(id, log, Router.restore(snapshot), until.getTime(), seq);
  }

  async page(): Promise<Progress> {
    const read = await this.log.writtenAfter(this.seq, PAGE);
    const written = read.filter(({ at }) => at <= this.until);
    const found = firstDifference(this.router, written);
    const same = found ? written.slice(0, found.event) : written;
    const decisions = same.reduce((sum, each) => sum + each.decisions.length, 0);
    this.#events += same.length;
    this.#decisions += decisions + (found?.decision ?? 0);
    const difference = found && this.#told(found, written[found.event]!);
    this.seq += written.length;
    const isOver = found !== null || written.length < PAGE;
    return { events: this.#events, decisions: this.#decisions, difference, isOver };
  }

  #told(
    found: NonNullable<ReturnType<typeof firstDifference>>,
    { at, event }: { readonly at: number; readonly event: { readonly type: string } },
  ): LogDifference {
    const { decision: n, written, again } = found;
    return { seq: this.seq + found.event + 1, n, at: new Date(at).toISOString(), event: event.type, written, again };
  }
}
