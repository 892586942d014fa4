import type { FigureDefinition } from './figure-definition.js';
import type { InterfaceCounted } from './interface-scopes.js';

const rest = {
  source: 'interface-calls',
  variant: null,
  windows: ['now'],
  counts: [],
  permission: 'interface:read',
  includes: 'calls of the last five minutes',
  excludes: 'those answered from memory',
} as const;

/** Calls of systems outside: how many, how many failed, and how long they take. */
export const INTERFACE_DEFINITIONS: readonly FigureDefinition[] = [
  {
    ...{ ...rest, key: 'interface-calls', unit: 'count', formula: 'calls', scopes: ['tenant', 'interface'] },
    reading: { from: 'interface-calls', of: (counted) => sum(counted, 'calls') },
  },
  {
    ...{ ...rest, key: 'interface-failures', unit: 'count', formula: 'failed calls', scopes: ['tenant', 'interface'] },
    reading: { from: 'interface-calls', of: (counted) => sum(counted, 'failed') },
  },
  {
    ...{ ...rest, key: 'interface-failure-rate', unit: 'percent', formula: 'failed / calls' },
    scopes: ['tenant', 'interface'],
    reading: { from: 'interface-calls', of: (counted) => percent(sum(counted, 'failed'), sum(counted, 'calls')) },
  },
  ...([50, 95] as const).map((share): FigureDefinition => ({
    ...{ ...rest, key: `interface-p${share}`, unit: 'seconds', scopes: ['interface'] },
    formula: `the time that ${share} of 100 calls do not exceed`,
    reading: { from: 'interface-calls', of: ([counted]) => seconds(counted?.[`p${share}Ms`] ?? null) },
  })),
];

function sum(counted: readonly InterfaceCounted[], name: 'calls' | 'failed'): number {
  return counted.reduce((total, each) => total + each[name], 0);
}

function percent(part: number, whole: number): number | null {
  return whole === 0 ? null : Math.round((10_000 * part) / whole) / 100;
}

function seconds(ms: number | null): number | null {
  return ms === null ? null : ms / 1_000;
}
