import { ScopeKind, SERVICE_LEVELS, type Count, type ServiceLevelName } from '../../figures/figures.api.js';
import type { FigureDefinition } from './figure-definition.js';

interface Variant {
  readonly formula: string;
  readonly counts: readonly Count[];
  readonly includes: string;
  readonly excludes: string;
}

const LOST = ['abandoned'] as const;

/** Domain rules D2; AN answered, AB abandoned, FO flowed out, ≤T within the target. */
const VARIANTS: Readonly<Record<ServiceLevelName, Variant>> = {
  'SL-1': {
    ...{ formula: '(AN≤T + AB≤T) / (AN + AB)', counts: ['answeredInTime', 'abandonedInTime', 'answered', ...LOST] },
    ...{ includes: 'who gave up within the target, as served in time', excludes: 'flow-outs' },
  },
  'SL-2': {
    ...{ formula: 'AN≤T / AN', counts: ['answeredInTime', 'answered'] },
    ...{ includes: 'the answered', excludes: 'all who gave up' },
  },
  'SL-3': {
    ...{ formula: 'AN≤T / (AN + AB)', counts: ['answeredInTime', 'answered', ...LOST] },
    ...{ includes: 'who gave up, as not served, however soon', excludes: 'flow-outs' },
  },
  'SL-4': {
    ...{ formula: 'AN≤T / (AN + AB>T)', counts: ['answeredInTime', 'answered', ...LOST, 'abandonedInTime'] },
    ...{ includes: 'who gave up after the target', excludes: 'who gave up within it' },
  },
  'SL-5': {
    ...{ formula: '(AN≤T + short) / (AN + AB)', counts: ['answeredInTime', 'shortAbandoned', 'answered', ...LOST] },
    ...{ includes: 'short abandons, as served in time', excludes: 'flow-outs' },
  },
  'SL-G': {
    ...{ formula: '(AN − AN>T) / (AN + AB)', counts: ['answeredInTime', 'answered', ...LOST] },
    ...{ includes: 'who gave up', excludes: 'flow-outs' },
  },
  'SL-G-without-short-abandons': {
    ...{
      formula: '(AN − AN>T) / (AN + AB − short)',
      counts: ['answeredInTime', 'answered', ...LOST, 'shortAbandoned'],
    },
    ...{ includes: 'who gave up after the short threshold', excludes: 'short abandons, flow-outs' },
  },
  'SL-G-without-abandons': {
    ...{ formula: '(AN − AN>T) / AN', counts: ['answeredInTime', 'answered'] },
    ...{ includes: 'the answered', excludes: 'all who gave up, flow-outs' },
  },
  'SL-G-with-flow-outs': {
    formula: '(AN − AN>T) / (AN + AB + FO)',
    counts: ['answeredInTime', 'answered', ...LOST, 'flowedOut', 'transferred', 'timedOut'],
    ...{ includes: 'who gave up, flowed out, was transferred or timed out', excludes: 'nobody who was offered' },
  },
};

/** Each way a service level is counted is a figure of its own. */
export const SERVICE_LEVEL_DEFINITIONS = SERVICE_LEVELS.map((variant): FigureDefinition => {
  const percentOf = (levels: readonly { readonly formula: string; readonly percent: number | null }[]) =>
    levels.find(({ formula }) => formula === variant)?.percent ?? null;
  return {
    ...VARIANTS[variant],
    key: variant.toLowerCase(),
    variant,
    unit: 'percent',
    source: 'contacts',
    scopes: ScopeKind.options.filter((kind) => kind !== 'agent' && kind !== 'team'),
    windows: ['interval', 'last-interval', 'day'],
    reading: { from: 'period', of: ({ serviceLevels }) => percentOf(serviceLevels) },
    permission: 'figure:read',
  };
});
