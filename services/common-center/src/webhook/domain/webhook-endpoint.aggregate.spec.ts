import { describe, expect, it } from '@jest/globals';
import { matches } from './event-pattern.js';
import { failureMatters, WebhookEndpoint } from './webhook-endpoint.aggregate.js';
import { WebhookEndpointActive, WebhookEndpointDisabled } from './webhook-endpoint.errors.js';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const start = new Date('2026-11-23T09:00:00Z');
const after = (ms: number) => new Date(start.getTime() + ms);

function endpoint(): WebhookEndpoint {
  const text = { url: 'https://hooks.example.com/', description: '', eventTypes: ['ticket.*'] };
  const registered = WebhookEndpoint.register('e1', text, 'one', start);
  registered.takeEvents();
  return registered;
}

describe('a webhook endpoint', () => {
  it('keeps the former secret for the overlap', () => {
    const rotated = endpoint();
    rotated.rotateSecret('two', HOUR, start);
    expect(rotated).toMatchObject({ secret: 'two', formerSecret: 'one', formerSecretUntil: after(HOUR) });
    rotated.rotateSecret('three', HOUR, after(DAY));
    expect(rotated).toMatchObject({ secret: 'three', formerSecret: 'two' });
  });

  it('is disabled when nothing reached it for five days, and says so once', () => {
    const failing = endpoint();
    failing.failed(start);
    failing.failed(after(5 * DAY - 1));
    expect(failing.isActive).toBe(true);
    failing.failed(after(5 * DAY));
    failing.failed(after(6 * DAY));
    expect(failing.isActive).toBe(false);
    expect(failing.takeEvents().map(({ type }) => type)).toEqual([
      'webhook-endpoint-failed',
      'webhook-endpoint-disabled',
    ]);
  });

  it('counts anew from what reached it', () => {
    const shaky = endpoint();
    shaky.failed(start);
    shaky.succeeded(after(4 * DAY));
    shaky.failed(after(5 * DAY));
    expect(shaky.isActive).toBe(true);
    expect(shaky).toMatchObject({ failingSince: after(5 * DAY) });
  });

  it('that is gone is disabled at once, and told again it stays as it is', () => {
    const left = endpoint();
    left.gone(start);
    left.gone(after(1));
    expect(left.takeEvents()).toEqual([{ type: 'webhook-endpoint-disabled', at: start, because: 'gone' }]);
  });

  it('begins anew when it is enabled', () => {
    const again = endpoint();
    again.failed(start);
    again.disable(after(DAY));
    again.enable(after(6 * DAY));
    again.failed(after(7 * DAY));
    expect(again.isActive).toBe(true);
  });

  it('refuses to be enabled twice, disabled twice, and tested while disabled', () => {
    const refusing = endpoint();
    expect(() => refusing.enable(start)).toThrow(WebhookEndpointActive);
    refusing.disable(start);
    expect(() => refusing.disable(start)).toThrow(WebhookEndpointDisabled);
    expect(() => refusing.requestTest(start)).toThrow(WebhookEndpointDisabled);
  });

  it('is written at the first failure and at the last, not at those between', () => {
    expect(failureMatters(null, start)).toBe(true);
    expect(failureMatters(start, after(DAY))).toBe(false);
    expect(failureMatters(start, after(5 * DAY))).toBe(true);
  });
});

describe('a pattern of event types', () => {
  it.each([
    ['*', 'ticket.solved.v1', true],
    ['ticket.*', 'ticket.solved.v1', true],
    ['ticket.*', 'ticket-quality.checked.v1', false],
    ['ticket.solved.v1', 'ticket.solved.v1', true],
    ['ticket.solved.v1', 'ticket.solved.v10', false],
    ['ticket.solved', 'ticket.solved.v1', false],
  ])('%s on %s: %s', (pattern, type, expected) => {
    expect(matches(pattern, type)).toBe(expected);
  });
});
