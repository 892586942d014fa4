import { expect, it } from '@jest/globals';
import { eventsIn, type ServerEvent } from './event-stream.js';

it('events are told apart however they are cut, and comments are nothing', async () => {
  const text =
    ': here\n\nevent: agent-offered\nid: 7\ndata: {"contactId":"c:1","name":"Ä"}\n\nevent: x\ndata: 1\n\ndata: half';
  const bytes = Buffer.from(text);
  const events: ServerEvent[] = [];
  for await (const event of eventsIn(bytewise(bytes))) events.push(event);
  expect(events).toEqual([
    { id: '7', type: 'agent-offered', data: { contactId: 'c:1', name: 'Ä' } },
    { id: '', type: 'x', data: 1 },
  ]);
});

async function* bytewise(bytes: Buffer): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += 1) yield bytes.subarray(at, at + 1);
}
