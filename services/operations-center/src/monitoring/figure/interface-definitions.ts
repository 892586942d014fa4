import type { InterfaceFigures } from '#libs/contracts/interface-figures-api';
import type { FigureDefinition } from './figure-definition.js';

/** What is counted of an interface, or of one of its operations. */
export type InterfaceCounted = Pick<InterfaceFigures, 'calls' | 'failed' | 'p50Ms' | 'p95Ms'>;

const rest = {
  source: 'interface-calls',
  variant: null,
  windows: ['now'],
  counts: [],
  permission: 'interface:read',
  includes: 'calls of the last five minutes',
  excludes: 'those answered from memory',
} as const;

/** Parts between which a slash stands in the id of a scope: an interface by its code, or one of its operations. */
export function interfaceScopes(
  all: readonly InterfaceFigures[],
): { readonly id: string; readonly name: string; readonly counted: InterfaceCounted }[] {
  return all.flatMap((each) => [
    { id: each.code, name: each.code, counted: each },
    ...each.operations.map((one) => {
      return { id: `${each.code}/${one.operation}`, name: `${each.code}: ${one.operation}`, counted: one };
    }),
  ]);
}

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
