import type { RoutingState } from '#libs/contracts/call-center/call-events';
import { ScopeKind } from '../../figures/figures.api.js';
import type { FigureDefinition } from './figure-definition.js';

const IN_STATE = {
  'agents-ready': ['ready'],
  'agents-offered': ['offered'],
  'agents-engaged': ['engaged'],
  'agents-after-contact-work': ['after-contact-work'],
  'agents-not-ready': ['not-ready'],
  'agents-not-responding': ['not-responding'],
} as const satisfies Readonly<Record<string, readonly RoutingState[]>>;

const rest = {
  variant: null,
  source: 'agents',
  scopes: [...ScopeKind.options, 'site'],
  counts: [],
  permission: 'figure:read',
} as const;

function inStates(key: string, states: readonly RoutingState[], includes: string): FigureDefinition {
  return {
    ...{ key, unit: 'count', formula: `number of ${key}`, includes, excludes: 'who is logged out' },
    ...rest,
    windows: ['now'],
    reading: { from: 'agents', states },
  };
}

/** Who is logged in, by state, and how busy they are. */
export const AGENT_DEFINITIONS: readonly FigureDefinition[] = [
  inStates('agents-logged-in', [], 'each agent once, whatever they serve'),
  ...Object.entries(IN_STATE).map(([key, states]) =>
    inStates(key, states, `who is ${states.join()}; of queues, products and channels who serves them`),
  ),
  {
    ...{ key: 'occupancy', unit: 'percent', formula: '(engaged + after-contact work) / (these + ready + offered)' },
    ...{ includes: 'time by the clock, however many contacts at a time', excludes: 'time not ready or not responding' },
    ...rest,
    windows: ['interval', 'last-interval', 'day'],
    reading: { from: 'period', of: ({ occupancy }) => occupancy },
  },
];
