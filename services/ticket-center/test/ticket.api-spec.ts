import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startForTest, type ServiceInTest } from '#libs/testing/service-in-test';
import type { TicketView } from '../src/ticket/ticket.dto.js';
import { ticketCenter } from '../src/service.js';

const CUSTOMER = '0199d2f0-0000-7000-8000-000000000001';

describe('tickets over HTTP', () => {
  let service: ServiceInTest;
  beforeAll(async () => {
    service = await startForTest(ticketCenter);
  });
  afterAll(() => service.stop());

  it('opens one, with a number people can say', async () => {
    const mia = await service.as('ticket:*');
    const opened = await mia.post<TicketView>('/api/v1/tickets', { ticketType: 'general', customerId: CUSTOMER, subject: 'Where is it?' });
    expect(opened.status).toBe(201);
    expect(opened.body).toMatchObject({ number: 'T-20261123-000001', status: 'new', assigneeId: null });
    expect(opened.headers.get('etag')).toBe('"1"');
  });
});
