import type { ServiceRequest } from '../dataset.js';
import type { PlayedTicket } from './played-ticket.js';

/** How far a request has come; each one includes those before it. */
export const STAGES = [
  'begun',
  'customer identified',
  'contact started',
  'demand recorded',
  'pre-checked',
  'tickets opened',
  'tickets grabbed',
  'customer replied to',
  'orders changed',
  'tickets closed',
  'contact ended',
] as const;
export type Stage = (typeof STAGES)[number];

/** What happens on the way besides the ordinary. */
export type Variation =
  'ordinary' | 'self-served' | 'transferred' | 'urged' | 'dispatched' | 'supervised' | 'return visit';

const VARIATIONS: readonly Variation[] = [
  'ordinary',
  'ordinary',
  'self-served',
  'transferred',
  'ordinary',
  'urged',
  'dispatched',
  'supervised',
  'ordinary',
  'return visit',
];

/** The type of the ticket that is opened beside those of the orders, for people alone. */
const DESK_TICKETS: Readonly<Partial<Record<Variation, string>>> = {
  dispatched: 'order-service',
  'return visit': 'complaint',
};

export function deskTicketOf(variation: Variation): string | undefined {
  return DESK_TICKETS[variation];
}

/** The same place in the file always has the same variation. */
export function variationAt(index: number): Variation {
  return VARIATIONS[index % VARIATIONS.length]!;
}

/** The ticket type that was recommended by the words of a request, and the one that it had in the end. */
export interface Advice {
  readonly id: string;
  readonly said: string;
  readonly confidence: number;
  readonly truth: string;
}

/** One request on its way, with all that came into being for it. */
export class Journey {
  stage: Stage = 'begun';
  customerId = '';
  contactIds: string[] = [];
  interactionEventId = '';
  /** None when the pre-check solved it online. */
  tickets: readonly PlayedTicket[] = [];
  taskId = '';
  /** What was recommended; undefined: nothing, or nobody asked. */
  advice: Advice | undefined;
  ms = 0;
  failure: string | undefined;

  constructor(
    readonly request: ServiceRequest,
    readonly index: number,
    readonly variation: Variation,
    private readonly run: string,
  ) {}

  /** The Idempotency-Key of one step: the same whenever the step is tried again, and no other step's. */
  key(step: string): string {
    return `${this.run}/${this.request.id}/${step}`;
  }

  /** Those that change an order, each by a process, in the order in which the shop must do it. */
  get orderTickets(): readonly PlayedTicket[] {
    return this.tickets.filter(({ action }) => action !== null);
  }

  /** The one that people alone carry through, in the variations that have one. */
  get deskTicket(): PlayedTicket | undefined {
    return this.tickets.find(({ instance }) => instance === null);
  }

  /** The customer gave all that its process needs: nobody has to take it on. */
  get unattended(): boolean {
    return this.variation === 'self-served' && this.request.actions.length === 1;
  }

  get solvedOnline(): boolean {
    return this.stage === 'contact ended' && this.tickets.length === 0;
  }
}
