import type { ServiceRequest } from '../dataset.js';

/** How far a request has come; each one includes those before it. */
export const STAGES = [
  'begun',
  'customer identified',
  'contact started',
  'demand recorded',
  'pre-checked',
  'ticket opened',
  'ticket grabbed',
  'customer replied to',
  'actions requested',
  'actions finished',
  'solved',
  'closed',
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

/** The same place in the file always has the same variation. */
export function variationAt(index: number): Variation {
  return VARIATIONS[index % VARIATIONS.length]!;
}

/** One request on its way, with all that came into being for it. */
export class Journey {
  stage: Stage = 'begun';
  customerId = '';
  contactIds: string[] = [];
  interactionEventId = '';
  /** Empty when the pre-check solved it online. */
  ticketId = '';
  taskId = '';
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

  get solvedOnline(): boolean {
    return this.stage === 'contact ended' && this.ticketId === '';
  }
}
