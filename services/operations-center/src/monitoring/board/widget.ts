import { z } from 'zod';
import { checkAsked } from '../figure/figure-catalogue.js';
import { FigureWindow, MonitorScopeKind, type FigureSource } from '../figure/figure-definition.js';
import { ScopeKind } from '../../figures/figures.api.js';

const MOST_WIDGETS = 40;
const MOST_COLUMNS = 20;

const code = z.string().regex(/^[a-z][a-z0-9-]{0,31}$/, 'expected lower-case letters, digits and dashes');
const key = z.string().max(64).describe('a key of GET /figure-definitions');

/** Whose number: somebody's, or of what the board is looked at for. */
const Scope = z.union([z.literal('subject'), z.object({ kind: MonitorScopeKind, id: z.string().max(64).default('') })]);

const Format = z
  .object({
    decimals: z.int().min(0).max(3).default(0),
    as: z.enum(['number', 'percent', 'duration']).default('number'),
  })
  .default({ decimals: 0, as: 'number' });

/** From where on a number is coloured; what people are told of is a threshold. */
const Marks = z
  .array(z.object({ from: z.number(), as: z.enum(['good', 'warning', 'bad']) }))
  .max(5)
  .default([]);

const common = {
  id: code,
  title: z.string().trim().min(1).max(64),
  place: z
    .object({
      x: z.int().min(0).max(23),
      y: z.int().min(0).max(199),
      w: z.int().min(1).max(24),
      h: z.int().min(1).max(50),
    })
    .describe('on a grid of 24 columns'),
};

export const Widget = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('number'),
    ...common,
    figure: key,
    window: FigureWindow,
    scope: Scope,
    format: Format,
    marks: Marks,
  }),
  z.object({
    ...{ type: z.literal('table'), ...common },
    rows: z
      .enum([...ScopeKind.exclude(['tenant']).options, 'site', 'interface'])
      .describe('one for each that the viewer reaches'),
    columns: z
      .array(z.object({ figure: key, window: FigureWindow, format: Format, marks: Marks }))
      .min(1)
      .max(MOST_COLUMNS),
  }),
  z.object({
    ...{ type: z.literal('line'), ...common, figure: key, scope: Scope, format: Format },
    minutes: z.union([z.literal(15), z.literal(30)]).default(30),
  }),
  z.object({
    ...{ type: z.literal('list'), ...common, figure: key, window: FigureWindow, scope: Scope },
    limit: z.int().min(1).max(50).default(10),
  }),
]);
export type Widget = z.infer<typeof Widget>;

/** What boards are of; those of a team, a queue, an agent or a site are looked at for one of these. */
export const BoardKind = z.enum([
  ...([
    'site',
    'team',
    'queue',
    'agent',
    'tickets',
    'interfaces',
    'topics',
    'tenant',
    'system',
    'all-tenants',
  ] as const),
]);
export type BoardKind = z.infer<typeof BoardKind>;

/** The kind of scope a board has as its subject. */
export const SUBJECT_OF: Readonly<Record<BoardKind, MonitorScopeKind>> = {
  site: 'site',
  team: 'team',
  queue: 'queue',
  agent: 'agent',
  tickets: 'tenant',
  interfaces: 'tenant',
  topics: 'tenant',
  tenant: 'tenant',
  system: 'tenant',
  'all-tenants': 'all-tenants',
};

export const BoardText = z
  .object({
    name: z.string().trim().min(1).max(64),
    kind: BoardKind,
    widgets: z.array(Widget).min(1).max(MOST_WIDGETS),
  })
  .superRefine(({ kind, widgets }, context) => {
    for (const [index, widget] of widgets.entries())
      for (const wrong of wrongIn(widget, kind))
        context.addIssue({ code: 'custom', path: ['widgets', index], message: wrong });
    if (new Set(widgets.map(({ id }) => id)).size < widgets.length)
      context.addIssue({ code: 'custom', path: ['widgets'], message: 'two widgets have the same id' });
  });
export type BoardText = z.infer<typeof BoardText>;

/** What a widget shows, each by its name. */
export function figuresOf(widget: Widget): { readonly figure: string; readonly window: FigureWindow }[] {
  if (widget.type === 'table') return widget.columns;
  return [{ figure: widget.figure, window: widget.type === 'line' ? 'interval' : widget.window }];
}

function wrongIn(widget: Widget, board: BoardKind): string[] {
  const said = widget.type === 'table' ? widget.rows : widget.scope;
  const kind = typeof said === 'string' ? (said === 'subject' ? SUBJECT_OF[board] : said) : said.kind;
  return figuresOf(widget).flatMap(({ figure, window }) => {
    try {
      const { unit, source } = checkAsked({ key: figure, kind, window });
      if (widget.type === 'line' && !PERIODICAL.has(source)) return [`${figure} has no course over the day`];
      if (widget.type === 'list' && (unit !== 'count' || source === 'interface-calls'))
        return [`${figure} counts nothing that can be listed`];
      return [];
    } catch (error) {
      return [(error as Error).message];
    }
  });
}

const PERIODICAL: ReadonlySet<FigureSource> = new Set(['contacts', 'agents']);
