import type { Channel } from '#libs/contracts/call-center/call-events';
import { Clock } from '#libs/kernel/clock';
import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import { CellReader } from './answers/cell-reader.js';
import { intervalsOf, overlapMs, QUARTER_MS, quarterOf, type Interval } from './calendar/intervals.js';
import type { TimedState } from './formulas/state-times.js';
import type { Tally } from './formulas/tally.js';

/** Without queues: all contacts of the channels. */
export interface CountedWhere {
  readonly queueIds: readonly string[];
  readonly channels: readonly Channel[];
}

export interface CountedQuarter {
  /** ms since the epoch, the beginning of a quarter of an hour. */
  readonly from: number;
  readonly tally: Tally;
}

/** There for contacts, or with one. */
const AT_WORK: readonly TimedState[] = ['ready', 'offered', 'engaged', 'after-contact-work'];

/** What other contexts ask about past and current quarters of an hour. */
@Injectable()
export class QueueIntervals {
  constructor(
    private readonly cells: CellReader,
    private readonly clock: Clock,
  ) {}

  /** Those in which something came; a queue each, in no order. @param period ms since the epoch */
  async counted({ queueIds, channels }: CountedWhere, period: Interval): Promise<CountedQuarter[]> {
    const where =
      queueIds.length > 0
        ? { kind: 'queue' as const, id: In([...queueIds]) }
        : { kind: 'contact' as const, id: In([...channels]) };
    const cells = await this.cells.cells({ level: 'quarter', period: wholeQuarters(period) }, where);
    return cells.map(({ start, tally }) => ({ from: start.getTime(), tally }));
  }

  /** For how long agents who serve one of them were at work, ms of all together, by quarter; what lasts counts until now. */
  async atWork({ queueIds, channels }: CountedWhere, of: Interval): Promise<Map<number, number>> {
    const period = wholeQuarters(of);
    const serving = await this.cells.serving();
    const scopes =
      queueIds.length > 0
        ? queueIds.map((id) => ({ kind: 'queue' as const, id }))
        : channels.map((id) => ({ kind: 'channel' as const, id }));
    const isMeant = ({ agentId, state }: { readonly agentId: string; readonly state: string }) =>
      AT_WORK.some((each) => each === state) && scopes.some((scope) => serving.serves(agentId, scope));
    const sums = new Map<number, number>();
    const add = (from: number, ms: number) => sums.set(from, (sums.get(from) ?? 0) + ms);
    for (const time of await this.cells.times({ level: 'quarter', period }))
      if (isMeant(time)) add(time.start.getTime(), time.ms);
    const now = this.clock.ms();
    for (const agent of (await this.cells.agents()).filter(isMeant))
      for (const quarter of intervalsOf(period, QUARTER_MS)) {
        const ms = overlapMs({ from: agent.at.getTime(), to: now }, quarter);
        if (ms > 0) add(quarter.from, ms);
      }
    return sums;
  }
}

function wholeQuarters({ from, to }: Interval): Interval {
  return { from: quarterOf(from), to };
}
