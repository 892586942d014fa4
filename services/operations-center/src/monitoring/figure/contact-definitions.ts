import { COUNTS, STANDINGS, ScopeKind, type Count, type Figures, type Standing } from '../../figures/figures.api.js';
import type { FigureDefinition, FigureWindow, MonitorScopeKind } from './figure-definition.js';
import { keyOf } from './figure-key.js';

const SCOPES: readonly MonitorScopeKind[] = [...ScopeKind.options, 'site', 'all-tenants'];
const PERIODS: readonly FigureWindow[] = ['interval', 'last-interval', 'day'];

/** Counted in the interval in which the stay, the contact or the handling began. */
const INCLUDES: Readonly<Record<Count | Standing, string>> = {
  offered: 'what came to a queue; of agents, what was offered to them',
  answered: 'what somebody took',
  answeredInTime: 'what somebody took within the target the queue had then',
  abandoned: 'where the customer gave up, short abandons among them',
  abandonedInTime: 'where the customer gave up within the target',
  shortAbandoned: 'where the customer gave up before the short threshold of the queue',
  timedOut: 'what the queue sent away',
  flowedOut: 'what went on to another queue by a rule',
  transferred: 'what went on to another queue because somebody transferred it',
  withdrawn: 'what left otherwise, e.g. solved without a person',
  handled: 'what is over for good, wrapped up too',
  rejected: 'offers that were declined',
  missed: 'offers that nobody answered',
  assisted: 'contacts that an agent was on beside who had them',
  waiting: 'contacts in a queue that nobody has yet',
  inService: 'contacts that somebody talks with',
  wrapUp: 'contacts that are wrapped up',
};
const EXCLUDES: Readonly<Partial<Record<Count | Standing, string>>> = {
  abandoned: 'promised callbacks',
  rejected: 'offers that were recalled',
  missed: 'offers that were recalled',
  assisted: 'supervisors who listen or whisper',
  handled: 'what is not wrapped up yet',
};

const described = (count: Count | Standing) => ({
  key: keyOf(count),
  unit: 'count' as const,
  formula: `number of ${keyOf(count)}`,
  variant: null,
  includes: INCLUDES[count],
  excludes: EXCLUDES[count] ?? 'nothing that is so',
  source: 'contacts' as const,
  scopes: SCOPES,
  counts: [count],
  permission: 'figure:read',
});

const counts = COUNTS.map((count): FigureDefinition => {
  return { ...described(count), windows: PERIODS, reading: { from: 'period', of: (figures) => figures.counts[count] } };
});

const standings = STANDINGS.map((standing): FigureDefinition => {
  const of = (now: { readonly standing: Readonly<Record<Standing, number>> }) => now.standing[standing];
  return { ...described(standing), windows: ['now'], reading: { from: 'standing', of } };
});

type Derived = Pick<FigureDefinition, 'key' | 'unit' | 'formula' | 'includes' | 'excludes' | 'counts'>;

function derived(about: Derived, of: (figures: Figures) => number | null, scopes = SCOPES): FigureDefinition {
  const rest = { variant: null, source: 'contacts', windows: PERIODS, permission: 'figure:read' } as const;
  return {
    ...about,
    ...rest,
    scopes: scopes.filter((kind) => kind !== 'all-tenants'),
    reading: { from: 'period', of },
  };
}

function seconds(ms: number | null): number | null {
  return ms === null ? null : ms / 1_000;
}

function average(key: string, formula: string, count: Count, of: (figures: Figures) => number | null) {
  const includes = `those that were ${keyOf(count)}`;
  const about = { key, formula, includes, excludes: 'all others', unit: 'seconds', counts: [count] } as const;
  return derived(about, (figures) => seconds(of(figures)));
}

const oldestWaiting: FigureDefinition = {
  ...described('waiting'),
  key: 'longest-waiting',
  unit: 'seconds',
  formula: 'now − when the one came who has waited longest',
  windows: ['now'],
  scopes: ScopeKind.options.filter((kind) => kind !== 'agent' && kind !== 'team'),
  reading: { from: 'standing', of: ({ since, at }) => (since === null ? 0 : Math.max(0, at - since) / 1_000) },
};

/** All that is counted of contacts, and what is made of the counts. */
export const CONTACT_DEFINITIONS: readonly FigureDefinition[] = [
  ...counts,
  ...standings,
  oldestWaiting,
  derived(
    {
      ...{ key: 'abandon-rate', unit: 'percent', formula: 'AB / offered', counts: ['abandoned', 'offered'] },
      ...{ includes: 'short abandons', excludes: 'promised callbacks' },
    },
    ({ abandonRate }) => abandonRate,
  ),
  derived(
    {
      ...{ key: 'connection-rate', unit: 'percent', formula: 'AN / offered', counts: ['answered', 'offered'] },
      ...{ includes: 'who asked for a person', excludes: 'what was solved before a queue' },
    },
    ({ connectionRate }) => connectionRate,
  ),
  average('average-speed-of-answer', 'Σ waits of the answered / AN', 'answered', (of) => of.averageSpeedOfAnswerMs),
  average('average-handle-time', '(talk + hold + wrap-up) / handled', 'handled', (of) => of.averageHandleMs),
  average('average-talk', 'talk / handled', 'handled', (of) => of.averageTalkMs),
  average('average-hold', 'hold / handled', 'handled', (of) => of.averageHoldMs),
  average('average-wrap-up', 'wrap-up / handled', 'handled', (of) => of.averageWrapUpMs),
  average('average-assist', 'time beside who had it / assisted', 'assisted', (of) => of.averageAssistMs),
  average('longest-wait', 'the longest wait of those that came', 'offered', (of) => of.longestWaitMs),
];
