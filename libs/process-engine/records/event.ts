import type { Incident } from '../incident.js';
import type { EventDefinition } from '../model/event.js';
import type { Place } from './element.js';
import type { Compensable, Compensating } from '../snapshot.js';
import type { Variables } from '../variables.js';

/** An event left a node, a worker or the boundary of a loop. */
export interface EventThrown extends Place {
  readonly type: 'event-thrown';
  readonly event: ThrownEvent;
  /** What catches it in this instance: the boundary event or start event. */
  readonly caughtBy?: string;
}

export type ThrownEvent =
  | { readonly type: 'message'; readonly name: string; readonly key: string | null; readonly variables: Variables }
  | { readonly type: 'signal'; readonly name: string; readonly variables: Variables }
  | { readonly type: 'error'; readonly code: string; readonly message?: string; readonly variables: Variables }
  | { readonly type: 'escalation'; readonly code: string; readonly variables: Variables }
  | { readonly type: Exclude<EventDefinition['type'], 'message' | 'signal' | 'error' | 'escalation'> };

export interface CompensableAdded {
  readonly type: 'compensable-added';
  readonly compensable: Compensable;
}

/** The element has all of this compensated: nobody else will. */
export interface CompensationBegun {
  readonly type: 'compensation-begun';
  readonly element: number;
  readonly compensating: Compensating;
}

/** The last of the rest is being undone. */
export interface CompensationAdvanced {
  readonly type: 'compensation-advanced';
  readonly element: number;
}

export interface IncidentRaised {
  readonly type: 'incident-raised';
  readonly incident: Incident;
}

export interface IncidentResolved extends Place {
  readonly type: 'incident-resolved';
  readonly incident: number;
  /** gone: what stood still was terminated or can move by itself. */
  readonly how: 'retried' | 'skipped' | 'gone';
}
