import { describe, expect, it } from '@jest/globals';
import { anOpenTicketOf, aNewTicket, happenedTo, NOW } from '../../../../test/ticket/tickets-in-a-spec.js';
import { HandedToItsHolder, NobodyToReturnTo, NotTheAssignee } from '../ticket.errors.js';

describe('a ticket that its owner wants back', () => {
  it('goes A → B → C → A: whoever has it last gives it to the owner, not to who gave it to them', () => {
    const ticket = anOpenTicketOf('a');
    ticket.transfer('b', true, 'a', NOW);
    ticket.transfer('c', true, 'b', NOW);
    expect(ticket).toMatchObject({ assigneeId: 'c', returnsTo: 'a' });
    ticket.giveBack('c', NOW);
    expect(ticket).toMatchObject({ assigneeId: 'a', returnsTo: null });
    expect(() => ticket.giveBack('a', NOW)).toThrow(NobodyToReturnTo);
  });

  it('still comes back when somebody in between hands it on for good', () => {
    const ticket = anOpenTicketOf('a');
    ticket.transfer('b', true, 'a', NOW);
    ticket.transfer('c', false, 'b', NOW);
    expect(ticket).toMatchObject({ assigneeId: 'c', returnsTo: 'a' });
  });

  it('has come back when it is handed to the owner', () => {
    const ticket = anOpenTicketOf('a');
    ticket.transfer('b', true, 'a', NOW);
    ticket.transfer('a', true, 'b', NOW);
    expect(ticket).toMatchObject({ assigneeId: 'a', returnsTo: null });
    expect(happenedTo(ticket)).toEqual(['ticket-transferred', 'ticket-returned']);
  });

  it('is taken back by the owner, and by nobody else', () => {
    const ticket = anOpenTicketOf('a');
    ticket.transfer('b', true, 'a', NOW);
    expect(() => ticket.giveBack('c', NOW)).toThrow(NotTheAssignee);
    ticket.giveBack('a', NOW);
    expect(ticket).toMatchObject({ assigneeId: 'a' });
  });

  it('is not handed to who has it', () => {
    expect(() => anOpenTicketOf('a').transfer('a', true, 'a', NOW)).toThrow(HandedToItsHolder);
  });

  it('is the owner’s no more when it is given to somebody by hand', () => {
    const ticket = anOpenTicketOf('a');
    ticket.transfer('b', true, 'a', NOW);
    ticket.assign('c', 'sam', NOW);
    expect(ticket).toMatchObject({ assigneeId: 'c', returnsTo: null });
  });
});

describe('a ticket handed to a team', () => {
  const handed = (withReturn: boolean) => {
    const ticket = anOpenTicketOf('a');
    ticket.assignTeam('desk', 'sam', NOW);
    ticket.transferToTeam('warehouse', withReturn, 'a', NOW);
    return ticket;
  };

  it('is nobody’s until one of them takes it, and comes back with the team it lay with', () => {
    const ticket = handed(true);
    expect(ticket).toMatchObject({ assigneeId: null, teamId: 'warehouse', returnsTo: 'a' });
    ticket.grab('b', NOW);
    expect(ticket).toMatchObject({ assigneeId: 'b', returnsTo: 'a' });
    ticket.transfer('c', true, 'b', NOW);
    ticket.giveBack('c', NOW);
    expect(ticket).toMatchObject({ assigneeId: 'a', teamId: 'desk', returnsTo: null });
  });

  it('is the team’s for good, where nobody wants it back', () => {
    const ticket = handed(false);
    ticket.grab('b', NOW);
    expect(ticket).toMatchObject({ assigneeId: 'b', teamId: 'warehouse', returnsTo: null });
  });

  it('is back when its owner takes it out of the pool', () => {
    const ticket = handed(true);
    ticket.grab('a', NOW);
    expect(ticket).toMatchObject({ assigneeId: 'a', returnsTo: null });
  });

  it('is handed on by who has it only', () => {
    expect(() => aNewTicket().transferToTeam('warehouse', true, 'a', NOW)).toThrow(NotTheAssignee);
  });
});
