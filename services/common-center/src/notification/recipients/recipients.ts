import type { Envelope } from '#libs/contracts/envelope';
import { Injectable } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { GetRoleMembers } from '../../identity/roles/role-members.api.js';
import type { Kind } from '../kind/kind.js';
import type { KnownTicket } from './known-ticket.schema.js';
import { KnownTickets } from './known-tickets.js';

const LEAD = 'supervisor';

/** Whom an event is for. */
@Injectable()
export class Recipients {
  constructor(
    private readonly tickets: KnownTickets,
    private readonly queries: QueryBus,
  ) {}

  /** Ids of accounts, in an order that all keep, each once; nobody is told of what they did themselves. */
  async of(kind: Kind, { data }: Envelope, ticket: KnownTicket | null): Promise<string[]> {
    const named = (kind.people ?? []).flatMap((name) => idsIn(data[name]));
    const assignee = kind.assignee && ticket?.assigneeId ? [ticket.assigneeId] : [];
    const found = [...named, ...assignee];
    const needsLeads = kind.leads === 'always' || (kind.leads === 'instead' && found.length === 0);
    const leads = needsLeads ? await this.#leadsOf(ticket?.teamId ?? null) : [];
    const roles = [...(kind.role ? [kind.role] : []), ...(kind.roles ? idsIn(data[kind.roles]) : [])];
    const inRoles = await Promise.all(roles.map((role) => this.queries.execute(new GetRoleMembers(role))));
    const all = new Set([...found, ...leads, ...inRoles.flat()]);
    if (typeof data['by'] === 'string') all.delete(data['by']);
    return [...all].sort();
  }

  /** Supervisors of the team; of a team without one, and where no team is known, all. */
  async #leadsOf(teamId: string | null): Promise<string[]> {
    const all = await this.queries.execute(new GetRoleMembers(LEAD));
    if (teamId === null) return all;
    const members = await this.tickets.membersOf(teamId);
    const own = all.filter((id) => members.has(id));
    return own.length > 0 ? own : all;
  }
}

function idsIn(value: unknown): string[] {
  const all: unknown[] = Array.isArray(value) ? value : [value];
  return all.filter((each): each is string => typeof each === 'string' && each.length <= 36);
}
