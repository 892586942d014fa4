import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { GatewayInTest } from './gateway-in-test.js';
import { answerJson, type StubUpstream } from './stub-upstream.js';

describe('a request through the gateway', () => {
  let gateway: GatewayInTest;
  let tickets: StubUpstream;

  beforeAll(async () => {
    gateway = await GatewayInTest.start();
    tickets = await gateway.upstream('ticket-center', {
      'GET /api/v1/tickets/{id}': { permission: 'ticket:read' },
      'POST /api/v1/tickets': { permission: 'ticket:open', handle: answerJson({ id: '1' }, 201, { etag: '"1"' }) },
      'GET /api/v1/prices': {},
    });
  });
  afterAll(() => gateway.stop());

  it('reaches the service that offers it, and brings its answer back', async () => {
    const token = await gateway.token(['ticket:read']);
    const answer = await gateway.send('GET', '/api/v1/tickets/7?full=1', { token });
    expect(answer).toMatchObject({ status: 200, json: { service: 'ticket-center' } });
    expect(tickets.asked.at(-1)).toMatchObject({ method: 'GET', url: '/api/v1/tickets/7?full=1' });
  });
});
