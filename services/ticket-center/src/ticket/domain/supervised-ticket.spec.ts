import { describe, expect, it } from '@jest/globals';
import { anOpenTicketOf, aSolvedTicketOf, happenedTo, NOW } from '../../../test/ticket/tickets-in-a-spec.js';
import { NotTheAssignee, TicketSupervised, TicketUnsupervised } from './ticket.errors.js';

describe('a supervised ticket that is held', () => {
  it('can be solved and not closed, until it is lifted', () => {
    const ticket = anOpenTicketOf('mia');
    ticket.supervise('sam', NOW, true);
    ticket.solve('Sent again.', false, 'mia', NOW);
    expect(() => ticket.close('sam', NOW)).toThrow(TicketSupervised);
    ticket.liftSupervision('sam', NOW);
    ticket.close('sam', NOW);
    expect(ticket).toMatchObject({ status: 'closed', supervisorId: null });
    expect(() => ticket.liftSupervision('sam', NOW)).toThrow(TicketUnsupervised);
  });

  it('is left solved by a close flow that closes', () => {
    const ticket = anOpenTicketOf('mia');
    ticket.supervise('sam', NOW, true);
    ticket.finish({ filled: null, flow: 'told', solution: 'Told.', returnVisit: false, closes: true }, 'mia', NOW);
    expect(ticket).toMatchObject({ status: 'solved' });
  });

  it('keeps the mark of its return visit, and is closed by hand with it', () => {
    const ticket = anOpenTicketOf('mia');
    ticket.supervise('sam', NOW, true);
    ticket.solve('Sent again.', true, 'mia', NOW);
    ticket.closeAfterReturnVisit(4, NOW);
    expect(ticket).toMatchObject({ status: 'solved', satisfaction: 4 });
    ticket.liftSupervision('sam', NOW);
    ticket.close('sam', NOW);
    expect(ticket).toMatchObject({ status: 'closed', satisfaction: 4 });
  });

  it('is closed as ever where nobody holds it', () => {
    const ticket = aSolvedTicketOf('mia', { returnVisit: true });
    ticket.closeAfterReturnVisit(5, NOW);
    expect(ticket).toMatchObject({ status: 'closed', satisfaction: 5 });
  });
});

describe('a ticket that is put back', () => {
  it('is nobody’s, by whoever had it and by nobody else', () => {
    const ticket = anOpenTicketOf('mia');
    expect(() => ticket.putBack('li', 'No idea.', NOW)).toThrow(NotTheAssignee);
    ticket.putBack('mia', 'No idea.', NOW);
    expect(ticket).toMatchObject({ assigneeId: null, status: 'open' });
    ticket.grab('li', NOW);
    expect(happenedTo(ticket)).toEqual(['ticket-put-back', 'ticket-assigned']);
  });
});
