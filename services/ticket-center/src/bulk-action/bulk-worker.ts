import { Clock } from '#libs/kernel/clock';
import { DomainError } from '#libs/kernel/domain-error';
import { Database } from '#libs/persistence/database';
import { currentContext, runInContext } from '#libs/persistence/tenant/tenant-context';
import { LeasedRounds, onlyWhenWritten, type Rounds } from '#libs/web/platform/leased-rounds';
import { LOGGER } from '#libs/web/platform/logger-token';
import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from 'pino';
import type { EntityManager } from 'typeorm';
import { BulkActionSchema, BulkTicketSchema, type BulkAction, type BulkTicket } from './bulk-action.schema.js';
import { BulkDeeds, type Result } from './bulk-deeds.js';

const EVERY_MS = 500;
const LEASE_MS = 10_000;
/** In one round of one tenant: others have their turn. */
const AT_ONCE = 200;

/** Ticket by ticket, each in a transaction with its result: whoever goes on after a crash does none twice. */
@Injectable()
export class BulkWorker {
  readonly rounds: Rounds;

  constructor(
    rounds: LeasedRounds,
    private readonly database: Database,
    private readonly deeds: BulkDeeds,
    private readonly clock: Clock,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {
    this.rounds = rounds.of({
      job: 'bulk-actions',
      everyMs: EVERY_MS,
      leaseMs: LEASE_MS,
      failure: 'bulk actions did not go on',
      nextDue: onlyWhenWritten,
      work: (round) => round.inEachTenant(() => this.#goOn(round)),
    });
  }

  /** The oldest first. */
  async #goOn(round: Rounds): Promise<void> {
    if (!(await round.isOurs())) return;
    const reader = await this.database.reader();
    const [running] = await reader.find(BulkActionSchema, {
      where: { state: 'running' },
      order: { id: 'ASC' },
      take: 1,
    });
    if (!running) return;
    const where = { bulkActionId: running.id, outcome: 'waiting' as const };
    const tickets = await reader.find(BulkTicketSchema, { where, order: { position: 'ASC' }, take: AT_ONCE });
    for (const ticket of tickets) {
      if (!(await round.isOurs()) || !(await this.handle(running, ticket))) return;
    }
    if (tickets.length < AT_ONCE) await this.#end(running.id);
  }

  /** Safe to repeat, also by several processes at once. @returns false: somebody cancelled it, or did this ticket elsewhere */
  async handle(action: BulkAction, ticket: BulkTicket): Promise<boolean> {
    const { orderedBy } = action;
    const work = () => this.#asOrdered(orderedBy, () => this.deeds.do(action.action, ticket.ticketId, orderedBy));
    try {
      return await this.#once(ticket, work);
    } catch (error) {
      if (!(error instanceof DomainError))
        this.logger.error({ err: error, ticket: ticket.ticketId, bulkAction: action.id }, 'a bulk action failed');
      const code = error instanceof DomainError ? error.code : 'internal-error';
      return this.#once(ticket, async () => ({ outcome: 'refused', code }));
    }
  }

  /** The action's row is locked first: cancelling waits for this ticket, and no other is begun behind it. */
  #once(ticket: BulkTicket, work: () => Promise<Result>): Promise<boolean> {
    return this.database.transaction(async (tx) => {
      if (!(await this.#claimed(tx, ticket))) return false;
      const { outcome, code } = await work();
      const { bulkActionId, position } = ticket;
      await tx.update(BulkTicketSchema, { bulkActionId, position }, { outcome, code, at: this.clock.now() });
      await tx.increment(BulkActionSchema, { id: bulkActionId }, outcome, 1);
      await tx.increment(BulkActionSchema, { id: bulkActionId }, 'handled', 1);
      return true;
    });
  }

  async #claimed(tx: EntityManager, { bulkActionId: id, position }: BulkTicket): Promise<boolean> {
    const lock = this.database.rowLock;
    const action = await tx.findOne(BulkActionSchema, { where: { id, state: 'running' }, ...lock });
    return action !== null && tx.existsBy(BulkTicketSchema, { bulkActionId: id, position, outcome: 'waiting' });
  }

  /** What comes of it says who did it. */
  #asOrdered<T>(subject: string, work: () => Promise<T>): Promise<T> {
    const identity = { subject, kind: 'person', permissions: [] } as const;
    return runInContext({ ...currentContext()!, identity }, work);
  }

  async #end(id: string): Promise<void> {
    const change = { state: 'done' as const, endedAt: this.clock.now() };
    await this.database.transaction((tx) => tx.update(BulkActionSchema, { id, state: 'running' }, change));
  }
}
