import { addBusinessTime } from '#libs/business-time/business-time';
import { businessDuration } from '#libs/business-time/business-duration';
import { Clock } from '#libs/kernel/clock';
import { Database } from '#libs/persistence/database';
import { currentContext, runInContext } from '#libs/persistence/tenant/tenant-context';
import { judge, type Judgement } from '#libs/process-engine/expression/condition';
import type { Json } from '#libs/process-engine/model/expression';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Calendars } from '../../calendar/calendar.api.js';
import { TicketTimers, type FiredTimer } from '../../ticket-timer/ticket-timer.api.js';
import { TicketRecords, type TicketFacts } from '../../ticket/ticket.api.js';
import { TicketActions } from '../action/ticket-actions.js';
import { inOrder, type CompiledRule } from '../matching/compiled-rule.js';
import type { Occasion } from '../matching/rule-index.js';
import { Rules } from '../rule/rules.js';
import { LoopGuard, MOST_DEPTH, type Chain } from './loop-guard.js';
import { RunRecord } from './run-record.js';
import type { Look } from './run.schema.js';

const TIMER = 'automation';
const TIME_ZONE = 'UTC';

export interface Happening extends Occasion {
  readonly ticketId: string;
  /** The id of the event. */
  readonly cause: string;
  /** What conditions see as `event`. */
  readonly event: Readonly<Record<string, Json>>;
}

/** What is the same for all rules of a run. */
interface Run {
  readonly event: Happening['event'];
  readonly chain: Chain;
  readonly fired: Set<string>;
  readonly record: RunRecord;
}

/** Lets rules look at what happened to a ticket. All they do is in the caller's transaction: a repetition changes nothing. */
@Injectable()
export class RuleRuns {
  constructor(
    private readonly database: Database,
    private readonly rules: Rules,
    private readonly records: TicketRecords,
    private readonly actions: TicketActions,
    private readonly guard: LoopGuard,
    private readonly calendars: Calendars,
    private readonly timers: TicketTimers,
    private readonly clock: Clock,
  ) {
    timers.whenDue(TIMER, (timer, tx) => this.#due(timer, tx));
  }

  run(happening: Happening): Promise<void> {
    const { ticketId, trigger, event, cause } = happening;
    return this.database.transaction(async (tx) => {
      const { index } = await this.rules.book();
      const ticket = await this.records.findFacts(ticketId);
      if (!ticket) return;
      const waiting = index.candidates(happening, ticket);
      const run = await this.#begun({ ticketId, trigger, cause, event }, chainFrom(cause));
      if (waiting.length > 0) await this.#look(tx, run, ticket, (facts) => index.candidates(happening, facts));
      await this.#forgetTimers(tx, happening, run.record);
      await run.record.keep(tx);
    });
  }

  async #begun(
    { ticketId, trigger, cause, event }: { ticketId: string; trigger: string } & Pick<Happening, 'cause' | 'event'>,
    chain: Chain,
  ): Promise<Run> {
    const fired = await this.guard.firedBefore(ticketId, chain);
    const about = { ticketId, trigger, cause, root: chain[0], depth: fired.size, at: this.clock.now() };
    return { event, chain, fired, record: new RunRecord(about) };
  }

  /** In order; after each change, those behind it are found anew. */
  async #look(
    tx: EntityManager,
    run: Run,
    ticket: TicketFacts,
    candidatesFor: (facts: TicketFacts) => CompiledRule[],
  ): Promise<void> {
    let [facts, waiting] = [ticket, candidatesFor(ticket)];
    for (let rule = waiting.shift(); rule; rule = waiting.shift()) {
      if (run.fired.size >= MOST_DEPTH) return run.record.stop('too-deep');
      const here = rule;
      const look = await this.#lookBy(tx, here, facts, run);
      run.record.add(look);
      if (look.outcome !== 'matched') continue;
      run.fired.add(here.id);
      if (here.stop) return run.record.stop(here.id);
      if (look.changes.length === 0) continue;
      facts = await this.records.facts(ticket.id);
      waiting = candidatesFor(facts).filter((other) => inOrder(here, other) < 0);
    }
  }

  async #lookBy(tx: EntityManager, rule: CompiledRule, facts: TicketFacts, run: Run): Promise<Look> {
    const judgement = this.#judge(rule, facts, run.event);
    if (judgement.outcome !== 'holds') return lookOf(rule, notMatched(judgement));
    const refusal = await this.guard.refusal(rule.id, facts.id, run.chain, run.fired);
    if (refusal !== null) return lookOf(rule, { outcome: refusal });
    return rule.when.type === 'time' ? this.#schedule(tx, rule, facts.id, run.chain) : this.#fire(rule, facts, run);
  }

  async #fire(rule: CompiledRule, facts: TicketFacts, { event, chain }: Run): Promise<Look> {
    const notBefore = typeof event.notifyAt === 'string' ? new Date(event.notifyAt) : null;
    const order = { by: `automation/${rule.id}`, known: { ...facts, event }, notBefore };
    const performed = await runInContext({ ...currentContext()!, causes: [...chain, rule.id] }, () =>
      this.actions.perform(facts, rule.actions, order),
    );
    return lookOf(rule, { outcome: 'matched', ...performed });
  }

  /** The condition holds now; it is looked at again after so much open time. */
  async #schedule(tx: EntityManager, rule: CompiledRule, ticketId: string, chain: Chain): Promise<Look> {
    const { after, calendar: name, since } = rule.when as Extract<CompiledRule['when'], { type: 'time' }>;
    const calendar = (await this.calendars.all()).get(name)!;
    const due = addBusinessTime(calendar, this.clock.now(), businessDuration(after, calendar));
    await this.timers.set(tx, { ticketId, kind: TIMER, name: rule.id }, due, { since, chain });
    return lookOf(rule, { outcome: 'scheduled', why: due.toISOString() });
  }

  /** What is counted from happened again, and the condition did not hold then: nothing is counted any more. */
  async #forgetTimers(tx: EntityManager, { ticketId, trigger }: Happening, record: RunRecord): Promise<void> {
    for (const { name, data } of await this.timers.of(tx, ticketId, TIMER))
      if (data?.since === trigger && !record.has(name, 'scheduled'))
        await this.timers.set(tx, { ticketId, kind: TIMER, name }, null);
  }

  async #due({ ticketId, name, data, due }: FiredTimer, tx: EntityManager): Promise<void> {
    const rule = (await this.rules.book()).byId.get(name);
    const facts = await this.records.findFacts(ticketId);
    if (!rule || !facts) return;
    const event = { type: 'time', due: due.toISOString() };
    const run = await this.#begun({ ticketId, trigger: 'time', cause: rule.id, event }, data!.chain as Chain);
    const judgement = this.#judge(rule, facts, event);
    const refusal = await this.guard.refusal(rule.id, ticketId, run.chain, run.fired);
    if (judgement.outcome !== 'holds') run.record.add(lookOf(rule, notMatched(judgement)));
    else if (refusal !== null) run.record.add(lookOf(rule, { outcome: refusal }));
    else run.record.add(await this.#fire(rule, facts, run));
    await run.record.keep(tx);
  }

  #judge({ condition }: CompiledRule, facts: TicketFacts, event: Happening['event']): Judgement {
    return judge(condition, { ...facts, event }, { now: this.clock.now(), timeZone: TIME_ZONE });
  }
}

/** What the event comes of; itself, where it comes of no rule. */
function chainFrom(event: string): Chain {
  const [root = event, ...rules] = currentContext()?.causes ?? [];
  return [root, ...rules];
}

function notMatched(judgement: Judgement): Pick<Look, 'outcome'> & Partial<Look> {
  return 'message' in judgement ? { outcome: 'unclear', why: judgement.message } : { outcome: 'not-matched' };
}

function lookOf({ id, name, version }: CompiledRule, found: Pick<Look, 'outcome'> & Partial<Look>): Look {
  return { rule: id, name, version, why: null, changes: [], refused: [], ...found };
}
