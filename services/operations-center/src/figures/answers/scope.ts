import { In, type FindOptionsWhere } from 'typeorm';
import { z } from 'zod';
import type { Cell } from '../cells/cell.schema.js';
import type { LineRow } from '../cells/line.schema.js';
import { REFUSALS, type Count, type Standing } from '../formulas/tally.js';
import type { LineKind } from '../journey/line.js';

/** Whose figures. */
export const ScopeKind = z.enum(['tenant', 'queue', 'agent', 'team', 'channel', 'product']);
export type ScopeKind = z.infer<typeof ScopeKind>;

export interface Scope {
  readonly kind: ScopeKind;
  /** Empty: the tenant. */
  readonly id: string;
}

/** Whether agents serve it; others they are, or are in. */
export function isServed(kind: ScopeKind): boolean {
  return kind === 'queue' || kind === 'product' || kind === 'channel';
}

export function nameOfScope({ kind, id }: { readonly kind: string; readonly id: string }): string {
  return `${kind}/${id}`;
}

/** What is counted for a scope: stays in a queue, contacts in an agent's hands, else contacts as a whole. */
const COUNTED: Readonly<Record<ScopeKind, LineKind>> = {
  tenant: 'contact',
  queue: 'queue',
  agent: 'agent',
  team: 'agent',
  channel: 'contact',
  product: 'contact',
};

/** The part of a cell's key, or the column of a line, that names the scope. */
const CELL_COLUMN = { queue: 'id', agent: 'id', team: 'part', channel: 'id', product: 'part' } as const;
const LINE_COLUMN = {
  ...{ queue: 'queueId', agent: 'agentId', team: 'teamId' },
  ...{ channel: 'channel', product: 'product' },
} as const;

export function cellsOfScope({ kind, id }: Scope): Partial<Pick<Cell, 'kind' | 'id' | 'part'>> {
  return { kind: COUNTED[kind], ...(kind === 'tenant' ? {} : { [CELL_COLUMN[kind]]: id }) };
}

/** Offers that were not taken are the agents', whatever they are counted for. */
export function linesOfScope(
  kind: ScopeKind,
  id: string | readonly string[],
  count: Count | Standing,
): FindOptionsWhere<LineRow> {
  const isRefusal = REFUSALS.some((each) => each === count);
  const whose = typeof id === 'string' ? id : In([...id]);
  return { kind: isRefusal ? 'agent' : COUNTED[kind], ...(kind === 'tenant' ? {} : { [LINE_COLUMN[kind]]: whose }) };
}

/** All that a cell is part of. */
export function scopesOfCell({ kind, id, part }: Pick<Cell, 'kind' | 'id' | 'part'>): Scope[] {
  if (kind === 'queue') return [{ kind: 'queue', id }];
  if (kind === 'agent') return scopesOfAgent(id, part);
  const product: Scope[] = part === '' ? [] : [{ kind: 'product', id: part }];
  return [{ kind: 'channel', id }, ...product, { kind: 'tenant', id: '' }];
}

/** @param teamId empty: none */
export function scopesOfAgent(agentId: string, teamId: string): Scope[] {
  return [{ kind: 'agent', id: agentId }, ...(teamId === '' ? [] : [{ kind: 'team', id: teamId } as const])];
}
