import { OPEN_CATEGORIES, type TicketCount } from '../tickets/ticket-count.js';
import type { FigureDefinition, ListName } from './figure-definition.js';

const rest = { unit: 'count', variant: null, windows: ['now'], counts: [] } as const;

function ofTickets(key: string, which: TicketCount, includes: string): FigureDefinition {
  return {
    ...{ ...rest, key, formula: `number of ${key}`, includes, excludes: 'what is closed or merged' },
    source: 'tickets',
    scopes: ['tenant', 'team', 'agent', 'site', 'all-tenants'],
    permission: 'board:read',
    reading: { from: 'tickets', which },
  };
}

function ofList(key: string, of: ListName, permission: string, includes: string, excludes: string): FigureDefinition {
  return {
    ...{ ...rest, key, formula: `number of ${key}`, includes, excludes, source: of, permission },
    scopes: ['tenant'],
    reading: { from: 'list', of },
  };
}

/** Tickets by category and age, and what other parts of the suite say. */
export const OTHER_DEFINITIONS: readonly FigureDefinition[] = [
  ofTickets('tickets-unfinished', {}, 'every category that needs work, on hold and solved too'),
  ...OPEN_CATEGORIES.map((category) =>
    ofTickets(`tickets-${category}`, { category }, `what is ${category}, by the latest event of the ticket`),
  ),
  ofTickets('tickets-unassigned', { isUnassigned: true }, 'what nobody has'),
  ofTickets('tickets-over-1h', { olderThanHours: 1 }, 'what was opened over an hour ago'),
  ofTickets('tickets-over-4h', { olderThanHours: 4 }, 'what was opened over four hours ago'),
  ofTickets('tickets-over-24h', { olderThanHours: 24 }, 'what was opened over a day ago'),
  ofTickets('tickets-over-72h', { olderThanHours: 72 }, 'what was opened over three days ago'),
  ofList('interface-alarms', 'interfaces', 'interface:read', 'interfaces whose calls fail or take too long', 'cleared'),
  ofList(
    'open-breakers',
    'breakers',
    'interface:read',
    'breakers of interfaces, and of what gateway and services call, that are open',
    'half-open and closed ones',
  ),
  ofList('services-not-ready', 'services', 'assurance:read', 'services of which nobody says that it is ready', 'ready'),
  ofList('hot-topics', 'topics', 'board:read', 'topics that come up far more often than usual', 'usual ones'),
  ofList('open-alerts', 'alerts', 'alert:read', 'alerts that were raised and are not cleared', 'cleared ones'),
];
