import type { RoutingState } from '#libs/contracts/call-center/call-events';
import { z } from 'zod';
import { ScopeKind, type Count, type Figures, type Standing } from '../../figures/figures.api.js';
import type { OutcomeCount, OutcomeFigures } from '../../outcomes/outcomes.api.js';
import type { InterfaceCounted } from './interface-scopes.js';
import type { TicketCount } from '../tickets/ticket-count.js';

/** Whose number it is: `site` is several teams, `interface` a system outside by its code, or `code/operation`, `all-tenants` is seen from the platform's own tenant only. */
export const MonitorScopeKind = z.enum([...ScopeKind.options, 'site', 'interface', 'all-tenants']);
export type MonitorScopeKind = z.infer<typeof MonitorScopeKind>;

export interface MonitorScope {
  readonly kind: MonitorScopeKind;
  /** Empty: the tenant, or all of them. */
  readonly id: string;
}

/** As it stands now; the current and the last interval; the tenant's day so far. */
export const FigureWindow = z.enum(['now', 'interval', 'last-interval', 'day']);
export type FigureWindow = z.infer<typeof FigureWindow>;

export const FigureUnit = z.enum(['count', 'percent', 'seconds']);
export type FigureUnit = z.infer<typeof FigureUnit>;

/** Who knows it. */
export const FigureSource = z.enum([
  ...(['contacts', 'agents', 'tickets', 'outcomes'] as const),
  ...(['interfaces', 'breakers', 'services', 'topics', 'alerts'] as const),
  'interface-calls',
]);
export type FigureSource = z.infer<typeof FigureSource>;

/** What stands now; `since` is when who has waited longest came, ms since the epoch. */
export interface StandingNow {
  readonly standing: Readonly<Record<Standing, number>>;
  readonly since: number | null;
  readonly at: number;
}

/** What others keep lists of. */
export type ListName = 'interfaces' | 'breakers' | 'services' | 'topics' | 'alerts';

/** How the number is read, and so what it counts. */
export type Reading =
  | { readonly from: 'period'; of(figures: Figures): number | null }
  | { readonly from: 'standing'; of(now: StandingNow): number | null }
  | { readonly from: 'agents'; readonly states: readonly RoutingState[] }
  | { readonly from: 'tickets'; readonly which: TicketCount }
  | { readonly from: 'outcomes'; of(figures: OutcomeFigures): number | null }
  | { readonly from: 'interface-calls'; of(counted: readonly InterfaceCounted[]): number | null }
  | { readonly from: 'list'; readonly of: ListName };

/** A number of the floor, by its name: where it comes from, what it is made of, and what is in it. */
export interface FigureDefinition {
  /** Lower-case words with dashes; what everything names it by. */
  readonly key: string;
  readonly unit: FigureUnit;
  /** In the terms of docs/figures.md. */
  readonly formula: string;
  /** The variant of a service level by its usual name; null: there are none. */
  readonly variant: string | null;
  readonly includes: string;
  readonly excludes: string;
  readonly source: FigureSource;
  readonly scopes: readonly MonitorScopeKind[];
  readonly windows: readonly FigureWindow[];
  readonly reading: Reading;
  /** The counts it is made of, each of which leads to its contacts or tickets; the first is meant when none is named. */
  readonly counts: readonly (Count | Standing | OutcomeCount)[];
  /** What is needed to see it. */
  readonly permission: string;
}
