import type { Decision } from './decisions.js';
import type { RoutingEvent, TransferTarget } from './events.js';
import type { AgentDefinition, QueueMembership, RoutingState } from './model/agent.js';
import type { ContactRequest } from './model/contact.js';
import type { RelaxationStep } from './model/plan.js';
import type { QueueDefinition } from './model/queue.js';
import type { Recorded } from './replay.js';
import { Router } from './router.js';

const SECOND = 1_000;

const QUEUE: Omit<QueueDefinition, 'id'> = {
  strategy: 'longest-idle',
  priorityWorthSeconds: 60,
  offerSeconds: 20,
  ringsAtMost: 5,
  noAnswer: { excludedSeconds: 30, toTheEnd: true, agentBecomes: 'not-responding' },
  rejected: { excludedSeconds: 30, toTheEnd: true },
  breaker: { misses: 5, pauseSeconds: 60 },
  wrapUp: { mode: 'none' },
};
const CALLS_AND_CHATS = { voice: { slots: 1, weight: 100 }, chat: { slots: 10, weight: 10 } };

/** A contact centre with one queue, `support`, told in sentences. Seconds count from when it opened. */
export class ACentre {
  router = Router.empty();
  readonly log: Recorded[] = [];
  readonly #opened = Date.UTC(2026, 10, 23, 9);
  #now = this.#opened;
  #read = 0;

  constructor(support: Partial<QueueDefinition> = {}) {
    this.queue('support', support);
  }

  queue(id: string, more: Partial<QueueDefinition> = {}): this {
    this.apply({ type: 'queue-defined', queue: { id, ...QUEUE, ...more } });
    return this;
  }

  plan(id: string, version: number, steps: readonly RelaxationStep[]): this {
    this.apply({ type: 'plan-published', plan: { id, version, steps } });
    return this;
  }

  /** Of `support`, with calls and chats, and ready. */
  agent(id: string, skills: AgentDefinition['skills'] = {}, more: Partial<AgentDefinition> = {}): this {
    this.defines(id, skills, more);
    return this.sets(id, 'ready');
  }

  defines(id: string, skills: AgentDefinition['skills'] = {}, more: Partial<AgentDefinition> = {}): this {
    const agent = {
      id,
      skills,
      queues: [member('support')],
      capacity: CALLS_AND_CHATS,
      ownWorkKeepsIdle: false,
      ...more,
    };
    this.apply({ type: 'agent-defined', agent });
    return this;
  }

  sets(agentId: string, state: Exclude<RoutingState, 'not-responding'>, when: 'now' | 'after-work' = 'now'): this {
    this.apply({ type: 'agent-state-set', agentId, state, when });
    return this;
  }

  /** A call for `support` that asks for nothing. */
  comes(id: string, more: Partial<ContactRequest> = {}): this {
    const contact = {
      id,
      channel: 'voice',
      queueId: 'support',
      priority: 0,
      required: [],
      preferred: [],
      wishes: [],
      ...more,
    };
    this.apply({ type: 'contact-queued', contact });
    return this;
  }

  accepts(offer: string): this {
    this.apply({ type: 'reservation-accepted', reservationId: this.reservation(offer) });
    return this;
  }

  rejects(offer: string): this {
    this.apply({ type: 'reservation-rejected', reservationId: this.reservation(offer) });
    return this;
  }

  transfers(contactId: string, to: TransferTarget): this {
    this.apply({ type: 'contact-transferred', contactId, to });
    return this;
  }

  ends(contactId: string): this {
    this.apply({ type: 'contact-ended', contactId });
    return this;
  }

  hangsUp(contactId: string): this {
    this.apply({ type: 'contact-abandoned', contactId });
    return this;
  }

  wrapsUp(offer: string): this {
    this.apply({ type: 'wrap-up-completed', reservationId: this.reservation(offer) });
    return this;
  }

  /** Time passes, and the router wakes whenever it asked to. */
  after(seconds: number): this {
    const until = this.#now + seconds * SECOND;
    for (let wake = this.router.nextWake(); wake && wake.getTime() <= until; wake = this.router.nextWake()) {
      this.#now = Math.max(this.#now, wake.getTime());
      this.apply({ type: 'tick' });
    }
    this.#now = until;
    return this;
  }

  /** Time passes, and nobody wakes the router. */
  unnoticed(seconds: number): this {
    this.#now += seconds * SECOND;
    return this;
  }

  apply(event: RoutingEvent): Decision[] {
    const decisions = this.router.apply(event, new Date(this.#now));
    this.log.push({ at: this.#now, event, decisions });
    return decisions;
  }

  /** Offers since it was last asked, e.g. `call to ann`. */
  get offers(): string[] {
    return this.news.flatMap((each) => (each.type === 'offer-made' ? [`${each.contactId} to ${each.agentId}`] : []));
  }

  /** Decisions since it was last asked. */
  get news(): Decision[] {
    const all = this.log.flatMap(({ decisions }) => decisions);
    const fresh = all.slice(this.#read);
    this.#read = all.length;
    return fresh;
  }

  /** What kinds of things were decided since it was last asked, e.g. `offer-made call`. */
  get happened(): string[] {
    return this.news.map((each) => {
      const { contactId, agentId, state, reason } = each as Partial<Record<string, string>>;
      const what = [contactId, agentId, state, reason].filter((part) => part !== undefined).join(' ');
      return `${each.type} ${what}`;
    });
  }

  /** Id of the last such offer. */
  reservation(offer: string): string {
    const all = this.log.flatMap(({ decisions }) => decisions);
    const made = all.findLast((each) => each.type === 'offer-made' && `${each.contactId} to ${each.agentId}` === offer);
    if (made?.type !== 'offer-made') throw new Error(`there was no offer of ${offer}`);
    return made.reservationId;
  }

  /** ms since the epoch. */
  at(seconds: number): number {
    return this.#opened + seconds * SECOND;
  }
}

export function member(queueId: string, priority = 1, delaySeconds = 0): QueueMembership {
  return { queueId, priority, delaySeconds };
}
