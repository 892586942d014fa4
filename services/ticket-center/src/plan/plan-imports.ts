import { ResolvedCustomers, type CustomerRow } from '#libs/contracts/common-center/customer/customer-api';
import { ServiceClient } from '#libs/discovery/calls/service-client';
import { Clock } from '#libs/kernel/clock';
import { newId } from '#libs/kernel/id';
import { Database } from '#libs/persistence/database';
import { insertRows } from '#libs/persistence/rows/plain-rows';
import { Injectable } from '@nestjs/common';
import { Plans } from './domain/plan.repository.js';
import { ImportNotFound } from './domain/plan.errors.js';
import { PlanImportSchema, PlanTargetSchema, type PlanImportRow, type PlanTargetRow } from './infra/plan.schema.js';
import type { BadRow, ReadCsv, ReadRow } from './target-csv.js';

const BATCH = 200;

/**
 * Takes an import to its end: customers are found or registered in batches, and either every row becomes a target or none.
 * Each batch is kept as it is done, so a crash goes on from there.
 */
@Injectable()
export class PlanImports {
  constructor(
    private readonly database: Database,
    private readonly plans: Plans,
    private readonly client: ServiceClient,
    private readonly clock: Clock,
  ) {}

  /** Keeps the rows and queues the import; a file with rows that cannot be read is refused at once, whole. */
  async receive(planId: string, { rows, bad }: ReadCsv): Promise<string> {
    const receivedAt = this.clock.now();
    const id = newId(receivedAt);
    await this.database.transaction(async (tx) => {
      await this.plans.update(planId, (plan) => plan.receiveImport(id, receivedAt));
      const totalRows = rows.length + new Set(bad.map(({ line }) => line)).size;
      const progress = { totalRows, checkedRows: 0, badRows: [...bad] };
      await tx.insert(PlanImportSchema, { id, planId, status: 'received', receivedAt, endedAt: null, ...progress });
      if (bad.length > 0) return;
      const targets = rows.map((read) => newTarget(planId, id, read, receivedAt));
      for (let from = 0; from < targets.length; from += BATCH)
        await insertRows(tx, PlanTargetSchema, targets.slice(from, from + BATCH));
    });
    return id;
  }

  async run(importId: string): Promise<void> {
    for (;;) {
      const batch = await this.#unresolved(importId);
      if (batch.length === 0) return;
      const { results } = await this.client.request('common-center', {
        method: 'POST',
        path: '/internal/customers/resolve',
        body: { rows: batch.map(({ customer }) => customer) },
        schema: ResolvedCustomers,
        idempotencyKey: `${importId}-${batch[0]!.line}`,
      });
      await this.#keep(importId, batch, results);
    }
  }

  /** All rows are checked: the import is taken, or refused with every bad row named. */
  async end(importId: string): Promise<void> {
    await this.database.transaction(async (tx) => {
      const { planId, totalRows, badRows } = await this.#one(importId);
      const refused = badRows.length > 0;
      if (refused) await tx.delete(PlanTargetSchema, { importId });
      const now = this.clock.now();
      await tx.update(PlanImportSchema, { id: importId }, { status: refused ? 'refused' : 'taken', endedAt: now });
      await this.plans.update(planId, (plan) => plan.endImport(importId, refused ? 0 : totalRows, now));
    });
  }

  /** @throws ImportNotFound */
  async of(planId: string, importId: string): Promise<PlanImportRow> {
    return this.#one(importId, { planId });
  }

  /** @throws ImportNotFound */
  async #one(id: string, of: { readonly planId?: string } = {}): Promise<PlanImportRow> {
    const found = await (await this.database.reader()).findOneBy(PlanImportSchema, { id, ...of });
    if (!found) throw new ImportNotFound('There is no such import.', { id });
    return found;
  }

  /** A bad row keeps no customer, so that it is not asked for again. */
  async #unresolved(importId: string): Promise<(PlanTargetRow & { customer: CustomerRow })[]> {
    const query = (await this.database.reader()).createQueryBuilder(PlanTargetSchema, 'target');
    query.where('target.importId = :importId AND target.customer IS NOT NULL', { importId });
    const rows = await query.orderBy('target.line').limit(BATCH).getMany();
    return rows.flatMap((row) => (row.customer ? [{ ...row, customer: row.customer }] : []));
  }

  async #keep(importId: string, batch: readonly PlanTargetRow[], results: ResolvedCustomers['results']): Promise<void> {
    await this.database.transaction(async (tx) => {
      const bad: BadRow[] = [];
      for (const [index, { id, line }] of batch.entries()) {
        const result = results[index]!;
        const customerId = 'customerId' in result ? result.customerId : null;
        if (!('customerId' in result)) bad.push({ line, field: result.field, code: result.code });
        await tx.update(PlanTargetSchema, { id }, { customer: null, customerId });
      }
      const { checkedRows, badRows } = await tx.findOneByOrFail(PlanImportSchema, { id: importId });
      const progress = { checkedRows: checkedRows + batch.length, badRows: [...badRows, ...bad] };
      await tx.update(PlanImportSchema, { id: importId }, progress);
    });
  }
}

function newTarget(planId: string, importId: string, read: ReadRow, now: Date): PlanTargetRow {
  const { line, row: customer, attributes } = read;
  const unknown = { customerId: null, taskId: null, segment: null, state: null };
  const given = { line, customer, attributes };
  return { id: newId(now), planId, importId, ...given, ...unknown, converted: null, convertedValue: null };
}
