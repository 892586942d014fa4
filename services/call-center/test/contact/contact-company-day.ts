import { expect } from '@jest/globals';
import fc from 'fast-check';
import { newId } from '#libs/kernel/id';
import type { Engine } from '#libs/testing/engines';
import { FakeClock } from '#libs/testing/fake-clock';
import type { AgentMove } from '../../src/agent/agent-moves.api.js';
import type { ContactRow } from '../../src/contact/infra/contact.schema.js';
import type { DeskCommand } from '../../src/routing/desk.api.js';
import { ALane, READY, setUp } from '../routing/a-lane.js';
import { asksOf, mattering, partyOf } from './contact-company-picks.js';

const AGENTS = ['ada', 'bea', 'cid', 'dan', 'eve'];
const QUEUES = {
  calls: { offerSeconds: 15, callback: { attempts: 2, retrySeconds: 60, from: '00:00', to: '24:00' } },
  wrapped: { wrapUp: { mode: 'timeboxed', seconds: 20 }, leavesAfterSeconds: 50 },
  mandatory: { wrapUp: { mode: 'mandatory' }, strategy: 'ring-all', ringsAtMost: 2 },
};
const KINDS = [
  ...['call', 'call', 'accept', 'accept', 'accept', 'accept', 'decline', 'end', 'hang-up', 'time', 'move', 'restart'],
  ...['consult', 'consult', 'consult', 'consult', 'conference', 'conference', 'cancel', 'transfer', 'complete'],
  ...['give-back', 'merge', 'merge', 'swap', 'swap', 'swap', 'leave', 'remove', 'hand-over', 'take-over'],
  ...['callback', 'callback', 'attempt'],
] as const;

/** One thing that somebody does; the numbers say to whom and with what. */
export const aStep = fc.record({ kind: fc.constantFrom(...KINDS), a: fc.nat(59), b: fc.nat(59), c: fc.nat(59) });
export type CompanyStep = Parameters<Parameters<typeof aStep.map>[0]>[0];

/** A tenant's day on which contacts go through many hands; what is refused is refused. */
export class CompanyDay {
  readonly clock = new FakeClock();
  lane: ALane;
  /** What was done and not refused. */
  readonly done = new Set<string>();

  private constructor(private readonly engine: Engine) {
    this.lane = new ALane(engine.database, this.clock);
  }

  static async on(engine: Engine): Promise<CompanyDay> {
    const day = new CompanyDay(engine);
    await setUp(engine.database, day.clock, QUEUES);
    for (const agent of AGENTS) await day.lane.agent(agent);
    return day;
  }

  async take(step: CompanyStep): Promise<void> {
    try {
      if (await this.#take(step)) this.done.add(step.kind);
    } catch (error) {
      if (typeof (error as { kind?: unknown }).kind !== 'string') throw error;
    }
    expect(await this.lane.disagreements()).toBe(0);
    await this.#agrees();
  }

  /** All is over: nobody has or wraps up anything, and nothing of anybody's room is taken. */
  async ends(): Promise<void> {
    for (const { id, status, course } of await this.lane.contacts()) {
      if (status === 'in-progress' || status === 'held') await this.lane.end(id);
      const outcome = course?.callback ? 'self-served' : 'abandoned';
      if (status === 'waiting' || status === 'offered')
        await this.lane.does({ type: 'contact-ends', contactId: id, outcome, by: null });
    }
    this.clock.advance({ seconds: 60 });
    await this.lane.tick();
    for (const agentId of AGENTS) {
      const end = { type: 'agent-moves', agentId, move: { do: 'end-after-work' } } as const;
      await this.lane.does(end).catch(() => undefined);
      await this.lane.does({ type: 'agent-moves', agentId, move: { do: 'tidy' } });
    }
    const taken = (await this.lane.agents()).map(({ hands }) => [hands.offers, hands.engagements, hands.afterWork]);
    expect(taken.flat(2)).toEqual([]);
    expect(AGENTS.flatMap((id) => this.lane.lane.live!.router.agent(id)!.work)).toEqual([]);
    const statuses = (await this.lane.contacts()).map(({ status }) => status);
    expect(statuses.filter((status) => status !== 'ended')).toEqual([]);
    await this.lane.replays();
  }

  /** One has it, or nobody; who is on it is so everywhere, and nobody else is. */
  async #agrees(): Promise<void> {
    const { router } = this.lane.lane.live!;
    const agents = await this.lane.agents();
    for (const { id, status, agentId, course } of await this.lane.contacts()) {
      const engaged = agents.flatMap(({ id: agent, hands }) =>
        hands.engagements.filter((each) => each.contactId === id).map((each) => `${agent} ${each.id}`),
      );
      const isHad = status === 'in-progress' || status === 'held';
      const others = (course?.participants ?? []).map((each) => `${each.agentId} ${each.reservationId}`);
      const owner = isHad ? [`${agentId} ${course!.reservationId}`] : [];
      expect([id, status, engaged.sort()]).toEqual([id, status, [...owner, ...others].sort()]);
      expect([id, course?.heldSince != null]).toEqual([id, status === 'held']);
      const seen = router.contact(id);
      expect([id, seen?.handledBy ?? null]).toEqual([
        id,
        isHad ? { agentId, reservationId: course!.reservationId } : null,
      ]);
      expect([id, seen?.asks ?? null]).toEqual([id, asksOf(course)]);
    }
  }

  /** False: there is nothing to do it to. */
  async #take({ kind, a, b, c }: CompanyStep): Promise<boolean> {
    const contacts = await this.lane.contacts();
    const having = mattering(
      kind,
      contacts.filter(({ status }) => status === 'in-progress' || status === 'held'),
    );
    const picked = having[a % Math.max(having.length, 1)];
    const agentId = AGENTS[b % AGENTS.length]!;
    const queueId = Object.keys(QUEUES)[c % 3]!;
    const to = c % 3 === 0 ? { queueId } : { agentId: this.#idle(b) ?? agentId, waitSeconds: 20 };
    switch (kind) {
      case 'call':
        await this.lane.call(queueId, a % 3 === 0 ? 'chat' : 'voice');
        return true;
      case 'accept':
      case 'decline':
        return this.#answer(kind, contacts, a, b);
      case 'hang-up':
        return this.#hangUp(contacts[a % Math.max(contacts.length, 1)]);
      case 'time':
        this.clock.advance({ seconds: a / 3 });
        await this.lane.tick();
        return true;
      case 'move':
        return this.#does({ type: 'agent-moves', agentId, move: MOVES[c % MOVES.length]! });
      case 'callback': {
        const waiting = contacts.filter(({ status }) => status === 'waiting' || status === 'offered');
        const contact = waiting[a % Math.max(waiting.length, 1)];
        const asked = { queue: null, wish: { number: null, notBefore: null } };
        return !!contact && this.#does({ type: 'callback-asked', contactId: contact.id, ...asked });
      }
      case 'restart':
        this.lane = new ALane(this.engine.database, this.clock);
        await this.lane.tick();
        return true;
      default:
        if (picked) return this.#with(picked, kind, { agentId, to, other: partyOf(picked, b) });
        if (await this.#answer('accept', contacts, a, b)) return false;
        await this.lane.call(queueId);
        return false;
    }
  }

  async #with(
    { id: contactId, agentId: owner }: ContactRow,
    kind: CompanyStep['kind'],
    { agentId, to, other }: { agentId: string; to: Asked; other: string },
  ): Promise<boolean> {
    const by = { id: owner!, forOthers: false };
    const now = this.clock.now();
    switch (kind) {
      case 'end':
        return this.#does({ type: 'contact-ends', contactId, outcome: 'handled', by });
      case 'consult':
      case 'conference':
        return this.#does({ type: 'colleague-asked', contactId, wish: { id: newId(now), kind, to }, by });
      case 'cancel':
        for (const asked of ['transfer', 'consult', 'conference'] as const)
          await this.#does({ type: 'request-cancelled', contactId, kind: asked, by }).catch(() => undefined);
        return true;
      case 'complete':
        return this.#does({ type: 'consultation-over', contactId, as: 'completed', by });
      case 'give-back':
        return this.#does({ type: 'consultation-over', contactId, as: 'ended', by: { ...by, id: other } });
      case 'merge':
        await this.lane.changes(contactId, (contact, at) => contact.mergeConsultation(by, at));
        return true;
      case 'swap':
        await this.lane.changes(contactId, (contact, at) => contact.swap(by, at));
        return true;
      case 'transfer': {
        const letGo = 'queueId' in to ? 'on-accept' : 'at-once';
        const target = 'queueId' in to ? { ...to, age: 'system' as const } : { ...to, fallbackQueueId: null };
        return this.#does({ type: 'contact-transfers', contactId, to: { ...target, letGo }, by });
      }
      case 'leave':
        return this.#does({ type: 'participant-leaves', contactId, agentId: other, successor: null });
      case 'remove':
        return this.#does({ type: 'participant-removed', contactId, agentId: other, by });
      case 'hand-over':
        return this.#does({ type: 'contact-handed-over', contactId, agentId: other, by });
      case 'take-over':
        return this.#does({ type: 'contact-taken-over', contactId, supervisorId: agentId });
      default:
        return this.#does({ type: 'callback-attempted', contactId, outcome: OUTCOMES[agentId.length % 2]!, by });
    }
  }

  /** Somebody who could be offered something. */
  #idle(n: number): string | undefined {
    const { router } = this.lane.lane.live!;
    const idle = AGENTS.filter((id) => router.agent(id)?.state === 'ready' && router.agent(id)!.work.length === 0);
    return idle[n % Math.max(idle.length, 1)];
  }

  async #answer(kind: 'accept' | 'decline', contacts: readonly ContactRow[], a: number, b: number): Promise<boolean> {
    const ringing = contacts.filter(({ course }) => course && course.offers.length > 0);
    const asked = ringing.filter(({ course }) => course!.request);
    const offered = asked.length > 0 && a % 4 > 0 ? asked : ringing;
    const contact = offered[a % Math.max(offered.length, 1)];
    const offers = contact?.course?.offers ?? [];
    const offer = offers[b % Math.max(offers.length, 1)];
    if (!offer) return false;
    const type = kind === 'accept' ? 'offer-accepted' : 'offer-declined';
    return this.#does({ type, contactId: contact!.id, agentId: offer.agentId });
  }

  async #hangUp(row: ContactRow | undefined): Promise<boolean> {
    let outcome: 'handled' | 'self-served' | 'abandoned' | undefined;
    if (row) await this.lane.changes(row.id, (contact) => (outcome = contact.outcomeOfLeaving('abandoned')));
    if (!row || !outcome) return false;
    return this.#does({ type: 'contact-ends', contactId: row.id, outcome, by: null });
  }

  async #does(command: DeskCommand): Promise<boolean> {
    await this.lane.does(command);
    return true;
  }
}

type Asked = { readonly queueId: string } | { readonly agentId: string; readonly waitSeconds: number };

const OUTCOMES = ['no-answer', 'reached'] as const;
const MOVES: readonly AgentMove[] = [
  READY,
  READY,
  { do: 'end-after-work' },
  { do: 'choose', status: { state: 'not-ready', reason: 'meal' } },
  { do: 'log-in' },
];
