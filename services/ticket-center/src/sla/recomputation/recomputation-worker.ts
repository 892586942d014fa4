import { Clock } from '#libs/kernel/clock';
import { Database } from '#libs/persistence/database';
import { LeasedRounds, onlyWhenWritten, type Rounds } from '#libs/web/platform/leased-rounds';
import { LOGGER } from '#libs/web/platform/logger-token';
import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from 'pino';
import { TicketRecords } from '../../ticket/ticket.api.js';
import type { SlaClockRow } from '../ticket/sla-ticket.schema.js';
import { TicketSlas } from '../ticket/ticket-slas.js';
import {
  RecomputationSchema,
  RecomputedTicketSchema,
  type ComparedClock,
  type Outcomes,
  type RecomputationRow,
} from './recomputation.schema.js';

const EVERY_MS = 1_000;
const LEASE_MS = 10_000;
/** In one round of one tenant: others have their turn. */
const AT_ONCE = 200;

/** Recomputes ticket by ticket, each in a transaction with how far it came: whoever goes on after a crash does none twice. */
@Injectable()
export class RecomputationWorker {
  readonly rounds: Rounds;

  constructor(
    rounds: LeasedRounds,
    private readonly database: Database,
    private readonly records: TicketRecords,
    private readonly slas: TicketSlas,
    private readonly clock: Clock,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {
    this.rounds = rounds.of({
      job: 'sla-recomputations',
      everyMs: EVERY_MS,
      leaseMs: LEASE_MS,
      failure: 'service levels were not recomputed',
      nextDue: onlyWhenWritten,
      work: (round) => round.inEachTenant(() => this.#goOn(round)),
    });
  }

  async #goOn(round: Rounds): Promise<void> {
    if (!(await round.isOurs())) return;
    const running = await (await this.database.reader()).findOneBy(RecomputationSchema, { state: 'running' });
    if (!running) return;
    const { range, reached } = running;
    const tickets = await this.records.idsIn(range, reached, AT_ONCE);
    let last = reached;
    for (const ticketId of tickets) {
      if (!(await round.isOurs()) || !(await this.#recompute(running.id, last, ticketId))) return;
      last = ticketId;
    }
    if (tickets.length < AT_ONCE) await this.#end(running.id, last);
  }

  /** False: somebody stopped it, or goes on with it elsewhere. */
  async #recompute(id: string, last: string, ticketId: string): Promise<boolean> {
    try {
      return await this.database.transaction(async (tx) => {
        const at = { id, reached: last, state: 'running' as const };
        const { affected } = await tx.update(RecomputationSchema, at, { reached: ticketId });
        if (affected !== 1) return false;
        const job = await tx.findOneByOrFail(RecomputationSchema, { id });
        const result = await this.slas.recompute(ticketId, id);
        const [before, after] = [compared(result?.before), compared(result?.after)];
        const isChanged = JSON.stringify(before) !== JSON.stringify(after);
        if (isChanged) await tx.insert(RecomputedTicketSchema, { recomputation: id, ticketId, before, after });
        await tx.update(RecomputationSchema, { id }, counted(job, { before, after, isChanged }));
        return true;
      });
    } catch (error) {
      this.logger.warn({ err: error, ticket: ticketId }, 'a ticket was not recomputed');
      return this.#skip(id, last, ticketId);
    }
  }

  async #skip(id: string, last: string, ticketId: string): Promise<boolean> {
    return this.database.transaction(async (tx) => {
      const at = { id, reached: last, state: 'running' as const };
      const { affected } = await tx.update(RecomputationSchema, at, { reached: ticketId });
      if (affected !== 1) return false;
      await tx.increment(RecomputationSchema, { id }, 'done', 1);
      await tx.increment(RecomputationSchema, { id }, 'failed', 1);
      return true;
    });
  }

  async #end(id: string, reached: string): Promise<void> {
    const at = { id, reached, state: 'running' as const };
    const change = { state: 'done' as const, endedAt: this.clock.now() };
    await this.database.transaction((tx) => tx.update(RecomputationSchema, at, change));
  }
}

interface Compared {
  readonly before: readonly ComparedClock[];
  readonly after: readonly ComparedClock[];
  readonly isChanged: boolean;
}

function counted(job: RecomputationRow, { before, after, isChanged }: Compared) {
  return {
    done: job.done + 1,
    changed: job.changed + Number(isChanged),
    before: withOutcomes(job.before, before),
    after: withOutcomes(job.after, after),
  };
}

function withOutcomes(outcomes: Outcomes, clocks: readonly ComparedClock[]): Outcomes {
  const next = { ...outcomes };
  for (const { outcome } of clocks) next[outcome] += 1;
  return next;
}

function compared(rows: readonly SlaClockRow[] = []): ComparedClock[] {
  return rows.map((row) => {
    const { metric, instance, policyName, policyVersion, outcome, targetSeconds, elapsedSeconds, dueAt } = row;
    const numbers = { outcome, targetSeconds, elapsedSeconds, dueAt: dueAt?.toISOString() ?? null };
    return { metric, instance, policyName, policyVersion, ...numbers };
  });
}
