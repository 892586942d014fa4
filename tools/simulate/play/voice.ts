import { z } from 'zod';
import type { Caller } from '../../api/caller.js';
import type { DayClock } from '../day/day-clock.js';
import type { Agent, Handling } from './agent.js';
import type { Customer, Line } from './customer.js';

const nothing = z.unknown();

/** Callers, by the requests of an IVR server. */
export class VoiceLine implements Line {
  constructor(
    private readonly ivr: Caller,
    private readonly queueId: string,
    private readonly run: string,
  ) {}

  async enter({ arrival }: Customer): Promise<string> {
    const key = `${this.run}/call/${arrival.number}`;
    const call = { channel: 'voice', direction: 'inbound' };
    const { id } = await this.ivr.post('/api/v1/contacts', {}, call, key, z.object({ id: z.string() }));
    const body = { queueId: this.queueId };
    await this.ivr.post('/api/v1/contacts/{id}/queue', { id }, body, `${key}/queue`, nothing);
    return id;
  }

  async leave({ arrival, contactId }: Customer): Promise<void> {
    const key = `${this.run}/call/${arrival.number}/hang-up`;
    await this.ivr.post('/api/v1/contacts/{id}/end', { id: contactId! }, { outcome: 'abandoned' }, key, nothing);
  }
}

/** Talks, ends the call, and wraps up. */
export class CallHandling implements Handling {
  constructor(private readonly clock: DayClock) {}

  async handle({ caller, pause }: Agent, { arrival, contactId }: Customer): Promise<void> {
    await pause(this.clock.msOf(arrival.talkSeconds));
    const key = `handled/${contactId}`;
    await caller.post('/api/v1/contacts/{id}/end', { id: contactId! }, { outcome: 'handled' }, key, nothing);
    await pause(this.clock.msOf(arrival.wrapUpSeconds));
    await caller.post('/api/v1/agents/me/after-contact-work/end', {}, {}, `wrapped-up/${contactId}`, nothing);
  }
}
