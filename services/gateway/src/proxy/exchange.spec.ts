import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import { describe, expect, it } from '@jest/globals';
import { Exchange } from './exchange.js';

const answer = () => new ServerResponse(new IncomingMessage(new Socket()));
const attempt = { signal: AbortSignal.timeout(60_000), remainingMs: 60_000, onOver: () => undefined };

describe('an exchange with a service', () => {
  // A second listener of one event is kept in a list that V8 makes old at birth (docs/adr/0038).
  it('leaves it to the door to hear that the answer is closed', () => {
    const response = answer();
    new Exchange(response, attempt, 1_000);

    expect(response.listenerCount('close')).toBe(0);
  });

  it('has no answer for a client that left before', async () => {
    const exchange = new Exchange(answer(), attempt, 1_000);
    exchange.left();

    await expect(exchange.begun).rejects.toMatchObject({ message: 'the client ended it' });
  });
});
