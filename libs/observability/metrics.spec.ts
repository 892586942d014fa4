import { describe, expect, it } from '@jest/globals';
import { FakeClock } from '#libs/testing/fake-clock';
import { eventMetrics } from './event-metrics.js';
import { httpMetrics } from './http-metrics.js';
import { Metrics } from './metrics.js';

describe('the metrics of a service', () => {
  it('tell the process once however many services share it', async () => {
    const [first, second] = [new Metrics('gateway'), new Metrics('ticket-center')];

    expect(await first.text()).toContain('process_cpu_seconds_total');
    expect(await second.text()).not.toContain('process_');
  });

  it('are the service’s own and say so', async () => {
    const [calls, tickets] = [new Metrics('call-center'), new Metrics('ticket-center')];

    tickets.counter('switchboard_ticket_opened_total', 'Tickets opened', ['channel']).inc({ channel: 'voice' });

    expect(await tickets.text()).toContain(
      'switchboard_ticket_opened_total{channel="voice",service="ticket-center"} 1',
    );
    expect(await calls.text()).not.toContain('switchboard_ticket_opened_total');
  });

  it('are the same under the same name', async () => {
    const metrics = new Metrics('ticket-center');
    const counter = () => metrics.counter('switchboard_ticket_opened_total', 'Tickets opened');
    const gauge = () => metrics.gauge('switchboard_ticket_open_count', 'Tickets open');
    const histogram = () => metrics.histogram('switchboard_ticket_age_seconds', 'Age at closing', [1, 60]);

    expect(counter()).toBe(counter());
    expect(gauge()).toBe(gauge());
    expect(histogram()).toBe(histogram());
    expect(() => metrics.gauge('switchboard_ticket_age_seconds', 'Age')).toThrow('another kind');
  });

  it.each([
    'ticket_opened_total',
    'switchboard_opened_total',
    'switchboard_ticket_opened',
    'switchboard_Ticket_opened_total',
  ])('are not named %s', (name) => {
    expect(() => new Metrics('ticket-center').counter(name, 'x')).toThrow('switchboard_<context>_<thing>_<unit>');
  });

  it('have the unit that their kind has', () => {
    const metrics = new Metrics('ticket-center');

    expect(() => metrics.counter('switchboard_ticket_age_seconds', 'x')).toThrow('unit total');
    expect(() => metrics.gauge('switchboard_ticket_open_total', 'x')).toThrow('unit total');
    expect(() => metrics.histogram('switchboard_ticket_age_milliseconds', 'x', [1])).toThrow('unit total');
  });
});

describe('a gauge that is collected', () => {
  it('has only the values that were set this time', async () => {
    const metrics = new Metrics('ticket-center');
    const depths = [{ acme: 3, globex: 1 }, { globex: 2 }];
    metrics.gauge('switchboard_outbox_waiting_count', 'Events waiting', ['tenant'], async (gauge) => {
      for (const [tenant, depth] of Object.entries(depths.shift()!)) gauge.set({ tenant }, depth);
    });

    expect(await metrics.text()).toContain('waiting_count{tenant="acme",service="ticket-center"} 3');
    const second = await metrics.text();
    expect(second).not.toContain('acme');
    expect(second).toContain('waiting_count{tenant="globex",service="ticket-center"} 2');
  });

  it('is left out and counted when it fails, and the others are told', async () => {
    const metrics = new Metrics('ticket-center');
    const fails = () => Promise.reject(new Error('database away'));
    metrics.gauge('switchboard_outbox_lag_seconds', 'Age of the oldest event', [], fails);
    metrics.gauge('switchboard_outbox_waiting_count', 'Events waiting', ['tenant'], fails);
    metrics.counter('switchboard_ticket_opened_total', 'Tickets opened').inc();

    await metrics.text();
    const text = await metrics.text();

    expect(text).not.toMatch(/^switchboard_outbox/m);
    expect(text).toMatch(/^switchboard_metrics_failures_total\{metric="switchboard_outbox_lag_seconds",.*\} [12]$/m);
    expect(text).toMatch(/^switchboard_metrics_failures_total\{metric="switchboard_outbox_waiting_count",.*\} [12]$/m);
    expect(text).toMatch(/^switchboard_ticket_opened_total\{.*\} 1$/m);
  });
});

describe('the duration of requests', () => {
  it('is told by method, route template and status class', async () => {
    const metrics = new Metrics('ticket-center');
    const record = httpMetrics(metrics);

    record('GET', '/api/v1/tickets/:id', 200, 0.02);
    record('GET', '/api/v1/tickets/:id', 204, 0.2);
    record('GET', '/api/v1/tickets/:id', 404, 0.004);

    const text = await metrics.text();
    const labels = 'method="GET",route="/api/v1/tickets/:id"';
    expect(text).toContain(
      `switchboard_http_request_seconds_bucket{le="0.025",${labels},status="2xx",service="ticket-center"} 1`,
    );
    expect(text).toMatch(new RegExp(`^switchboard_http_request_seconds_count\\{.*status="2xx".*\\} 2$`, 'm'));
    expect(text).toMatch(new RegExp(`^switchboard_http_request_seconds_count\\{.*status="4xx".*\\} 1$`, 'm'));
  });

  it('has no labels that a client could make up', async () => {
    const metrics = new Metrics('ticket-center');
    const record = httpMetrics(metrics);

    record('PROPFIND', undefined, 404, 0.001);
    record('MKCOL', undefined, 404, 0.001);

    const text = await metrics.text();
    expect(text.match(/^switchboard_http_request_seconds_count.*$/gm)).toEqual([
      expect.stringMatching(/method="other",route="unmatched",status="4xx",.*\} 2$/),
    ]);
  });
});

describe('deliveries of events', () => {
  it('are counted by type and outcome, types without a contract as one', async () => {
    const metrics = new Metrics('ticket-center');
    const record = eventMetrics(metrics, new FakeClock('2026-11-23T09:00:00Z'));

    record('ticket.opened.v1', 'handled');
    record('made-up-1', 'dead');
    record('made-up-2', 'dead');

    const text = await metrics.text();
    expect(text).toMatch(/^switchboard_events_deliveries_total\{type="ticket\.opened\.v1",outcome="handled",.*\} 1$/m);
    expect(text).toMatch(/^switchboard_events_deliveries_total\{type="unknown",outcome="dead",.*\} 2$/m);
    expect(text).not.toContain('made-up');
  });

  it('say how old an event was when it was handled, and of no other', async () => {
    const metrics = new Metrics('ticket-center');
    const record = eventMetrics(metrics, new FakeClock('2026-11-23T09:00:00Z'));

    record('ticket.opened.v1', 'handled', '2026-11-23T08:59:58.500Z');
    record('ticket.opened.v1', 'retried');

    const text = await metrics.text();
    expect(text).toMatch(/^switchboard_events_lag_seconds_sum\{.*\} 1\.5$/m);
    expect(text).toMatch(/^switchboard_events_lag_seconds_count\{.*\} 1$/m);
  });
});
