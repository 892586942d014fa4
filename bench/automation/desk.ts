import { SystemClock } from '#libs/kernel/clock';
import { newId } from '#libs/kernel/id';
import { Outbox } from '#libs/messaging/outbox';
import type { Database } from '#libs/persistence/database';
import { runAsTenant } from '#libs/persistence/tenant/tenant-context';
import { LoopGuard } from '../../services/ticket-center/src/automation/run/loop-guard.js';
import { RuleRuns } from '../../services/ticket-center/src/automation/run/rule-runs.js';
import { TicketActions } from '../../services/ticket-center/src/automation/action/ticket-actions.js';
import { RuleSchema } from '../../services/ticket-center/src/automation/rule/rule.schema.js';
import { Rules } from '../../services/ticket-center/src/automation/rule/rules.js';
import { Calendars } from '../../services/ticket-center/src/calendar/calendar.api.js';
import { TextRevisionSchema } from '../../services/ticket-center/src/named-text/named-text.api.js';
import { TicketTimers } from '../../services/ticket-center/src/ticket-timer/ticket-timer.api.js';
import { Ticket } from '../../services/ticket-center/src/ticket/domain/ticket.aggregate.js';
import { TypeormTickets } from '../../services/ticket-center/src/ticket/infra/typeorm-ticket.repository.js';
import { TicketRecords } from '../../services/ticket-center/src/ticket/ticket.api.js';
import { TENANT } from '../outbox/engines.js';
import { CATEGORIES, someRules } from './rules.js';

const CUSTOMER = '0199d2f0-0000-7000-8000-000000000001';
const AT_ONCE = 500;

/** Tickets that are saved, and rules that look at each save after its commit, as the consumer lets them. */
export class Desk {
  #saves = 0;

  private constructor(
    private readonly tickets: TypeormTickets,
    private readonly runs: RuleRuns,
    private readonly rules: Rules,
    private readonly ids: readonly string[],
  ) {}

  static with(database: Database, rules: number, tickets: number): Promise<Desk> {
    return runAsTenant(TENANT, async () => {
      const clock = new SystemClock();
      const outbox = new Outbox('/bench');
      const store = new TypeormTickets(database, outbox, clock);
      const records = new TicketRecords(database);
      const timers = new TicketTimers();
      const calendars = new Calendars(database, clock);
      const kept = new Rules(database, clock, calendars, undefined as never);
      const rest = [undefined as never, undefined as never, undefined as never] as const;
      const actions = new TicketActions(database, outbox, clock, ...rest);
      const guard = new LoopGuard(database, clock);
      const runs = new RuleRuns(database, kept, records, actions, guard, calendars, timers, clock);
      await storeRules(database, rules);
      const ids: string[] = [];
      for (let n = 0; n < tickets; n++) ids.push(await opened(store, n));
      return new Desk(store, runs, kept, ids);
    });
  }

  /** Milliseconds until all rules are parsed and found by what they look at. */
  compileMs(): Promise<number> {
    return runAsTenant(TENANT, () => msOf(() => this.rules.book()));
  }

  /** Milliseconds of one save, and of the rules that look at it then. */
  save(): Promise<{ readonly saveMs: number; readonly rulesMs: number }> {
    const n = this.#saves++;
    const ticketId = this.ids[n % this.ids.length]!;
    const category = `c${(n * 7) % CATEGORIES}`;
    return runAsTenant(TENANT, async () => {
      const edit = () => this.tickets.update(ticketId, (ticket) => ticket.edit({ category }, 'mia', new Date()));
      const saveMs = await msOf(edit);
      const event = { type: 'ticket.changed.v1', ticketId, changed: ['category'] };
      const cause = newId(new Date());
      const happening = { ticketId, trigger: 'changed', changed: ['category'], cause, event } as const;
      return { saveMs, rulesMs: await msOf(() => this.runs.run(happening)) };
    });
  }
}

async function storeRules(database: Database, count: number): Promise<void> {
  const rows = someRules(count);
  await database.transaction(async (tx) => {
    for (let from = 0; from < rows.length; from += AT_ONCE)
      await tx.insert(RuleSchema, rows.slice(from, from + AT_ONCE));
    await tx.insert(TextRevisionSchema, { kind: 'automation-rule', revision: 1 });
  });
}

async function opened(store: TypeormTickets, n: number): Promise<string> {
  const now = new Date();
  const id = newId(now);
  const words = { subject: 'Where is it?', description: 'It should have come.', category: null };
  const kind = {
    ticketType: 'general',
    priority: 'high',
    channel: 'web',
    categoryId: null,
    categoryPath: null,
  } as const;
  const rest = { interactionEventIds: [], taskId: null, processInstanceId: null };
  const input = { id, number: `T-${n}`, customerId: CUSTOMER, ...words, ...kind, ...rest };
  await store.add(Ticket.open(input, null, 'portal', now));
  await store.update(id, (ticket) => ticket.assignTeam(`t${n % 50}`, 'mia', now));
  return id;
}

async function msOf(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}
