import type { InterfaceFigures } from '#libs/contracts/common-center/integration/interface-figures-api';
import { Clock } from '#libs/kernel/clock';
import { Database } from '#libs/persistence/database';
import { Injectable } from '@nestjs/common';
import { IsNull, Not } from 'typeorm';
import { InterfaceBreakers } from '../alarm/interface-breakers.js';
import { OutsideInterfaceSchema } from '../infra/outside-interface.schema.js';
import { CallMeasures, type Measure } from './call-measures.js';

const WINDOW_MS = 5 * 60_000;
const NO_CALLS = { calls: 0, failed: 0, p50Ms: null, p95Ms: null };

/** How interfaces do now, for who shows it. */
@Injectable()
export class InterfaceFigureReader {
  constructor(
    private readonly database: Database,
    private readonly measures: CallMeasures,
    private readonly breakers: InterfaceBreakers,
    private readonly clock: Clock,
  ) {}

  /** All that are published, by code; of those that were called, what their calls came to. */
  async now(): Promise<InterfaceFigures[]> {
    const to = this.clock.now();
    const from = new Date(to.getTime() - WINDOW_MS);
    const reader = await this.database.reader();
    const live = await reader.find(OutsideInterfaceSchema, {
      ...{ select: { id: true, code: true }, where: { live: Not(IsNull()) }, order: { code: 'ASC' } },
    });
    const [called, breakers] = [await this.measures.called(from, to), await this.breakers.standing()];
    const figures: InterfaceFigures[] = [];
    for (const { id, code } of live) {
      const breaker = breakers.get(id) ?? 'closed';
      const counted = called.has(id) ? await this.#counted(id, from, to) : { ...NO_CALLS, operations: [] };
      figures.push({ code, breaker, ...counted });
    }
    return figures;
  }

  async #counted(id: string, from: Date, to: Date) {
    const { calls, failed, p50Ms, p95Ms } = await this.measures.whole(id, from, to);
    const operations = (await this.measures.of(id, from, to)).map(outsideOnly);
    return { ...(calls === 0 ? NO_CALLS : { calls, failed, p50Ms, p95Ms }), operations };
  }
}

function outsideOnly({ operation, calls, cached, failed, p50Ms, p95Ms }: Measure) {
  return { operation, calls: calls - cached, failed, p50Ms, p95Ms };
}
