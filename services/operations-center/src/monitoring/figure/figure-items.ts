import { decodeCursor, pageOf, type Page } from '#libs/kernel/page';
import { Injectable } from '@nestjs/common';
import {
  FigureBook,
  intervalAt,
  type Count,
  type Interval,
  type ScopeKind,
  type Standing,
} from '../../figures/figures.api.js';
import { OutcomeBook, type OutcomeCount } from '../../outcomes/outcomes.api.js';
import { outcomeListed, outcomeOwnerOf } from '../outcomes/outcome-parts.js';
import { Sites } from '../sources/sites.js';
import type { TicketOwner } from '../tickets/ticket-count.js';
import { TicketReader } from '../tickets/ticket-reader.js';
import { checkAsked, FigureNotOfThat, SourceSilent } from './figure-catalogue.js';
import type { FigureDefinition, FigureWindow, MonitorScope } from './figure-definition.js';
import { keyOf } from './figure-key.js';
import { Looking } from './looking.js';
import type { Listed } from './look-parts.js';

const MINUTE_MS = 60_000;

export interface ItemsAsked {
  readonly key: string;
  readonly scope: MonitorScope;
  readonly window: FigureWindow;
  /** Which of the counts it is made of; undefined: the first. */
  readonly of?: string | undefined;
  /** When the number was read, ms since the epoch: its interval is meant. */
  readonly at: number;
  readonly limit: number;
  readonly cursor?: string | undefined;
}

/** What numbers lead to: the contacts, agents and tickets that were counted, and what others keep lists of. */
@Injectable()
export class FigureItems {
  constructor(
    private readonly figures: FigureBook,
    private readonly tickets: TicketReader,
    private readonly outcomes: OutcomeBook,
    private readonly sites: Sites,
    private readonly looking: Looking,
  ) {}

  /** @throws NoSuchFigure, FigureNotOfThat, SourceSilent */
  async list(asked: ItemsAsked): Promise<Page<Listed>> {
    const { key, scope, window } = asked;
    const definition = checkAsked({ key, kind: scope.kind, window });
    const { reading } = definition;
    if (scope.kind === 'all-tenants')
      throw new FigureNotOfThat('A tenant’s items are seen in the tenant only.', { key });
    if (reading.from === 'interface-calls')
      throw new FigureNotOfThat('Calls are listed by /api/v1/interfaces/{id}/calls.', { key });
    if (reading.from === 'tickets') return this.#tickets(asked, reading.which);
    if (reading.from === 'outcomes') return this.#outcomes(asked, definition);
    if (reading.from === 'list') return this.#listed(asked, definition);
    if (reading.from === 'agents') return this.#agents(asked, reading.states);
    if (definition.counts.length > 0) return this.#contacts(asked, definition);
    return this.#agents(asked, []);
  }

  /** The interval or the day a number was read in. */
  async periodOf(window: FigureWindow, at: number): Promise<Interval | null> {
    if (window === 'now') return null;
    const { days, intervalMinutes } = await this.figures.calendar();
    if (window === 'day') return days.of(at);
    const lengthMs = intervalMinutes * MINUTE_MS;
    const interval = intervalAt(at, days.of(at), lengthMs);
    if (window === 'interval') return interval;
    return intervalAt(interval.from - 1, days.of(interval.from - 1), lengthMs);
  }

  async #contacts({ scope, window, of, at, ...page }: ItemsAsked, definition: FigureDefinition): Promise<Page<Listed>> {
    const period = await this.periodOf(window, at);
    const within = period && { from: new Date(period.from).toISOString(), to: new Date(period.to).toISOString() };
    const { items, next } = await this.figures.contacts({
      ...(await this.#whose(scope)),
      count: countOf(definition, of) as Count | Standing,
      ...within,
      ...page,
    });
    return {
      items: items.map(({ contactId, ...facts }) => ({ id: contactId, label: contactId, facts })),
      next,
    };
  }

  async #whose({ kind, id }: MonitorScope): Promise<{ kind: ScopeKind; id: string | readonly string[] }> {
    if (kind !== 'site') return { kind: kind as ScopeKind, id };
    return { kind: 'team', id: (await this.sites.get(id)).teamIds };
  }

  async #agents({ scope, limit, cursor }: ItemsAsked, states: readonly string[]): Promise<Page<Listed>> {
    const { kind, id } = await this.#whose(scope);
    const each = typeof id === 'string' ? [id] : id;
    const found = await Promise.all(each.map((one) => this.figures.agents({ kind, id: one })));
    const after = cursor === undefined ? '' : decodeCursor(cursor, 1)[0]!;
    const meant = found.flat().filter(({ state }) => states.length === 0 || states.includes(state));
    const behind = meant
      .filter(({ agentId }) => agentId > after)
      .toSorted((one, other) => (one.agentId < other.agentId ? -1 : 1));
    const { items, next } = pageOf(behind.slice(0, limit + 1), limit, ({ agentId }) => [agentId]);
    return { items: items.map(({ agentId, ...facts }) => ({ id: agentId, label: agentId, facts })), next };
  }

  async #tickets({ scope, limit, cursor }: ItemsAsked, which: Parameters<TicketReader['list']>[0]) {
    const { items, next } = await this.tickets.list(which, await this.#ownerOf(scope), { limit, cursor });
    return {
      items: items.map(({ ticketId, openedAt, category, assigneeId, teamId }) => ({
        ...{ id: ticketId, label: ticketId },
        facts: { openedAt: openedAt?.toISOString() ?? null, category, assigneeId, teamId },
      })),
      next,
    };
  }

  async #outcomes({ scope, window, of, at, ...page }: ItemsAsked, definition: FigureDefinition): Promise<Page<Listed>> {
    const period = (await this.periodOf(window, at))!;
    const teamIds = scope.kind === 'site' ? (await this.sites.get(scope.id)).teamIds : [];
    const count = countOf(definition, of) as OutcomeCount;
    const { items, next } = await this.outcomes.list(count, outcomeOwnerOf(scope, teamIds), period, page);
    return { items: items.map(outcomeListed), next };
  }

  async #ownerOf({ kind, id }: MonitorScope): Promise<TicketOwner> {
    if (kind === 'site') return { kind: 'team', teamIds: (await this.sites.get(id)).teamIds };
    if (kind === 'team') return { kind, teamIds: [id] };
    return kind === 'agent' ? { kind, agentId: id } : { kind: 'tenant' };
  }

  /** There are few. @throws SourceSilent */
  async #listed({ key, limit, cursor }: ItemsAsked, { source, reading }: FigureDefinition): Promise<Page<Listed>> {
    const look = await this.looking.look(new Set([source]));
    const known = reading.from === 'list' ? look.parts.lists[reading.of] : null;
    if (!known?.isKnown) throw new SourceSilent('Who knows it does not answer now.', { key });
    const from = cursor === undefined ? 0 : Number(decodeCursor(cursor, 1)[0]);
    const rows = known.value.slice(from, from + limit + 1);
    return pageOf(rows, limit, () => [String(from + limit)]);
  }
}

/** @throws FigureNotOfThat */
function countOf({ key, counts }: FigureDefinition, of: string | undefined): FigureDefinition['counts'][number] {
  const count = of === undefined ? counts[0] : counts.find((each) => keyOf(each) === of);
  if (count === undefined) throw new FigureNotOfThat(`${key} is not made of ${of}.`, { key });
  return count;
}
