import { Circles } from '#libs/web/access/circles';
import { Injectable } from '@nestjs/common';
import { FigureBook } from '../../figures/figures.api.js';
import { periodsWithin } from '../../periods.js';
import { tenureSpans } from '../tenure/tenure.js';
import { Tenures } from '../tenure/tenures.js';
import { added, OUTCOME_COUNTS, type OutcomeSums } from './formulas.js';
import type { OutcomesQuery } from './outcome.dto.js';
import { OutcomeReader, type OutcomeScope } from './outcome-reader.js';

const MOST_PERIODS = 120;
const COLUMNS = { agent: 'agentId', team: 'teamId', channel: 'channel' } as const;

export interface OutcomeGroup {
  /** Null: of nobody, or of none. */
  readonly key: string | null;
  readonly sums: OutcomeSums;
}

/** What came of contacts and tickets, of those alone whom the caller reaches. */
@Injectable()
export class OutcomeReports {
  constructor(
    private readonly reader: OutcomeReader,
    private readonly tenures: Tenures,
    private readonly figures: FigureBook,
    private readonly circles: Circles,
  ) {}

  /** At most 120 days, weeks or months, without those in which nothing began. @throws RemoteError */
  async of({ by, from, to }: OutcomesQuery): Promise<OutcomeGroup[]> {
    const circle = await this.circles.reachedWith('figure:read');
    const scope = { from: Date.parse(from), to: Date.parse(to), circle };
    if (by === 'tenure') return this.#byTenure(scope);
    if (by === 'day' || by === 'week' || by === 'month') return this.#byPeriod(scope, by);
    const column = COLUMNS[by];
    return (await this.reader.sums(scope, [column])).map((sums) => ({ key: sums[column], sums }));
  }

  async #byPeriod(scope: OutcomeScope, period: 'day' | 'week' | 'month'): Promise<OutcomeGroup[]> {
    const { timeZone } = await this.figures.calendar();
    const whole = { from: new Date(scope.from), to: new Date(scope.to) };
    const groups = [];
    for (const each of periodsWithin(whole, { period, timeZone }, MOST_PERIODS)) {
      const [sums] = await this.reader.sums({ ...scope, from: each.from.getTime(), to: each.to.getTime() }, []);
      if (OUTCOME_COUNTS.some((name) => sums![name] > 0)) groups.push({ key: each.from.toISOString(), sums: sums! });
    }
    return groups;
  }

  /** Agents who were new for a part of the time only are counted for each part apart. */
  async #byTenure(scope: OutcomeScope): Promise<OutcomeGroup[]> {
    const experiencedFrom = await this.tenures.experiencedFrom();
    const parts: OutcomeGroup[] = [];
    for (const sums of await this.reader.sums(scope, ['agentId'])) {
      const { agentId } = sums;
      if (agentId === null) continue;
      const spans = tenureSpans(scope, experiencedFrom(agentId));
      if (spans.length === 1) parts.push({ key: spans[0]!.tenure, sums });
      else
        for (const { tenure, ...span } of spans)
          parts.push({ key: tenure, sums: added(await this.reader.sums({ ...scope, ...span, agentId }, [])) });
    }
    const groups = Map.groupBy(parts, ({ key }) => key);
    return [...groups].map(([key, all]) => ({ key, sums: added(all.map(({ sums }) => sums)) }));
  }
}
