import {
  escalationEnded,
  escalationStarted,
  escalationStepTaken,
} from '#libs/contracts/ticket-center/escalation-events';
import { Clock } from '#libs/kernel/clock';
import { domainError } from '#libs/kernel/domain-error';
import { newId } from '#libs/kernel/id';
import { Outbox, outgoing, type OutgoingEvent } from '#libs/messaging/outbox';
import { Database } from '#libs/persistence/database';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { TicketTimers, type FiredTimer } from '../../ticket-timer/ticket-timer.api.js';
import { isToDo, TicketFinished, TicketRecords } from '../../ticket/ticket.api.js';
import type { ChainText } from '../chain/chain.dto.js';
import { Chains, type Chain } from '../chain/chains.js';
import {
  EscalationSchema,
  EscalationStepSchema,
  type EscalationRow,
  type EscalationState,
} from './escalation.schema.js';
import { nextStep, type NextStep } from './next-step.js';
import { StepDeeds } from './step-deeds.js';

export class EscalationNotFound extends domainError('escalation-not-found', 'not-found') {}
export class EscalationEnded extends domainError('escalation-ended', 'conflict') {}

const TIMER = 'escalation';

export type Cause = 'urged' | 'sla-warned' | 'sla-breached' | 'person' | 'connector';

/** Tickets that go up their chains, step by step, until somebody says that they look after them. */
@Injectable()
export class Escalations {
  constructor(
    private readonly database: Database,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
    private readonly chains: Chains,
    private readonly records: TicketRecords,
    private readonly deeds: StepDeeds,
    private readonly timers: TicketTimers,
  ) {
    timers.whenDue(TIMER, (timer, tx) => this.#due(tx, timer));
  }

  /** A chain that the ticket is going up already goes on; gives its id. @throws ChainNotFound, TicketNotFound, TicketFinished */
  start(ticketId: string, chainName: string, cause: Cause): Promise<string> {
    return this.database.transaction(async (tx) =>
      this.#start(tx, ticketId, await this.chains.named(chainName), cause),
    );
  }

  /** All chains of the ticket that begin by this. */
  async happened(ticketId: string, cause: Cause, begins: (on: ChainText['startsOn']) => boolean): Promise<void> {
    await this.database.transaction(async (tx) => {
      const ticket = await this.records.findFacts(ticketId);
      if (!ticket || !isToDo(ticket)) return;
      for (const chain of await this.chains.for(ticket))
        if (begins(chain.text.startsOn)) await this.#start(tx, ticketId, chain, cause);
    });
  }

  /** Somebody looks after it: nobody else is told. @throws EscalationNotFound, EscalationEnded */
  acknowledge(id: string, by: string): Promise<void> {
    return this.database.transaction(async (tx) => {
      const escalation = await tx.findOneBy(EscalationSchema, { id });
      if (!escalation) throw new EscalationNotFound('There is no such escalation.', { id });
      const ended = await this.#end(tx, escalation, 'acknowledged', by);
      if (!ended) throw new EscalationEnded('It has ended already.', { id });
    });
  }

  /** The ticket was solved. */
  async cancel(ticketId: string): Promise<void> {
    await this.database.transaction(async (tx) => {
      const running = await tx.findBy(EscalationSchema, { ticketId, state: 'running' });
      for (const escalation of running) await this.#end(tx, escalation, 'cancelled', null);
    });
  }

  async #start(tx: EntityManager, ticketId: string, chain: Chain, cause: Cause): Promise<string> {
    if (!isToDo(await this.records.facts(ticketId)))
      throw new TicketFinished('Nobody has anything to do about it.', { ticketId });
    const { id: chainId, version: chainVersion, text } = chain;
    const lock = this.database.rowLock;
    const where = { ticketId, chainId, state: 'running' as const };
    const running = await tx.findOne(EscalationSchema, { where, ...lock });
    if (running) return running.id;
    const now = this.clock.now();
    const escalation: EscalationRow = {
      ...{ id: newId(now), ticketId, chainId, chainVersion, cause, state: 'running' },
      ...{ startedAt: now, endedAt: null, endedBy: null },
    };
    await tx.insert(EscalationSchema, escalation);
    await this.#tell(tx, escalation, outgoing(escalationStarted, { ...named(escalation), cause }));
    await this.#schedule(tx, escalation, text, nextStep(text.steps, null)!, now);
    return escalation.id;
  }

  /** The timer goes away with the step it is for: a step is taken once. */
  async #due(tx: EntityManager, { name: id, data, due }: FiredTimer): Promise<void> {
    const escalation = await tx.findOneBy(EscalationSchema, { id, state: 'running' });
    const ticket = escalation && (await this.records.findFacts(escalation.ticketId));
    if (!ticket) return;
    const { text } = await this.chains.texts.at(escalation.chainId, escalation.chainVersion);
    const { step, round } = data as unknown as NextStep;
    const outcome = await this.deeds.do(ticket, text.steps[step - 1]!, `escalation/${escalation.chainId}`);
    await tx.insert(EscalationStepSchema, { escalationId: id, step, round, at: this.clock.now(), ...outcome });
    const told = { ...named(escalation), step, round, people: outcome.people };
    await this.#tell(tx, escalation, outgoing(escalationStepTaken, told));
    const next = nextStep(text.steps, { step, round });
    if (next) await this.#schedule(tx, escalation, text, next, due);
    else await this.#end(tx, escalation, 'exhausted', null);
  }

  async #schedule(tx: EntityManager, { id, ticketId }: EscalationRow, text: ChainText, next: NextStep, from: Date) {
    const due = await this.chains.dueAfter(text, from, next.after);
    await this.timers.set(tx, { ticketId, kind: TIMER, name: id }, due, { ...next });
  }

  async #end(
    tx: EntityManager,
    escalation: EscalationRow,
    state: Exclude<EscalationState, 'running'>,
    endedBy: string | null,
  ): Promise<boolean> {
    const { id, ticketId } = escalation;
    const change = { state, endedAt: this.clock.now(), endedBy };
    const { affected } = await tx.update(EscalationSchema, { id, state: 'running' }, change);
    if (affected !== 1) return false;
    await this.timers.set(tx, { ticketId, kind: TIMER, name: id }, null);
    await this.#tell(tx, escalation, outgoing(escalationEnded, { ...named(escalation), as: state }));
    return true;
  }

  async #tell(tx: EntityManager, { ticketId }: EscalationRow, event: OutgoingEvent): Promise<void> {
    await this.outbox.append(tx, ticketId, this.clock.now(), [event]);
  }
}

function named({ id: runId, ticketId, chainId }: EscalationRow) {
  return { runId, ticketId, chainId };
}
