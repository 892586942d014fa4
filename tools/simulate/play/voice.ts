import { z } from 'zod';
import { Refused, type Caller } from '../../api/caller.js';
import type { DayClock } from '../day/day-clock.js';
import { PICK_UP_SECONDS } from '../day/habits.js';
import type { Agent, Handling } from './agent.js';
import type { Customer, Line } from './customer.js';

const nothing = z.unknown();
const Called = z.object({ contactId: z.string() });
/** Before they were in line. */
const HUNG_UP = 'contact-not-waiting';

/** Somebody hears a moment later that they were answered, or nobody was there for them. */
const HEARSAY_MS = 2_000;

/** Callers of the simulated switch, who wait, talk and hang up by themselves. */
export class VoiceLine implements Line {
  /** The switch knows first. */
  readonly graceMs = HEARSAY_MS;

  constructor(
    private readonly outside: Caller,
    private readonly ivr: Caller,
    private readonly queueId: string,
    private readonly run: string,
    private readonly clock: DayClock,
  ) {}

  async enter({ arrival }: Customer): Promise<string> {
    const { number, patienceSeconds, talkSeconds } = arrival;
    const key = `${this.run}/call/${number}`;
    const call = {
      from: `+1555${String(number).padStart(7, '0')}`,
      to: '4001',
      patienceMs: Math.round(this.clock.msOf(patienceSeconds)),
      talkMs: Math.round(this.clock.msOf(talkSeconds)),
    };
    const { contactId: id } = await this.outside.post('/api/v1/telephony/simulated/calls', {}, call, key, Called);
    const queued = this.ivr.post(
      '/api/v1/contacts/{id}/queue',
      { id },
      { queueId: this.queueId },
      `${key}/queue`,
      nothing,
    );
    await queued.catch((error: unknown) => {
      if (!(error instanceof Refused && error.code === HUNG_UP)) throw error;
    });
    return id;
  }

  /** They have hung up already. */
  async leave(): Promise<void> {}
}

/** The telephone rings, is picked up and hung up without the API; what is left is the wrap-up. */
export class CallHandling implements Handling {
  readonly begins = 'agent-engaged';

  constructor(
    private readonly outside: Caller,
    private readonly clock: DayClock,
  ) {}

  async prepare({ id }: Agent): Promise<void> {
    const telephone = { answersAfterMs: Math.round(this.clock.msOf(PICK_UP_SECONDS)) };
    const given = { extension: id };
    await this.outside.put('/api/v1/telephony/simulated/telephones/{extension}', given, telephone, nothing);
  }

  async accept(): Promise<boolean> {
    return true;
  }

  async handle(agent: Agent, { arrival, contactId }: Customer): Promise<void> {
    await agent.reaches('after-contact-work');
    await agent.pause(this.clock.msOf(arrival.wrapUpSeconds));
    await agent.caller.post('/api/v1/agents/me/after-contact-work/end', {}, {}, `wrapped-up/${contactId}`, nothing);
  }
}
