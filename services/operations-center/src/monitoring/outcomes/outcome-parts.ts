import type { ListedOutcome, OutcomeOwner } from '../../outcomes/outcomes.api.js';
import type { MonitorScope } from '../figure/figure-definition.js';
import type { Listed } from '../figure/look-parts.js';

/** @param teamIds of a site */
export function outcomeOwnerOf({ kind, id }: MonitorScope, teamIds: readonly string[]): OutcomeOwner {
  if (kind === 'site') return { teamIds };
  if (kind === 'team') return { teamIds: [id] };
  if (kind === 'agent') return { agentId: id };
  return kind === 'channel' ? { channel: id } : {};
}

export function outcomeListed({ id, kind, channel, agentId, teamId, openedAt }: ListedOutcome): Listed {
  const began = openedAt === null ? null : new Date(openedAt).toISOString();
  return { id, label: id, facts: { kind, channel, agentId, teamId, openedAt: began } };
}
