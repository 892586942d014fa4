import type { InterfaceFigures } from '#libs/contracts/common-center/integration/interface-figures-api';
import { AgentsNow, nameOfScope, type Frame, type LiveFigures, type Scope } from '../../figures/figures.api.js';
import { outcomeOwnerOf } from '../outcomes/outcome-parts.js';
import type { TicketOwner } from '../tickets/ticket-count.js';
import { figureNamed } from './figure-catalogue.js';
import type { FigureDefinition, FigureWindow, MonitorScope, Reading } from './figure-definition.js';
import { interfaceScopes, type InterfaceCounted } from './interface-scopes.js';
import type { Known, LookParts, Measured, Measuring } from './look-parts.js';

const UNKNOWN: Measured = { value: null, isKnown: false };
const TENANT: MonitorScope = { kind: 'tenant', id: '' };

/** All numbers of a tenant at one moment: each is made once, whoever asks for it. */
export class Look implements Measuring {
  readonly #made = new Map<string, Measured>();
  #agents: AgentsNow | undefined;
  #oldest: ReadonlyMap<string, number> | undefined;

  constructor(readonly parts: LookParts) {}

  /** @throws NoSuchFigure */
  measure(key: string, scope: MonitorScope, window: FigureWindow): Measured {
    const name = `${key} ${window} ${scope.kind}/${scope.id}`;
    const known = this.#made.get(name);
    if (known) return known;
    const measured = this.#measure(figureNamed(key), scope, window);
    this.#made.set(name, measured);
    return measured;
  }

  /** The teams of a site; null: there is no such site. */
  teamsOf(siteId: string): readonly string[] | null {
    return this.parts.sites.find(({ id }) => id === siteId)?.teamIds ?? null;
  }

  #measure({ key, reading }: FigureDefinition, scope: MonitorScope, window: FigureWindow): Measured {
    if (scope.kind === 'all-tenants') return this.#ofAllTenants(key, window);
    const { floor, tickets, outcomes, interfaces, lists } = this.parts;
    if (reading.from === 'tickets') return from(tickets, (tally) => tally.count(reading.which, this.#ownerOf(scope)));
    if (reading.from === 'outcomes')
      return from(outcomes, (day) => reading.of(day.figures(outcomeOwnerOf(scope, this.teamsOf(scope.id) ?? []))));
    if (reading.from === 'interface-calls')
      return from(interfaces, (all) => reading.of(this.#interfacesOf(all, scope)));
    if (reading.from === 'list') return from(lists[reading.of], (items) => items.length);
    return from(floor, (figures) => this.#ofFloor(figures, reading, scope, window));
  }

  #ofFloor(
    floor: LiveFigures,
    reading: Exclude<Reading, { from: 'tickets' | 'outcomes' | 'interface-calls' | 'list' }>,
    scope: MonitorScope,
    window: FigureWindow,
  ): number | null {
    const scopes = this.#scopesOf(scope);
    if (reading.from === 'period') return reading.of(frameOf(floor, window).gathered.figures(...scopes));
    if (reading.from === 'standing') {
      const since = Math.min(...scopes.map((each) => this.#waitingSince(floor).get(nameOfScope(each)) ?? Infinity));
      const standing = floor.now.tally(...scopes);
      return reading.of({ standing, since: Number.isFinite(since) ? since : null, at: floor.asOf });
    }
    this.#agents ??= new AgentsNow(floor.agents, floor.serving);
    const states = scopes.flatMap((each) => this.#agents!.of(each));
    const meant = states.filter(({ state }) => reading.states.length === 0 || reading.states.includes(state));
    return meant.reduce((sum, { count }) => sum + count, 0);
  }

  #ofAllTenants(key: string, window: FigureWindow): Measured {
    return from(this.parts.tenants, (looks) => {
      const each = looks.map((look) => look.measure(key, TENANT, window));
      return each.every(({ isKnown }) => isKnown) ? each.reduce((sum, { value }) => sum + (value ?? 0), 0) : undefined;
    });
  }

  #scopesOf({ kind, id }: MonitorScope): Scope[] {
    if (kind === 'site') return (this.teamsOf(id) ?? []).map((teamId) => ({ kind: 'team', id: teamId }));
    return [{ kind, id } as Scope];
  }

  #ownerOf({ kind, id }: MonitorScope): TicketOwner {
    if (kind === 'site') return { kind: 'team', teamIds: this.teamsOf(id) ?? [] };
    if (kind === 'team') return { kind: 'team', teamIds: [id] };
    return kind === 'agent' ? { kind: 'agent', agentId: id } : { kind: 'tenant' };
  }

  #interfacesOf(all: readonly InterfaceFigures[], { kind, id }: MonitorScope): readonly InterfaceCounted[] {
    if (kind === 'tenant') return all;
    return interfaceScopes(all)
      .filter((each) => each.id === id)
      .map(({ counted }) => counted);
  }

  #waitingSince({ oldest }: LiveFigures): ReadonlyMap<string, number> {
    if (this.#oldest) return this.#oldest;
    const since = new Map<string, number>();
    for (const each of oldest) {
      const name = nameOfScope(each.scope);
      since.set(name, Math.min(each.since, since.get(name) ?? Infinity));
    }
    this.#oldest = since;
    return since;
  }
}

/** @param of undefined: somebody it needs did not say */
function from<Value>(known: Known<Value>, of: (value: Value) => number | null | undefined): Measured {
  if (!known.isKnown) return UNKNOWN;
  const value = of(known.value);
  return value === undefined ? UNKNOWN : { value, isKnown: true };
}

function frameOf({ interval, lastInterval, day }: LiveFigures, window: FigureWindow): Frame {
  if (window === 'last-interval') return lastInterval;
  return window === 'day' ? day : interval;
}
