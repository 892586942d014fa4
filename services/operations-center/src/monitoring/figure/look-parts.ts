import type { InterfaceFigures } from '#libs/contracts/common-center/integration/interface-figures-api';
import type { LiveFigures } from '../../figures/figures.api.js';
import type { DayOutcomes } from '../../outcomes/outcomes.api.js';
import type { TicketTally } from '../tickets/ticket-count.js';
import type { FigureWindow, ListName, MonitorScope } from './figure-definition.js';

/** A number at a moment. */
export interface Measured {
  /** Null: of nothing, or nobody could say. */
  readonly value: number | null;
  readonly isKnown: boolean;
}

/** Who has numbers. */
export interface Measuring {
  measure(key: string, scope: MonitorScope, window: FigureWindow): Measured;
}

/** What a source said, or that it said nothing. */
export type Known<Value> =
  { readonly isKnown: true; readonly value: Value } | { readonly isKnown: false; readonly reason: string };

/** One of what a number counts, where that is a list others keep. */
export interface Listed {
  readonly id: string;
  readonly label: string;
  readonly facts: Readonly<Record<string, string | number | boolean | null>>;
}

/** A place, and the teams that work there. */
export interface KnownSite {
  readonly id: string;
  readonly name: string;
  readonly teamIds: readonly string[];
}

export interface LookParts {
  /** ms since the epoch */
  readonly asOf: number;
  readonly floor: Known<LiveFigures>;
  readonly tickets: Known<TicketTally>;
  readonly outcomes: Known<DayOutcomes>;
  readonly interfaces: Known<readonly InterfaceFigures[]>;
  readonly sites: readonly KnownSite[];
  readonly lists: Readonly<Record<ListName, Known<readonly Listed[]>>>;
  /** Of each tenant, for the platform; else none. */
  readonly tenants: Known<readonly Measuring[]>;
}
