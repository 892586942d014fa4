import type { MonitorScopeKind } from '../figure/figure-definition.js';
import { interfaceScopes } from '../figure/interface-scopes.js';
import type { Look } from '../figure/look.js';

interface NamedScope {
  readonly id: string;
  readonly name: string;
}

/** All of a kind that there is to say something of, by id: those that were set up, and those that had work today. */
export function scopesOfKind({ parts }: Look, kind: MonitorScopeKind): NamedScope[] {
  if (kind === 'site') return [...parts.sites];
  if (kind === 'interface') return parts.interfaces.isKnown ? interfaceScopes(parts.interfaces.value) : [];
  if (!parts.floor.isKnown) return [];
  const { setup, agents, now, day } = parts.floor.value;
  const names = new Map<string, string>();
  for (const { id } of [...now.scopes(), ...day.gathered.scopes()].filter((scope) => scope.kind === kind))
    names.set(id, id);
  if (kind === 'agent') for (const { agentId } of agents) names.set(agentId, agentId);
  for (const { kind: known, id, content } of setup) {
    if (known !== kind || (known !== 'queue' && known !== 'team')) continue;
    if (!content.isRemoved) names.set(id, content.name ?? id);
  }
  const all = [...names].map(([id, name]) => ({ id, name }));
  return all.toSorted((one, other) => (one.id < other.id ? -1 : 1));
}
