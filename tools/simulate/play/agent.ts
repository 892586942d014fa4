import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import type { Caller } from '../../api/caller.js';
import type { ServerEvent } from '../../api/event-stream.js';
import type { Customer } from './customer.js';
import type { WaitingRoom } from './waiting-room.js';

/** What an agent does with contacts of a channel. */
export interface Handling {
  /** With what they hear that one is there for them. */
  readonly begins: 'agent-offered' | 'agent-engaged';
  /** Before they log in. */
  prepare(agent: Agent): Promise<void>;
  /** False: too late. */
  accept(agent: Agent, contactId: string): Promise<boolean>;
  /** Resolves when all of it is done, after-contact work too. */
  handle(agent: Agent, customer: Customer): Promise<void>;
}

const OfContact = z.object({ contactId: z.string() });
const StateChange = z.object({ to: z.string() });
const nothing = z.unknown();
/** As long as the API lets it be; the day is longer only where it is played slowly. */
const LEASE_SECONDS = 900;
const RENEW_EVERY_MS = 300_000;

/** Somebody at a desk, who hears of what happens to them and does what there is to do. */
export class Agent {
  missed = 0;
  #isWanted = false;
  #said = 0;
  #state = 'offline';
  readonly #waitingFor = new Map<string, () => void>();
  readonly #hearing = new AbortController();
  #renewing: NodeJS.Timeout | undefined;

  constructor(
    readonly id: string,
    readonly caller: Caller,
    private readonly room: WaitingRoom,
    private readonly handling: Handling,
  ) {}

  async logIn(): Promise<void> {
    await this.handling.prepare(this);
    await this.#say('log-in');
    await this.#renew();
    this.#renewing = setInterval(() => void this.#renew().catch(() => undefined), RENEW_EVERY_MS);
    void this.caller.hear('/api/v1/agents/me/events', (event) => this.#heard(event), this.#hearing.signal);
  }

  async logOut(): Promise<void> {
    clearInterval(this.#renewing);
    this.#hearing.abort();
    await this.#say('log-out');
  }

  /** Takes contacts, or no more once those in hand are done. */
  async work(isWanted: boolean): Promise<void> {
    if (this.#isWanted === isWanted) return;
    this.#isWanted = isWanted;
    await this.#choose();
  }

  pause(ms: number): Promise<void> {
    return pause(ms);
  }

  /** Resolves when they are in that state, or as soon as they hear that they are. */
  reaches(state: string): Promise<void> {
    if (this.#state === state) return Promise.resolve();
    return new Promise((resolve) => this.#waitingFor.set(state, resolve));
  }

  #heard({ type, data }: ServerEvent): void {
    if (type === 'agent-state-changed') this.#is(StateChange.parse(data).to);
    if (type === this.handling.begins) void this.#take(OfContact.parse(data).contactId);
  }

  #is(state: string): void {
    this.#state = state;
    this.#waitingFor.get(state)?.();
    this.#waitingFor.delete(state);
    if (state !== 'not-responding') return;
    this.missed += 1;
    void this.#choose().catch(() => undefined);
  }

  async #take(contactId: string): Promise<void> {
    const customer = await this.room.find(contactId).catch(() => undefined);
    if (!customer) return;
    try {
      if (!(await customer.answeredBy(() => this.handling.accept(this, contactId)))) return;
      await this.handling.handle(this, customer);
      customer.done();
    } catch (error) {
      customer.fail(error);
    }
  }

  #choose(): Promise<void> {
    return this.#say('status', this.#isWanted ? { state: 'ready' } : { state: 'not-ready', reason: 'admin' });
  }

  #renew(): Promise<void> {
    return this.#say('heartbeat', { leaseSeconds: LEASE_SECONDS });
  }

  async #say(what: string, body: object = {}): Promise<void> {
    await this.caller.post(`/api/v1/agents/me/${what}`, {}, body, `${what}/${(this.#said += 1)}`, nothing);
  }
}
