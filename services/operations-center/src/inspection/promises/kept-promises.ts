import { promiseBroken } from '#libs/contracts/operations-center/inspection-events';
import { Clock } from '#libs/kernel/clock';
import { outgoing, Outbox } from '#libs/messaging/outbox';
import { Database } from '#libs/persistence/database';
import { LeasedRounds, type Rounds } from '#libs/web/platform/leased-rounds';
import { Injectable } from '@nestjs/common';
import { CustomerFamilies } from '#libs/web/customer-families';
import { In, LessThanOrEqual, Not } from 'typeorm';
import { SubjectSchema } from '../subjects/subject.schema.js';
import { PromiseSchema, type PromiseRow } from './promise.schema.js';

const EVERY_MS = 10_000;
const LEASE_MS = 30_000;
const AT_ONCE = 100;
const CALLING = In(['callback', 'any']);

/**
 * Follows open promises: kept by what happens, broken when their time is over. What keeps those of a customer keeps them by whichever id of
 * theirs they were made: it asks another service, never within a transaction. Safe to repeat: what was promised afterwards is still to be kept.
 */
@Injectable()
export class KeptPromises {
  readonly rounds: Rounds;

  constructor(
    private readonly database: Database,
    private readonly families: CustomerFamilies,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
    leasedRounds: LeasedRounds,
  ) {
    this.rounds = leasedRounds.of({
      job: 'inspection-promises',
      everyMs: EVERY_MS,
      leaseMs: LEASE_MS,
      failure: 'promises are not looked after now',
      work: async (rounds) => {
        if (await rounds.isOurs()) await rounds.inEachTenant(() => this.#breakDue());
      },
    });
  }

  /** All that were made to the customer until then and that a solved ticket keeps. */
  async solved(customerId: string, at: Date): Promise<void> {
    await this.#settle({ ...(await this.#madeTo(customerId, at)), keptBy: In(['ticket', 'any']) }, 'ticket-solved');
  }

  /** Those that were made to the customer until then, where it was us who called and somebody talks with them: dialling keeps nothing. */
  async reachedBy(contactId: string, at: Date): Promise<void> {
    const contact = await (await this.database.reader()).findOneBy(SubjectSchema, { id: contactId });
    if (contact?.facts['direction'] !== 'outbound' || contact.agentId === null || contact.customerId === null) return;
    const before = await this.#madeTo(contact.customerId, at);
    await this.#settle({ ...before, subjectId: Not(contactId), keptBy: CALLING }, 'outbound-contact');
  }

  /** Those of this contact: the customer was called back. */
  async keptIn(contactId: string): Promise<void> {
    await this.#settle({ subjectId: contactId, keptBy: CALLING }, 'called-back');
  }

  async #madeTo(customerId: string, until: Date) {
    return { customerId: In([...(await this.families.of(customerId))]), saidAt: LessThanOrEqual(until) };
  }

  async #settle(where: object, settledBy: string): Promise<void> {
    const settledAt = this.clock.now();
    await this.database.transaction((tx) =>
      tx.update(PromiseSchema, { ...where, state: 'open' }, { state: 'kept', settledBy, settledAt }),
    );
  }

  async #breakDue(): Promise<void> {
    const where = { state: 'open' as const, dueAt: LessThanOrEqual(this.clock.now()) };
    const db = await this.database.reader();
    const due = await db.find(PromiseSchema, { where, order: { dueAt: 'ASC' }, take: AT_ONCE });
    for (const promise of due) await this.#break(promise);
  }

  /** Unless it was kept meanwhile. */
  async #break({ id, subjectId, kind, rule, agentId, dueAt }: PromiseRow): Promise<void> {
    await this.database.transaction(async (tx) => {
      const settledAt = this.clock.now();
      const broken = { state: 'broken' as const, settledBy: 'overdue', settledAt };
      const { affected } = await tx.update(PromiseSchema, { id, state: 'open' }, broken);
      if (affected !== 1) return;
      const told = {
        promiseId: id,
        subject: { kind, id: subjectId },
        ruleId: rule,
        agentId,
        dueAt: dueAt.toISOString(),
      };
      await this.outbox.append(tx, id, settledAt, [outgoing(promiseBroken, told)]);
    });
  }
}
