import { Database } from '#libs/persistence/database';
import { Injectable } from '@nestjs/common';
import { And, LessThan, MoreThanOrEqual, type FindOperator } from 'typeorm';
import { InterfaceCallSchema } from '../infra/interface-call.schema.js';

/** What calls in a time came to. */
export interface Measure {
  readonly operation: string;
  readonly calls: number;
  readonly cached: number;
  readonly refused: number;
  /** The other side did not say, or not what it promised. */
  readonly failed: number;
  /** ms, of calls that were not answered from memory; null: there was none. */
  readonly p50Ms: number | null;
  readonly p95Ms: number | null;
}

/** What all operations together came to. */
interface Whole {
  readonly calls: number;
  readonly failed: number;
  readonly errorRatio: number;
  /** ms */
  readonly p50Ms: number;
  readonly p95Ms: number;
}

interface Counted {
  operation: string;
  calls: number | string;
  cached: number | string;
  refused: number | string;
  failed: number | string;
}

/** Counted from the log of calls, by its index. */
@Injectable()
export class CallMeasures {
  constructor(private readonly database: Database) {}

  /** By operation. @param to exclusive */
  async of(interfaceId: string, from: Date, to: Date): Promise<Measure[]> {
    const at = And(MoreThanOrEqual(from), LessThan(to));
    const rows = await (
      await this.database.reader()
    )
      .createQueryBuilder(InterfaceCallSchema, 'c')
      .select('c.operation', 'operation')
      .addSelect('COUNT(*)', 'calls')
      .addSelect('SUM(CASE WHEN c.cached THEN 1 ELSE 0 END)', 'cached')
      .addSelect(`SUM(CASE WHEN c.outcome = 'refused' THEN 1 ELSE 0 END)`, 'refused')
      .addSelect(`SUM(CASE WHEN c.outcome = 'failed' THEN 1 ELSE 0 END)`, 'failed')
      .where({ interfaceId, at })
      .groupBy('c.operation')
      .orderBy('c.operation')
      .getRawMany<Counted>();
    const measures: Measure[] = [];
    for (const { operation, ...counts } of rows) {
      const [calls, cached] = [Number(counts.calls), Number(counts.cached)];
      const quantile = (share: number) => this.#quantile(interfaceId, operation, at, calls - cached, share);
      const [p50Ms, p95Ms] = [await quantile(0.5), await quantile(0.95)];
      measures.push({
        operation,
        calls,
        cached,
        refused: Number(counts.refused),
        failed: Number(counts.failed),
        p50Ms,
        p95Ms,
      });
    }
    return measures;
  }

  /** Which interfaces were called. @param to exclusive */
  async called(from: Date, to: Date): Promise<ReadonlySet<string>> {
    const rows = await (
      await this.database.reader()
    )
      .createQueryBuilder(InterfaceCallSchema, 'c')
      .select('c.interfaceId', 'id')
      .where({ at: And(MoreThanOrEqual(from), LessThan(to)) })
      .groupBy('c.interfaceId')
      .getRawMany<{ id: string }>();
    return new Set(rows.map(({ id }) => id));
  }

  /** All operations together, those answered from memory left out; without a call everything is 0. */
  async whole(interfaceId: string, from: Date, to: Date): Promise<Whole> {
    const at = And(MoreThanOrEqual(from), LessThan(to));
    const reader = await this.database.reader();
    const calls = await reader.countBy(InterfaceCallSchema, { interfaceId, at, cached: false });
    if (calls === 0) return { calls, failed: 0, errorRatio: 0, p50Ms: 0, p95Ms: 0 };
    const failed = await reader.countBy(InterfaceCallSchema, { interfaceId, at, cached: false, outcome: 'failed' });
    const quantile = async (share: number) => (await this.#quantile(interfaceId, undefined, at, calls, share))!;
    const [p50Ms, p95Ms] = [await quantile(0.5), await quantile(0.95)];
    return { calls, failed, errorRatio: failed / calls, p50Ms, p95Ms };
  }

  /** The nearest-rank quantile: the smallest value that so large a share does not exceed. */
  async #quantile(
    interfaceId: string,
    operation: string | undefined,
    at: FindOperator<Date>,
    count: number,
    share: number,
  ): Promise<number | null> {
    if (count === 0) return null;
    const where = { interfaceId, at, cached: false, ...(operation !== undefined && { operation }) };
    const skip = Math.ceil(count * share) - 1;
    const find = { select: { id: true, tookMs: true }, where, order: { tookMs: 'ASC' }, skip, take: 1 } as const;
    const [row] = await (await this.database.reader()).find(InterfaceCallSchema, find);
    return row?.tookMs ?? null;
  }
}
