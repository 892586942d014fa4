import { Clock } from '#libs/kernel/clock';
import { Injectable } from '@nestjs/common';
import { FigureBook, ScopeKind } from '../../figures/figures.api.js';
import { figureNamed } from '../figure/figure-catalogue.js';
import type { FigureWindow, MonitorScope } from '../figure/figure-definition.js';
import { FigureItems } from '../figure/figure-items.js';
import type { Listed } from '../figure/look-parts.js';
import type { Readings } from './board-document.js';

/** Reads what widgets show beside the numbers of a look. */
@Injectable()
export class BoardReadings implements Readings {
  constructor(
    private readonly figures: FigureBook,
    private readonly items: FigureItems,
    private readonly clock: Clock,
  ) {}

  /** Of today, up to now. */
  async course(
    figure: string,
    { kind, id }: MonitorScope,
    minutes: 15 | 30,
  ): Promise<ReadonlyMap<string, number | null>> {
    const { reading } = figureNamed(figure);
    if (reading.from !== 'period' || !isOfTheFloor(kind)) return new Map();
    const now = this.clock.ms();
    const { date } = (await this.figures.calendar()).days.of(now);
    const query = { kind, id, minutes: String(minutes) as '15' | '30' };
    const { intervals } = await this.figures.intervals(date, query);
    const begun = intervals.filter(({ period }) => period.from <= now);
    return new Map(begun.map(({ period, figures }) => [new Date(period.from).toISOString(), reading.of(figures)]));
  }

  async first(key: string, scope: MonitorScope, window: FigureWindow, limit: number): Promise<readonly Listed[]> {
    const at = this.clock.ms();
    return (await this.items.list({ key, scope, window, at, limit })).items;
  }
}

function isOfTheFloor(kind: MonitorScope['kind']): kind is ScopeKind {
  return ScopeKind.safeParse(kind).success;
}
