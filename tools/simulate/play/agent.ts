import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import { Refused, type Caller } from '../../api/caller.js';
import type { ServerEvent } from '../../api/event-stream.js';
import type { Customer } from './customer.js';
import type { WaitingRoom } from './waiting-room.js';

/** What an agent does with a contact they have taken. */
export interface Handling {
  /** Resolves when all of it is done, after-contact work too. */
  handle(agent: Agent, customer: Customer): Promise<void>;
}

const OfContact = z.object({ contactId: z.string() });
const StateChange = z.object({ to: z.string() });
const nothing = z.unknown();
/** As long as the API lets it be; the day is longer only where it is played slowly. */
const LEASE_SECONDS = 900;
const RENEW_EVERY_MS = 300_000;
/** The offer was over already, or is unknown. */
const TOO_LATE = new Set([404, 409]);

/** Somebody at a desk: hears of offers, takes each at once, handles it. */
export class Agent {
  missed = 0;
  readonly pause = (ms: number): Promise<void> => pause(ms);
  #isWanted = false;
  #commands = 0;
  readonly #hearing = new AbortController();
  #renewing: NodeJS.Timeout | undefined;

  constructor(
    readonly id: string,
    readonly caller: Caller,
    private readonly room: WaitingRoom,
    private readonly handling: Handling,
  ) {}

  async logIn(): Promise<void> {
    await this.#me('log-in');
    await this.#me('heartbeat', { leaseSeconds: LEASE_SECONDS });
    this.#renewing = setInterval(
      () => void this.#me('heartbeat', { leaseSeconds: LEASE_SECONDS }).catch(() => {}),
      RENEW_EVERY_MS,
    );
    void this.caller.hear('/api/v1/agents/me/events', (event) => void this.#heard(event), this.#hearing.signal);
  }

  async logOut(): Promise<void> {
    clearInterval(this.#renewing);
    this.#hearing.abort();
    await this.#me('log-out');
  }

  /** Takes contacts, or no more once those in hand are done. */
  async work(isWanted: boolean): Promise<void> {
    if (this.#isWanted === isWanted) return;
    this.#isWanted = isWanted;
    await this.#choose();
  }

  #choose(): Promise<void> {
    return this.#me('status', this.#isWanted ? { state: 'ready' } : { state: 'not-ready', reason: 'paperwork' });
  }

  async #heard({ type, data }: ServerEvent): Promise<void> {
    if (type === 'agent-offered') return this.#take(OfContact.parse(data).contactId);
    if (type !== 'agent-state-changed' || StateChange.parse(data).to !== 'not-responding') return;
    this.missed += 1;
    await this.#choose().catch(() => undefined);
  }

  async #take(contactId: string): Promise<void> {
    const customer = await this.room.find(contactId).catch(() => undefined);
    if (!customer) return;
    try {
      if (!(await customer.answeredBy(() => this.#accept(contactId)))) return;
      await this.handling.handle(this, customer);
      customer.done();
    } catch (error) {
      customer.fail(error);
    }
  }

  async #accept(contactId: string): Promise<boolean> {
    try {
      const key = `accept/${contactId}/${(this.#commands += 1)}`;
      await this.caller.post('/api/v1/contacts/{id}/accept', { id: contactId }, {}, key, nothing);
      return true;
    } catch (error) {
      if (error instanceof Refused && TOO_LATE.has(error.status)) return false;
      throw error;
    }
  }

  async #me(what: string, body: object = {}): Promise<void> {
    await this.caller.post(`/api/v1/agents/me/${what}`, {}, body, `${what}/${(this.#commands += 1)}`, nothing);
  }
}
