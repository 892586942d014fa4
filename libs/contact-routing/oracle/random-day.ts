import type { RoutingEvent, TransferTarget } from '../events.js';
import type { ContactRequest, SkillLevel } from '../model/contact.js';
import type { Dice } from '#libs/kernel/dice';
import type { Ledger } from './ledger.js';
import { everything, RandomDefinitions, SKILLS } from './random-definitions.js';

const CHANNELS = ['voice', 'chat'];
const STATES = ['ready', 'ready', 'ready', 'not-ready', 'logged-out'] as const;

export interface Size {
  readonly agents: number;
  readonly queues: number;
  /** When so many contacts are there, hardly any more come. */
  readonly contacts: number;
}

/** A contact centre in which anything happens at any time, impossible things too. */
export class RandomDay {
  readonly #definitions: RandomDefinitions;
  #contacts = 0;

  constructor(
    private readonly dice: Dice,
    private readonly ledger: Ledger,
    private readonly size: Size,
  ) {
    this.#definitions = new RandomDefinitions(dice, this.#queues);
  }

  /** What there must be before anything can happen. */
  morning(): RoutingEvent[] {
    return [
      ...[0, 1].map(() => this.#definitions.plan()),
      ...this.#numbered('q', this.size.queues).map((id) => this.#definitions.queue(id, [])),
      ...this.#numbered('q', this.size.queues).map((id) => this.#definitions.queue(id, this.#queues)),
      ...this.#numbered('a', this.size.agents).map((id) => this.#defined(id)),
    ];
  }

  /** Ms that pass before the next event. */
  pause(): number {
    return this.dice.onceIn(3) ? 0 : this.dice.below(this.dice.onceIn(20) ? 60_000 : 4_000);
  }

  event(): RoutingEvent {
    const { dice } = this;
    const kind = dice.below(100);
    if (kind < 28)
      return this.ledger.live.size < this.size.contacts || dice.onceIn(20) ? this.#queued() : { type: 'tick' };
    if (kind < 50) return this.#answer();
    if (kind < 62) return { type: 'contact-ended', contactId: this.#handled() };
    if (kind < 70) return { type: 'wrap-up-completed', reservationId: this.#reservation('wrapping') };
    if (kind < 80) return this.#state();
    if (kind < 84) return { type: 'contact-abandoned', contactId: this.#contact() };
    if (kind < 89) return { type: 'contact-transferred', contactId: this.#contact(), to: this.#target() };
    if (kind < 91) return this.#change();
    if (kind < 93) return this.#callback();
    if (kind < 94) return this.#ownWork();
    if (kind < 96) return dice.onceIn(5) ? this.#configuration() : { type: 'tick' };
    if (kind < 99) return this.#colleagues();
    return { type: 'tick' };
  }

  /** Everybody is there, can everything, and takes what is offered: nobody may be left waiting. */
  evening(): RoutingEvent[] {
    return this.#numbered('a', this.size.agents).flatMap((id): RoutingEvent[] => [
      { type: 'agent-defined', agent: { ...this.#definitions.agent(id), ...everything(this.#queues) } },
      { type: 'agent-state-set', agentId: id, state: 'ready', when: 'now' },
    ]);
  }

  get #queues(): string[] {
    return this.#numbered('q', this.size.queues);
  }

  #numbered(letter: string, count: number): string[] {
    return Array.from({ length: count }, (_, index) => `${letter}${index}`);
  }

  #defined(id: string): RoutingEvent {
    return { type: 'agent-defined', agent: this.#definitions.agent(id) };
  }

  #queued(): RoutingEvent {
    const { dice } = this;
    const skills = (): SkillLevel[] => dice.some(SKILLS, 2).map((skill) => ({ skill, level: 1 + dice.below(5) }));
    const wish = (as: 'preferred' | 'last') => ({
      agentId: this.#agentId(),
      as,
      waitSeconds: dice.oneOf([0, 0, 5, 20]),
    });
    this.#contacts += 1;
    const contact: ContactRequest = {
      id: `c${(this.#contacts * 7919) % 100_003}`,
      channel: dice.oneOf(CHANNELS),
      queueId: dice.oneOf(this.#queues),
      priority: dice.onceIn(3) ? dice.below(5) - 1 : 0,
      ...(dice.onceIn(6) && { ageFrom: this.ledger.now - dice.below(60_000) }),
      required: skills(),
      preferred: skills(),
      wishes: dice.onceIn(4) ? dice.some(['preferred', 'last'] as const, 2).map(wish) : [],
    };
    return { type: 'contact-queued', contact };
  }

  #answer(): RoutingEvent {
    const [reservationId, kind] = [this.#reservation('pending'), this.dice.below(10)];
    if (kind < 7) return { type: 'reservation-accepted', reservationId };
    return { type: kind < 9 ? 'reservation-rejected' : 'reservation-canceled', reservationId };
  }

  #state(): RoutingEvent {
    const when = this.dice.onceIn(3) ? 'after-work' : 'now';
    return { type: 'agent-state-set', agentId: this.#agentId(), state: this.dice.oneOf(STATES), when };
  }

  #target(): TransferTarget {
    const { dice } = this;
    const letGo = dice.oneOf(['at-once', 'on-accept'] as const);
    if (dice.onceIn(2))
      return { letGo, queueId: dice.oneOf(this.#queues), age: dice.oneOf(['system', 'queue'] as const) };
    const fallbackQueueId = dice.onceIn(2) ? dice.oneOf(this.#queues) : null;
    return { letGo, agentId: this.#agentId(), waitSeconds: dice.below(15), fallbackQueueId };
  }

  #colleagues(): RoutingEvent {
    const { dice } = this;
    const contactId = this.#handled();
    const agentId = dice.onceIn(3) ? this.#agentId() : (this.#onIt(contactId) ?? this.#agentId());
    const kind = dice.below(10);
    const to = dice.onceIn(2)
      ? { queueId: dice.oneOf(this.#queues) }
      : { agentId: this.#agentId(), waitSeconds: dice.below(15) };
    if (kind < 5) return { type: 'colleague-asked', contactId, to };
    if (kind < 6) return { type: 'request-withdrawn', contactId };
    if (kind < 7) return { type: 'colleague-joined', contactId, agentId };
    if (kind < 8) return { type: 'contact-handed-over', contactId, agentId };
    if (kind < 9) return { type: 'colleague-left', contactId, agentId };
    return { type: 'callback-failed', contactId, notBefore: this.ledger.now + dice.below(30_000) };
  }

  #onIt(contactId: string): string | undefined {
    const onIt = [...this.ledger.open.values()].filter((each) => each.contactId === contactId && each.onIt);
    return this.#pick(onIt.map(({ agentId }) => agentId));
  }

  #change(): RoutingEvent {
    const required = this.dice.onceIn(2) ? { required: [{ skill: this.dice.oneOf(SKILLS), level: 2 }] } : {};
    return { type: 'contact-changed', contactId: this.#contact(), priority: this.dice.below(4), ...required };
  }

  #callback(): RoutingEvent {
    const later = this.dice.onceIn(2) ? { notBefore: this.ledger.now + this.dice.below(30_000) } : {};
    return { type: 'callback-requested', contactId: this.#contact(), ...later };
  }

  #ownWork(): RoutingEvent {
    this.#contacts += 1;
    return { type: 'own-work-begun', agentId: this.#agentId(), contactId: `o${this.#contacts}`, channel: 'voice' };
  }

  #configuration(): RoutingEvent {
    const kind = this.dice.below(10);
    if (kind < 3) return this.#definitions.queue(this.dice.oneOf(this.#queues), this.#queues);
    if (kind < 5) return this.#definitions.plan();
    if (kind < 9) return this.#defined(this.#agentId());
    return { type: 'agent-removed', agentId: this.#agentId() };
  }

  #agentId(): string {
    return `a${this.dice.below(this.size.agents)}`;
  }

  #contact(): string {
    return this.#pick(this.ledger.live.keys()) ?? 'c-unknown';
  }

  #handled(): string {
    const accepted = [...this.ledger.open.values()].filter(({ state }) => state === 'accepted');
    return this.#pick(accepted.map(({ contactId }) => contactId)) ?? this.#contact();
  }

  /** Sometimes one that is in another state. */
  #reservation(state: string): string {
    const open = [...this.ledger.open].filter(([, each]) => each.state === state || this.dice.onceIn(20));
    return this.#pick(open.map(([id]) => id)) ?? 'c-unknown/1';
  }

  #pick(ids: Iterable<string>): string | undefined {
    const all = [...ids];
    return all.length === 0 ? undefined : this.dice.oneOf(all);
  }
}
