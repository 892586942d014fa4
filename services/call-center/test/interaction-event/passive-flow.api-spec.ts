import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ticketMerged } from '#libs/contracts/ticket-center/ticket-relation-events';
import { ticketClosed, ticketInteractionLinked, ticketOpened } from '#libs/contracts/ticket-center/ticket-events';
import { newId } from '#libs/kernel/id';
import type { ApiClient } from '#libs/testing/api-client';
import { startForTest, type ServiceInTest } from '#libs/testing/service-in-test';
import { callCenter } from '../../src/service.js';
import { aClosedTicket, anOpenedTicket, CallDesk } from '../call-desk.js';

const anId = () => newId(new Date());

describe('call-center: a demand on its way', () => {
  let service: ServiceInTest;
  let client: ApiClient;
  let desk: CallDesk;

  beforeAll(async () => {
    service = await startForTest(callCenter, { tenants: ['acme'] });
    client = await service.as('contact:*', 'interaction-event:*');
    desk = new CallDesk(client);
  });
  afterAll(() => service.stop());

  const typesOf = (subject: string) =>
    service
      .events()
      .filter((event) => event.subject === subject)
      .map(({ type }) => type);

  it('rings, is identified, is answered online by the pre-check, and is over', async () => {
    const contact = await desk.contact({ channel: 'voice', address: '+86 138 0000 0000' });
    await desk.identify(contact, anId());
    const event = await desk.event([contact], { type: 'enquiry', topic: 'opening-hours' });

    const preCheck = await client.post<{ outcome: string; answer: string }>(
      `/api/v1/interaction-events/${event}/pre-check`,
    );
    expect(preCheck).toMatchObject({ status: 200, body: { outcome: 'solved-online' } });
    expect(preCheck.body.answer).toMatch(/8:00 to 20:00/);
    await desk.end(contact, 'self-served');

    expect(await desk.readEvent(event)).toMatchObject({
      status: 'closed',
      outcome: 'solved-online',
      answer: preCheck.body.answer,
    });
    expect(await desk.readContact(contact)).toMatchObject({ status: 'ended', outcome: 'self-served', agentId: null });
    await service.settled();
    expect(typesOf(contact)).toEqual(['contact.started.v1', 'contact.identified.v1', 'contact.ended.v1']);
    expect(typesOf(event)).toEqual([
      'interaction-event.recorded.v1',
      'interaction-event.pre-checked.v1',
      'interaction-event.closed.v1',
    ]);
  });

  it('is answered by an agent, who is the one that connects', async () => {
    const contact = await desk.contact({ customerId: anId() });
    await desk.ok(client.post(`/api/v1/contacts/${contact}/connect`, {}));
    const event = await desk.event([contact]);
    await desk.ok(client.post(`/api/v1/interaction-events/${event}/close`));
    await desk.end(contact, 'handled');
    expect(await desk.readContact(contact)).toMatchObject({ agentId: 'mia', outcome: 'handled' });
    expect(await desk.readEvent(event)).toMatchObject({ status: 'closed', outcome: 'solved-directly' });
  });

  it('is referred, and closes with the last of its tickets', async () => {
    const event = await desk.event([await desk.contact({ customerId: anId() })]);
    const preCheck = await client.post(`/api/v1/interaction-events/${event}/pre-check`);
    expect(preCheck.body).toEqual({ outcome: 'referred', ruleId: null, answer: null });

    const [first, second] = [anId(), anId()];
    await service.publish(ticketOpened, anOpenedTicket(first, [event]), { subject: first });
    await service.publish(
      ticketInteractionLinked,
      { ticketId: second, interactionEventId: event },
      { subject: second },
    );
    const refused = await client.post(`/api/v1/interaction-events/${event}/close`);
    expect(refused).toMatchObject({ status: 409, body: { code: 'interaction-event-ticket-still-open' } });

    await service.publish(ticketClosed, aClosedTicket(first, [event]), { subject: first });
    expect(await desk.readEvent(event)).toMatchObject({ status: 'referred' });
    await service.publish(ticketClosed, aClosedTicket(second, [event]), { subject: second });
    expect(await desk.readEvent(event)).toMatchObject({
      status: 'closed',
      outcome: 'ticket-closed',
      tickets: [
        { ticketId: first, closed: true },
        { ticketId: second, closed: true },
      ],
    });
  });

  it('goes on with the ticket its own was merged into', async () => {
    const event = await desk.event([await desk.contact({ customerId: anId() })]);
    const [merged, into] = [anId(), anId()];
    await service.publish(ticketOpened, anOpenedTicket(merged, [event]), { subject: merged });
    const news = { ticketId: merged, customerId: anId(), into, interactionEventIds: [event] };
    await service.publish(ticketMerged, news, { subject: merged });
    expect(await desk.readEvent(event)).toMatchObject({
      status: 'referred',
      tickets: [
        { ticketId: into, closed: false },
        { ticketId: merged, closed: true },
      ],
    });
    await service.publish(ticketClosed, aClosedTicket(into, [event]), { subject: into });
    expect(await desk.readEvent(event)).toMatchObject({ status: 'closed', outcome: 'ticket-closed' });
  });

  it('is not opened again by late or repeated news of its ticket', async () => {
    const event = await desk.event([await desk.contact({ customerId: anId() })]);
    const ticket = anId();
    await service.publish(ticketClosed, aClosedTicket(ticket, [event]), { subject: ticket });
    const id = await service.publish(ticketOpened, anOpenedTicket(ticket, [event]), { subject: ticket });
    const { version } = await desk.readEvent(event);
    await service.publish(ticketOpened, anOpenedTicket(ticket, [event]), { subject: ticket, id });
    expect(await desk.readEvent(event)).toMatchObject({
      version,
      status: 'closed',
      tickets: [{ ticketId: ticket, closed: true }],
    });
    await service.settled();
    expect(typesOf(event).filter((type) => type === 'interaction-event.closed.v1')).toHaveLength(1);
  });

  it('lets one ticket work on several demands (M:N)', async () => {
    const contact = await desk.contact({ customerId: anId() });
    const events = [await desk.event([contact]), await desk.event([contact])];
    const ticket = anId();
    await service.publish(ticketOpened, anOpenedTicket(ticket, events), { subject: ticket });
    await service.publish(ticketClosed, aClosedTicket(ticket, events), { subject: ticket });
    for (const event of events) expect(await desk.readEvent(event)).toMatchObject({ outcome: 'ticket-closed' });
  });

  it('tells others nothing a person said or can be reached by', async () => {
    const contact = await desk.contact({ address: '+86 139 1111 2222', customerId: anId() });
    await desk.event([contact], { summary: 'My neighbour Bela opened my parcel.' });
    await service.settled();
    expect(JSON.stringify(service.events())).not.toMatch(/139 1111|Bela/);
  });
});
