import { describe, expect, it } from '@jest/globals';
import { aNewTicket, anOpenTicketOf, happenedTo, NOW } from '../../../../test/ticket/tickets-in-a-spec.js';
import type { NewTicket } from '../new-ticket.js';
import type { Ticket } from '../ticket.aggregate.js';
import { NotTheAssignee, TicketFinished, TicketRunByProcess, type NotReady } from '../ticket.errors.js';
import { isSatisfied, type ChildRule } from './child-rule.js';
import * as refused from './ticket-relation.errors.js';

function openedAs(id: string, over: Partial<NewTicket> = {}): Ticket {
  const ticket = aNewTicket({ id, number: id, ...over });
  ticket.grab('mia', NOW);
  ticket.takeEvents();
  return ticket;
}

function solved(ticket: Ticket, parent: Ticket): void {
  ticket.solve('Done.', false, 'mia', NOW);
  parent.noteChild(ticket, 'mia', NOW);
}

function withChildren(count: number, rule: ChildRule = { rule: 'all', percentage: null }) {
  const parent = openedAs('p');
  const children = Array.from({ length: count }, (_, n) => openedAs(`c${n}`));
  for (const child of children) parent.adopt(child, [], 'mia', NOW);
  parent.changeChildRule(rule, 'mia', NOW);
  return { parent, children };
}

const solve = (ticket: Ticket) => ticket.solve('Done.', false, 'mia', NOW);
const missingAt = (work: () => unknown) => {
  try {
    work();
  } catch (error) {
    return (error as NotReady).details.offending?.map(({ field }) => field) ?? [];
  }
  return null;
};

describe('how many parts have to be done', () => {
  const parts = (done: number, open: number) =>
    Array.from({ length: done + open }, (_, n) => ({ id: `${n}`, done: n < done }));
  it.each<[ChildRule['rule'], number | null, number, number, boolean]>([
    ['all', null, 0, 0, true],
    ['all', null, 2, 1, false],
    ['all', null, 3, 0, true],
    ['any', null, 0, 0, true],
    ['any', null, 0, 2, false],
    ['any', null, 1, 9, true],
    ['percentage', 50, 1, 2, false],
    ['percentage', 50, 1, 1, true],
    ['percentage', 67, 2, 1, false],
    ['percentage', 66, 2, 1, true],
    ['percentage', 0, 0, 5, true],
    ['percentage', 100, 4, 1, false],
  ])('%s %s: %d done, %d not → %s', (rule, percentage, done, open, satisfied) => {
    expect(isSatisfied({ rule, percentage }, parts(done, open))).toBe(satisfied);
  });
});

describe('a ticket with parts', () => {
  it('is solved when all are, and not before', () => {
    const { parent, children } = withChildren(2);
    expect(missingAt(() => solve(parent))).toEqual(['children']);
    for (const child of children) solved(child, parent);
    solve(parent);
    expect(parent).toMatchObject({ status: 'solved' });
  });

  it.each<[ChildRule]>([[{ rule: 'any', percentage: null }], [{ rule: 'percentage', percentage: 50 }]])(
    'is solved when one of two is, by %j',
    (rule) => {
      const { parent, children } = withChildren(2, rule);
      expect(missingAt(() => solve(parent))).toEqual(['children']);
      solved(children[0]!, parent);
      solve(parent);
    },
  );

  it('hears of each that is done, and of each that is not any more', () => {
    const { parent, children } = withChildren(1);
    parent.takeEvents();
    solved(children[0]!, parent);
    children[0]!.reopen('Again.', 'mia', NOW);
    parent.noteChild(children[0]!, 'mia', NOW);
    expect(parent.takeEvents()).toMatchObject([
      { type: 'ticket-child-settled', done: true, satisfied: true },
      { type: 'ticket-child-settled', done: false, satisfied: false },
    ]);
  });

  it('keeps what it needed done: a part is not reopened below a solved ticket', () => {
    const { parent, children } = withChildren(1);
    solved(children[0]!, parent);
    solve(parent);
    children[0]!.reopen('Again.', 'mia', NOW);
    expect(() => parent.noteChild(children[0]!, 'mia', NOW)).toThrow(refused.ParentFinished);
  });

  it('is opened again by what a process does with a part, which nobody can refuse', () => {
    const parent = openedAs('p');
    const child = openedAs('c', { processInstanceId: 'run' });
    parent.adopt(child, [], 'mia', NOW);
    const follow = (category: 'solved' | 'open') => {
      child.follow('run', { category, name: null }, NOW);
      parent.noteChild(child, 'process', NOW);
    };
    follow('solved');
    solve(parent);
    follow('open');
    expect(parent).toMatchObject({ status: 'open', solvedAt: null });
  });

  it('solves its parts with it, also one that nobody has taken', () => {
    const parent = openedAs('p');
    const child = aNewTicket({ id: 'c', number: 'c' });
    parent.adopt(child, [], 'mia', NOW);
    child.solveAsPart('Done.', 'mia', NOW);
    parent.noteChild(child, 'mia', NOW);
    solve(parent);
    expect([parent, child]).toMatchObject([{ status: 'solved' }, { status: 'solved' }]);
  });

  it('is no part of itself, nor of what is part of it', () => {
    const [a, b, c] = ['a', 'b', 'c'].map((id) => openedAs(id)) as [Ticket, Ticket, Ticket];
    expect(() => a.adopt(a, [], 'mia', NOW)).toThrow(refused.RelationToItself);
    a.adopt(b, [], 'mia', NOW);
    b.adopt(c, ['a'], 'mia', NOW);
    expect(() => c.adopt(a, ['b', 'a'], 'mia', NOW)).toThrow(refused.TicketInCircle);
    expect(() => openedAs('d').adopt(c, [], 'mia', NOW)).toThrow(refused.TicketHasParent);
  });

  it('has ten levels, and two hundred parts, at most', () => {
    const above = Array.from({ length: 9 }, (_, n) => `above-${n}`);
    expect(() => openedAs('a').adopt(openedAs('b'), above, 'mia', NOW)).toThrow(refused.TicketTooDeep);
    const { parent } = withChildren(200);
    expect(() => parent.adopt(openedAs('one-more'), [], 'mia', NOW)).toThrow(refused.TooManyChildren);
  });

  it('gets and loses none when it is finished', () => {
    const { parent, children } = withChildren(1);
    solved(children[0]!, parent);
    solve(parent);
    expect(() => parent.adopt(openedAs('late'), [], 'mia', NOW)).toThrow(TicketFinished);
    expect(() => parent.release(children[0]!, 'mia', NOW)).toThrow(TicketFinished);
  });
});

describe('a ticket that is merged', () => {
  it('ends, says where, and what it was about goes on there', () => {
    const [merged, survivor] = [
      openedAs('a', { interactionEventIds: ['e1', 'e2'] }),
      openedAs('b', { interactionEventIds: ['e2'] }),
    ];
    merged.mergeInto(survivor, 'mia', NOW);
    expect(merged).toMatchObject({ status: 'merged', mergedInto: 'b' });
    expect(happenedTo(merged)).toEqual(['ticket-status-changed', 'ticket-merged']);
    expect(survivor.takeEvents()).toMatchObject([
      { type: 'ticket-interaction-linked', interactionEventId: 'e1' },
      { type: 'ticket-absorbed', mergedId: 'a' },
    ]);
    expect(survivor).toMatchObject({ interactionEventIds: ['e2', 'e1'] });
  });

  it('is over: not merged twice, not into itself, and nothing is merged into it', () => {
    const [a, b, c] = ['a', 'b', 'c'].map((id) => openedAs(id)) as [Ticket, Ticket, Ticket];
    expect(() => a.mergeInto(a, 'mia', NOW)).toThrow(refused.RelationToItself);
    a.mergeInto(b, 'mia', NOW);
    expect(() => a.mergeInto(c, 'mia', NOW)).toThrow(TicketFinished);
    expect(() => b.mergeInto(a, 'mia', NOW)).toThrow(TicketFinished);
    expect(() => a.assign('li', 'sam', NOW)).toThrow(TicketFinished);
  });

  it('is not merged into what is finished, nor into another customer’s', () => {
    const survivor = openedAs('b');
    solve(survivor);
    expect(() => openedAs('a').mergeInto(survivor, 'mia', NOW)).toThrow(TicketFinished);
    const other = openedAs('c', { customerId: '0199d2f0-0000-7000-8000-0000000000ff' });
    expect(() => openedAs('a').mergeInto(other, 'mia', NOW)).toThrow(refused.OtherCustomer);
  });

  it('has no work on it that would be lost, and no process', () => {
    const { parent } = withChildren(1);
    parent.requestAction({ id: 'x', connector: 'orders', name: 'cancel', arguments: {} }, 'mia', NOW);
    parent.askForHelp('h1', false, 'mia', NOW);
    parent.dispatch('v1', 'mia', NOW);
    expect(missingAt(() => parent.mergeInto(openedAs('s'), 'mia', NOW))).toEqual([
      ...['actions', 'assist-requests', 'visit', 'children'],
    ]);
    const run = openedAs('r', { processInstanceId: 'p1' });
    expect(() => run.mergeInto(openedAs('s'), 'mia', NOW)).toThrow(TicketRunByProcess);
  });

  it('is done, for what it was part of', () => {
    const { parent, children } = withChildren(1);
    children[0]!.mergeInto(openedAs('s'), 'mia', NOW);
    parent.noteChild(children[0]!, 'mia', NOW);
    solve(parent);
  });
});

describe('help from others', () => {
  it('is asked for by who has the ticket, which stays with them', () => {
    const ticket = anOpenTicketOf('mia');
    expect(() => ticket.askForHelp('h1', false, 'li', NOW)).toThrow(NotTheAssignee);
    ticket.askForHelp('h1', false, 'mia', NOW);
    expect(ticket).toMatchObject({ assigneeId: 'mia', status: 'open' });
    expect(missingAt(() => solve(ticket))).toEqual(['assist-requests']);
    ticket.endHelp('h1', 'answered', 'li', NOW);
    solve(ticket);
  });

  it('holds the ticket until the last of those it stands still for has answered', () => {
    const ticket = anOpenTicketOf('mia');
    ticket.askForHelp('h1', true, 'mia', NOW);
    ticket.askForHelp('h2', true, 'mia', NOW);
    expect(ticket).toMatchObject({ status: 'on-hold' });
    ticket.endHelp('h1', 'declined', 'li', NOW);
    expect(ticket).toMatchObject({ status: 'on-hold' });
    ticket.endHelp('h2', 'answered', 'li', NOW);
    expect(ticket).toMatchObject({ status: 'open' });
  });

  it('does not end a hold that is for somebody else', () => {
    const ticket = anOpenTicketOf('mia');
    ticket.askForHelp('h1', true, 'mia', NOW);
    ticket.askForHelp('h2', false, 'mia', NOW);
    ticket.endHelp('h2', 'answered', 'li', NOW);
    expect(ticket).toMatchObject({ status: 'on-hold' });
  });
});

describe('before a ticket is solved', () => {
  it('all that is missing is said at once', () => {
    const { parent } = withChildren(1);
    parent.requestAction({ id: 'x', connector: 'orders', name: 'cancel', arguments: {} }, 'mia', NOW);
    parent.askForHelp('h1', false, 'mia', NOW);
    const elsewhere = [{ field: 'form', message: 'Fill in the form.' }];
    expect(missingAt(() => parent.solve(' ', false, 'mia', NOW, elsewhere))).toEqual([
      ...['solution', 'actions', 'assist-requests', 'children', 'form'],
    ]);
    expect(parent).toMatchObject({ status: 'open' });
  });
});

describe('a ticket that comes of another', () => {
  it('takes interaction events of it along', () => {
    const source = openedAs('a', { interactionEventIds: ['e1', 'e2'] });
    expect(() => source.split('b', ['e3'], 'mia', NOW)).toThrow(refused.InteractionNotLinked);
    source.split('b', ['e1'], 'mia', NOW);
    expect(happenedTo(source)).toEqual(['ticket-split']);
  });

  it('follows up what is over, and was not merged', () => {
    const source = openedAs('a');
    expect(() => source.followUp('b', 'mia', NOW)).toThrow(refused.NotFinished);
    solve(source);
    source.followUp('b', 'mia', NOW);
    const merged = openedAs('m');
    merged.mergeInto(openedAs('s'), 'mia', NOW);
    expect(() => merged.followUp('b', 'mia', NOW)).toThrow(refused.NotFinished);
  });
});
