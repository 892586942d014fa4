import type { BoardText, Widget } from './widget.js';

type Number = Extract<Widget, { type: 'number' }>;
type Column = Extract<Widget, { type: 'table' }>['columns'][number];

const PLAIN = { decimals: 0, as: 'number' } as const;
const PERCENT = { decimals: 1, as: 'percent' } as const;
const TIME = { decimals: 0, as: 'duration' } as const;
const SERVED = [
  { from: 0, as: 'bad' } as const,
  { from: 70, as: 'warning' } as const,
  { from: 80, as: 'good' } as const,
];

/** Numbers beside each other, four columns each. */
function row(y: number, ...numbers: readonly Omit<Number, 'type' | 'place' | 'scope' | 'marks'>[]): Number[] {
  return numbers.map((number, index) => ({
    ...{ type: 'number', scope: 'subject', marks: number.format.as === 'percent' ? SERVED : [] },
    ...number,
    place: { x: index * 4, y, w: 4, h: 3 },
  }));
}

const WAITING = { id: 'waiting', title: 'Waiting', figure: 'waiting', window: 'now', format: PLAIN } as const;
const IN_SERVICE = {
  id: 'in-service',
  title: 'In service',
  figure: 'in-service',
  window: 'now',
  format: PLAIN,
} as const;
const LONGEST = {
  id: 'longest',
  title: 'Waits longest',
  figure: 'longest-waiting',
  window: 'now',
  format: TIME,
} as const;
const LEVEL = {
  id: 'service-level',
  title: 'Service level (SL-3)',
  figure: 'sl-3',
  window: 'day',
  format: PERCENT,
} as const;
const ABANDONED = {
  id: 'abandoned',
  title: 'Abandoned today',
  figure: 'abandoned',
  window: 'day',
  format: PLAIN,
} as const;
const READY = { id: 'ready', title: 'Agents ready', figure: 'agents-ready', window: 'now', format: PLAIN } as const;
const HANDLED = { id: 'handled', title: 'Handled today', figure: 'handled', window: 'day', format: PLAIN } as const;
const HANDLE_TIME = {
  id: 'handle-time',
  title: 'Handle time',
  figure: 'average-handle-time',
  window: 'day',
  format: TIME,
} as const;
const UNFINISHED = {
  id: 'tickets',
  title: 'Open tickets',
  figure: 'tickets-unfinished',
  window: 'now',
  format: PLAIN,
} as const;
const OLD = {
  id: 'tickets-old',
  title: 'Over a day',
  figure: 'tickets-over-24h',
  window: 'now',
  format: PLAIN,
} as const;

const column = (figure: string, window: Column['window'], format: Column['format'] = PLAIN): Column => ({
  ...{ figure, window, format },
  marks: [],
});

const ON_THE_FLOOR = [column('waiting', 'now'), column('in-service', 'now'), column('handled', 'day')];
const SERVICE = [column('longest-waiting', 'now', TIME), column('agents-ready', 'now'), column('sl-3', 'day', PERCENT)];
const WORK = [column('average-handle-time', 'day', TIME), column('occupancy', 'day', PERCENT)];

const INTERFACE_CALLS = [
  ...[column('interface-calls', 'now'), column('interface-failures', 'now')],
  ...[column('interface-failure-rate', 'now', PERCENT), column('interface-p50', 'now', TIME)],
  column('interface-p95', 'now', TIME),
];

function table(
  id: string,
  title: string,
  rows: 'queue' | 'team' | 'agent' | 'interface',
  columns: Column[],
  y: number,
): Widget {
  return { type: 'table', id, title, rows, columns, place: { x: 0, y, w: 24, h: 10 } };
}

function course(figure: string, title: string, y: number): Widget {
  const place = { x: 0, y, w: 24, h: 6 };
  return { type: 'line', id: 'course', title, figure, minutes: 30, scope: 'subject', format: PLAIN, place };
}

function list(figure: string, title: string, y = 0): Widget {
  const place = { x: 0, y, w: 24, h: 8 };
  return {
    type: 'list',
    id: figure,
    title,
    figure,
    window: 'now',
    scope: { kind: 'tenant', id: '' },
    limit: 20,
    place,
  };
}

/** What a tenant begins with. */
export const HOUSE_BOARDS: readonly BoardText[] = [
  {
    ...{ name: 'Floor', kind: 'tenant' },
    widgets: [
      ...row(0, WAITING, LONGEST, IN_SERVICE, READY, LEVEL, ABANDONED),
      course('offered', 'Offered', 3),
      table('queues', 'Queues', 'queue', [...ON_THE_FLOOR.slice(0, 2), ...SERVICE], 9),
    ],
  },
  {
    ...{ name: 'Site', kind: 'site' },
    widgets: [
      ...row(0, IN_SERVICE, HANDLED, READY, HANDLE_TIME, UNFINISHED),
      table('teams', 'Teams', 'team', [...ON_THE_FLOOR.slice(1), ...WORK], 3),
    ],
  },
  {
    ...{ name: 'Team', kind: 'team' },
    widgets: [
      ...row(0, IN_SERVICE, HANDLED, READY, HANDLE_TIME, UNFINISHED),
      table('agents', 'Agents', 'agent', [...ON_THE_FLOOR.slice(1), ...WORK], 3),
    ],
  },
  {
    ...{ name: 'Queue', kind: 'queue' },
    widgets: [...row(0, WAITING, LONGEST, IN_SERVICE, READY, LEVEL, ABANDONED), course('offered', 'Offered', 3)],
  },
  {
    ...{ name: 'Agent', kind: 'agent' },
    widgets: [...row(0, IN_SERVICE, HANDLED, HANDLE_TIME, UNFINISHED), course('handled', 'Handled', 3)],
  },
  {
    ...{ name: 'Tickets', kind: 'tickets' },
    widgets: [...row(0, UNFINISHED, OLD), list('tickets-over-24h', 'Open for over a day', 3)],
  },
  {
    ...{ name: 'Interfaces', kind: 'interfaces' },
    widgets: [
      list('interface-alarms', 'Systems outside that fail or are slow'),
      list('open-breakers', 'Not called for a while: their breaker is open', 8),
      table('interfaces', 'Calls of the last five minutes', 'interface', INTERFACE_CALLS, 16),
    ],
  },
  { ...{ name: 'Hot topics', kind: 'topics' }, widgets: [list('hot-topics', 'What customers come about')] },
  {
    ...{ name: 'System', kind: 'system' },
    widgets: [list('services-not-ready', 'Services that are not ready'), list('open-alerts', 'Alerts', 8)],
  },
];
