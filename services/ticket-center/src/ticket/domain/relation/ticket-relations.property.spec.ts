import { DomainError } from '#libs/kernel/domain-error';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { aNewTicket, NOW } from '../../../../test/ticket/tickets-in-a-spec.js';
import type { TicketRow } from '../../infra/ticket.schema.js';
import type { Ticket } from '../ticket.aggregate.js';
import type { TicketStatus } from '../ticket-status.js';
import { isSatisfied, type ChildRule } from './child-rule.js';

const TICKETS = ['t0', 't1', 't2'];
const AGENTS = ['a', 'b'];
const ACTION = { connector: 'orders', name: 'cancel', arguments: {} };

type Step = (world: World) => void;

const ticketId = fc.constantFrom(...TICKETS);
const agent = fc.constantFrom(...AGENTS);
/** Who has the ticket, mostly: most is refused to others. */
const holder = fc.constantFrom('holder', 'holder', ...AGENTS);
const teamId = fc.constantFrom('x', 'y');
const flag = fc.boolean();
const rule = fc.constantFrom<ChildRule>(
  { rule: 'all', percentage: null },
  { rule: 'any', percentage: null },
  { rule: 'percentage', percentage: 50 },
);
const category = fc.constantFrom<TicketStatus>('new', 'open', 'waiting', 'on-hold', 'solved', 'closed', 'merged');
const work = fc.constantFrom('w1', 'w2');

const byOf = (ticket: Ticket, by: string) =>
  by === 'holder' ? ((ticket as unknown as TicketRow).assigneeId ?? 'a') : by;
const on = (act: (ticket: Ticket) => void) => (id: string) => (world: World) => world.settle(id, act);

/** Everything that can be done with tickets, by anybody, in any state. */
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 3, arbitrary: fc.tuple(ticketId, agent).map(([id, who]) => on((it) => it.grab(who, NOW))(id)) },
  fc.tuple(ticketId, agent).map(([id, who]) => on((ticket) => ticket.assign(who, 'sam', NOW))(id)),
  {
    weight: 6,
    arbitrary: fc
      .tuple(ticketId, agent, holder, flag)
      .map(([id, to, by, back]) => on((it) => it.transfer(to, back, byOf(it, by), NOW))(id)),
  },
  fc
    .tuple(ticketId, teamId, holder, flag)
    .map(([id, to, by, back]) => on((it) => it.transferToTeam(to, back, byOf(it, by), NOW))(id)),
  fc.tuple(ticketId, holder).map(([id, by]) => on((ticket) => ticket.giveBack(byOf(ticket, by), NOW))(id)),
  fc
    .tuple(ticketId, category)
    .map(([id, to]) => on((it) => it.setStatus({ id: to, name: to, category: to }, 'a', NOW))(id)),
  fc.tuple(ticketId, agent).map(([id, by]) => on((ticket) => ticket.solve('Done.', false, by, NOW))(id)),
  ticketId.map((id) => (world: World) => world.solveWithParts(id)),
  ticketId.map(on((ticket) => ticket.reopen('Again.', 'a', NOW))),
  ticketId.map(on((ticket) => ticket.close('a', NOW))),
  ticketId.map(on((ticket) => ticket.hearCustomer('Hello?', NOW))),
  fc
    .tuple(ticketId, work)
    .map(([id, actionId]) => on((it) => it.requestAction({ id: actionId, ...ACTION }, 'a', NOW))(id)),
  fc
    .tuple(ticketId, work)
    .map(([id, done]) => on((it) => it.finishAction(done, { outcome: 'succeeded', result: null }, NOW))(id)),
  fc.tuple(ticketId, work).map(([id, visit]) => on((ticket) => ticket.dispatch(visit, 'a', NOW))(id)),
  fc.tuple(ticketId, work).map(([id, visit]) => on((ticket) => ticket.visited(visit, 'fixed', NOW))(id)),
  fc
    .tuple(ticketId, work, flag, holder)
    .map(([id, help, holds, by]) => on((it) => it.askForHelp(help, holds, byOf(it, by), NOW))(id)),
  fc.tuple(ticketId, work).map(([id, help]) => on((ticket) => ticket.endHelp(help, 'answered', 'b', NOW))(id)),
  fc.tuple(ticketId, rule).map(([id, wanted]) => on((ticket) => ticket.changeChildRule(wanted, 'a', NOW))(id)),
  fc.tuple(ticketId, ticketId).map(
    ([id, into]) =>
      (world: World) =>
        world.settle(id, (it, at) => it.mergeInto(at(into), 'a', NOW)),
  ),
  fc.tuple(ticketId, ticketId).map(
    ([id, parent]) =>
      (world: World) =>
        world.place(id, parent),
  ),
  ticketId.map((id) => (world: World) => world.leave(id)),
);

/** Tickets as the database has them: what is refused has not happened. */
class World {
  #rows = new Map(TICKETS.map((id) => [id, open(id)]));

  attempt(change: Step): void {
    const before = new Map(Array.from(this.#rows, ([id, ticket]) => [id, copyOf(ticket)]));
    try {
      change(this);
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      this.#rows = before;
    }
  }

  readonly at = (id: string): Ticket => this.#rows.get(id)!;

  above(id: string): string[] {
    const { parent } = this.at(id);
    return parent === null ? [] : [parent, ...this.above(parent)];
  }

  settle(id: string, change: (ticket: Ticket, at: (id: string) => Ticket) => void): void {
    const chain = [id, ...this.above(id)];
    change(this.at(id), this.at);
    for (const [below, parent] of chain.slice(1).entries()) this.at(parent).noteChild(this.at(chain[below]!), 'a', NOW);
  }

  solveWithParts(id: string): void {
    this.settle(id, (ticket, at) => {
      for (const part of ticket.unfinishedChildren) {
        at(part).solveAsPart('Done.', 'a', NOW);
        ticket.noteChild(at(part), 'a', NOW);
      }
      ticket.solve('Done.', false, 'a', NOW);
    });
  }

  place(id: string, parent: string): void {
    this.at(parent).adopt(this.at(id), this.above(parent), 'a', NOW);
  }

  leave(id: string): void {
    const { parent } = this.at(id);
    if (parent !== null) this.at(parent).release(this.at(id), 'a', NOW);
  }

  rows(): TicketRow[] {
    return [...this.#rows.values()].map((ticket) => ticket as unknown as TicketRow);
  }
}

function open(id: string): Ticket {
  return aNewTicket({ id, number: id, interactionEventIds: [`e-${id}`] });
}

/** What is inside is never changed, but replaced. */
function copyOf(ticket: Ticket): Ticket {
  return Object.assign(open(ticket.id), { ...ticket });
}

const isDone = ({ status }: TicketRow) => ['solved', 'closed', 'merged'].includes(status);

/** What is wrong with a ticket among the others; empty: nothing. */
function wrongWith(row: TicketRow, all: ReadonlyMap<string, TicketRow>): string[] {
  const { status, assigneeId, returnsTo, teamId, parentId, children, mergedInto } = row;
  const pending = row.actions.some((action) => action.status === 'requested');
  const claims: Record<string, boolean> = {
    'has two owners': returnsTo !== null && returnsTo === assigneeId,
    'is to come back from nobody': returnsTo !== null && assigneeId === null && teamId === null,
    'is merged without a pointer, or has one without': (status === 'merged') !== (mergedInto !== null),
    'ended in what was never there': mergedInto !== null && !all.has(mergedInto),
    'is done with work on it': isDone(row) && (pending || row.openVisitId !== null || row.openHelp.length > 0),
    'is solved with parts that block it': isDone(row) && !isSatisfied(row.childRule, children),
    'is solved at no time, or not solved at some': ['solved', 'closed'].includes(status) !== (row.solvedAt !== null),
    'has an engineer on the way and is not on hold': row.openVisitId !== null && status !== 'on-hold',
    'is part of what does not know it':
      parentId !== null && !all.get(parentId)!.children.some(({ id, done }) => id === row.id && done === isDone(row)),
    'has a part that is another’s': children.some(({ id }) => all.get(id)!.parentId !== row.id),
    'lost what a merged one was about':
      mergedInto !== null &&
      !row.interactionEventIds.every((id) => all.get(mergedInto)!.interactionEventIds.includes(id)),
  };
  return Object.entries(claims).flatMap(([what, holds]) => (holds ? [`${row.id} ${what}`] : []));
}

function isCircle(row: TicketRow, all: ReadonlyMap<string, TicketRow>): boolean {
  const seen = new Set<string>();
  for (let at: string | null = row.id; at !== null; at = all.get(at)!.parentId) {
    if (seen.has(at)) return true;
    seen.add(at);
  }
  return false;
}

describe('whatever is done with tickets, in whatever order', () => {
  it('no ticket is ever in a state that may not be, and what is merged stays as it was', () => {
    fc.assert(
      fc.property(fc.array(step, { minLength: 5, maxLength: 80, size: 'max' }), (steps) => {
        const world = new World();
        for (const change of steps) {
          const merged = new Map(
            world.rows().flatMap((row) => (row.status === 'merged' ? [[row.id, { ...row }]] : [])),
          );
          world.attempt(change);
          const all = new Map(world.rows().map((row) => [row.id, row]));
          expect(world.rows().flatMap((row) => wrongWith(row, all))).toEqual([]);
          expect(world.rows().filter((row) => isCircle(row, all))).toEqual([]);
          for (const [id, { assigneeId, status, mergedInto }] of merged)
            expect(all.get(id)).toMatchObject({ assigneeId, status, mergedInto });
        }
      }),
      { seed: 20_261_123, numRuns: 200 },
    );
  });

  it('every state is reached on the way, so that the property says something', () => {
    const reached = new Set<string>();
    for (const steps of fc.sample(fc.array(step, { minLength: 60, maxLength: 60 }), { seed: 7, numRuns: 60 })) {
      const world = new World();
      for (const change of steps) {
        world.attempt(change);
        for (const row of world.rows()) {
          reached.add(row.status);
          if (row.children.length > 0 && isDone(row)) reached.add('done with parts');
          if (row.returnsTo !== null) reached.add('to come back');
        }
      }
    }
    expect([...reached].sort()).toEqual([
      ...['closed', 'done with parts', 'merged', 'new', 'on-hold', 'open', 'solved', 'to come back', 'waiting'],
    ]);
  });
});
