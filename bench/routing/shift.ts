import type { Decision, OfferMade } from '#libs/contact-routing/decisions';
import type { RoutingEvent } from '#libs/contact-routing/events';
import { Router } from '#libs/contact-routing/router';
import type { Dice } from '#libs/kernel/dice';
import { ownCall, type Centre } from './centre.js';
import { ScanDesk } from './scan-desk.js';
import { Stopwatch } from './stopwatch.js';

/** A router and, beside it, somebody who looks at everybody: the same contacts, the same agents, the same instants. */
export class Shift {
  readonly router = Router.empty();
  readonly comes = { indexed: Stopwatch.new(), scanned: Stopwatch.new() };
  readonly frees = { indexed: Stopwatch.new(), scanned: Stopwatch.new() };
  readonly accepts = Stopwatch.new();
  offers = 0;
  disagreements = 0;
  #now = Date.UTC(2026, 10, 23, 9);
  readonly #scan: ScanDesk | null;
  /** What each agent has. */
  readonly #work = new Map<string, string>();

  /** All agents are busy in the beginning, or all wait. */
  constructor(
    private readonly dice: Dice,
    private readonly centre: Centre,
    areBusy: boolean,
    withScan: boolean,
  ) {
    for (const event of centre.opening(areBusy)) this.#apply(event);
    this.#scan = withScan ? new ScanDesk(centre.agents, centre.strategy === 'best-skilled') : null;
    for (const { id } of centre.agents) {
      if (areBusy) this.#work.set(id, `own-${id}`);
      else this.#scan?.frees(id, this.#now);
    }
  }

  /** While all are busy. */
  queueUp(contacts: number): void {
    for (let index = 0; index < contacts; index += 1) {
      const contact = this.centre.contact();
      this.#pass();
      this.#apply({ type: 'contact-queued', contact });
      this.#scan?.waits(contact, this.#now);
    }
  }

  /** An agent ends a call and takes the next contact, if there is one for it, and another contact comes. */
  agentFrees(): void {
    const { id } = this.dice.oneOf(this.centre.agents);
    const contactId = this.#work.get(id)!;
    if (!this.#end(id, contactId)) this.#ownCall(id);
    this.#comes();
  }

  /** A contact comes and goes to one of the agents who wait; it is over after a while. */
  contactComes(open: string[]): void {
    const agentId = this.#comes();
    if (agentId !== undefined) open.push(agentId);
    if (open.length > this.centre.agents.length / 2) {
      const over = open.splice(this.dice.below(open.length), 1)[0]!;
      this.#end(over, this.#work.get(over)!);
    }
  }

  #comes(): string | undefined {
    const contact = this.centre.contact();
    this.#pass();
    const { indexed, scanned } = this.comes;
    const offer = offerIn(indexed.measure(() => this.#apply({ type: 'contact-queued', contact })));
    const scan = this.#scan;
    if (scan)
      this.#compare(
        offer?.agentId,
        scanned.measure(() => scan.comes(contact, this.#now)),
      );
    this.#accept(offer);
    return offer?.agentId;
  }

  /** Whether there was something to do at once. */
  #end(agentId: string, contactId: string): boolean {
    this.#work.delete(agentId);
    this.#pass();
    const { indexed, scanned } = this.frees;
    const offer = offerIn(indexed.measure(() => this.#apply({ type: 'contact-ended', contactId })));
    const scan = this.#scan;
    if (scan)
      this.#compare(
        offer?.contactId,
        scanned.measure(() => scan.frees(agentId, this.#now)),
      );
    this.#accept(offer);
    return offer !== undefined;
  }

  #ownCall(agentId: string): void {
    this.#apply(ownCall(agentId));
    this.#scan?.busies(agentId);
    this.#work.set(agentId, `own-${agentId}`);
  }

  #accept(offer: OfferMade | undefined): void {
    if (!offer) return;
    this.offers += 1;
    this.#work.set(offer.agentId, offer.contactId);
    const { reservationId } = offer;
    this.accepts.measure(() => this.#apply({ type: 'reservation-accepted', reservationId }));
  }

  #compare(ours: string | undefined, theirs: string | undefined): void {
    if (ours !== theirs) this.disagreements += 1;
  }

  #apply(event: RoutingEvent): Decision[] {
    return this.router.apply(event, new Date(this.#now));
  }

  #pass(): void {
    this.#now += 1 + this.dice.below(20);
  }
}

function offerIn(decisions: readonly Decision[]): OfferMade | undefined {
  return decisions.find((each): each is OfferMade => each.type === 'offer-made');
}
