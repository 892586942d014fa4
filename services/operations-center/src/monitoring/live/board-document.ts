import type { Widget } from '../board/widget.js';
import { figureNamed } from '../figure/figure-catalogue.js';
import type { FigureWindow, MonitorScope, MonitorScopeKind } from '../figure/figure-definition.js';
import type { Listed } from '../figure/look-parts.js';
import type { Look } from '../figure/look.js';
import type { Reach } from '../figure/reach.js';
import type { Document, Part } from './merge-patch.js';
import { scopesOfKind } from './scopes-of-kind.js';

/** What is read beside the look: courses over the day, and what numbers lead to. */
export interface Readings {
  /** The figure by interval, each by when it began. */
  course(figure: string, scope: MonitorScope, minutes: 15 | 30): Promise<ReadonlyMap<string, number | null>>;
  /** The first that it counted. */
  first(figure: string, scope: MonitorScope, window: FigureWindow, limit: number): Promise<readonly Listed[]>;
}

/** A board as somebody looks at it. */
export interface Shown {
  readonly widgets: readonly Widget[];
  readonly subject: MonitorScope;
  readonly reach: Reach;
}

/** Why a widget shows nothing. */
type Silence = 'not-permitted' | 'out-of-reach' | 'unavailable';

/** Each widget by its id, with what it shows now; a value that is of nothing is left out. */
export async function documentOf(shown: Shown, look: Look, readings: Readings): Promise<Document> {
  const parts = shown.widgets.map(async (widget) => [widget.id, await partOf(widget, shown, look, readings)] as const);
  return { widgets: Object.fromEntries(await Promise.all(parts)), alerts: alertsOf(shown.reach, look) };
}

async function partOf(widget: Widget, shown: Shown, look: Look, readings: Readings): Promise<Document> {
  if (widget.type === 'table') return tableOf(widget, shown.reach, look);
  const scope = widget.scope === 'subject' ? shown.subject : widget.scope;
  const silence = silenceOf(widget.figure, scope, shown.reach, look);
  if (silence !== null) return { silence };
  if (widget.type === 'number') {
    const { value, isKnown } = look.measure(widget.figure, scope, widget.window);
    return isKnown ? said('value', value) : { silence: 'unavailable' };
  }
  try {
    if (widget.type === 'line')
      return { points: numbersOf(await readings.course(widget.figure, scope, widget.minutes)) };
    const { figure, window, limit } = widget;
    const items = await readings.first(figure, scope, window, limit);
    return { ...said('value', look.measure(figure, scope, window).value), items: items.map(plain) };
  } catch {
    return { silence: 'unavailable' };
  }
}

function tableOf({ rows, columns }: Extract<Widget, { type: 'table' }>, reach: Reach, look: Look): Document {
  const meant = columns.filter(({ figure }) => reach.sees(figureNamed(figure)));
  if (meant.length === 0) return { silence: 'not-permitted' };
  const reached = scopesOfKind(look, rows as MonitorScopeKind).filter(({ id }) =>
    reach.reaches({ kind: rows, id }, rows === 'site' ? look.teamsOf(id) : null),
  );
  const silent = new Set<string>();
  const shown = reached.map(({ id, name }) => {
    const cells = meant.flatMap(({ figure, window }): [string, number][] => {
      const { value, isKnown } = look.measure(figure, { kind: rows, id }, window);
      if (!isKnown) silent.add(figure);
      return value === null ? [] : [[`${figure}/${window}`, value]];
    });
    return [id, { name, cells: Object.fromEntries(cells) }] as const;
  });
  return { rows: Object.fromEntries(shown), ...(silent.size > 0 && { silent: [...silent].toSorted() }) };
}

function silenceOf(figure: string, scope: MonitorScope, reach: Reach, look: Look): Silence | null {
  if (!reach.sees(figureNamed(figure))) return 'not-permitted';
  return reach.reaches(scope, scope.kind === 'site' ? look.teamsOf(scope.id) : null) ? null : 'out-of-reach';
}

function alertsOf(reach: Reach, { parts }: Look): Document {
  const { alerts } = parts.lists;
  if (!alerts.isKnown || !reach.sees(figureNamed('open-alerts'))) return {};
  const reached = alerts.value.filter(({ facts }) =>
    reach.reaches({ kind: facts['scopeKind'] as MonitorScopeKind, id: String(facts['scopeId']) }),
  );
  return Object.fromEntries(reached.map((alert) => [alert.id, plain(alert)]));
}

function plain({ id, label, facts }: Listed): Document {
  const known = Object.entries(facts).filter((fact): fact is [string, string | number | boolean] => fact[1] !== null);
  return { id, label, facts: Object.fromEntries<Part>(known) };
}

function said(name: string, value: number | null): Document {
  return value === null ? {} : { [name]: value };
}

function numbersOf(points: ReadonlyMap<string, number | null>): Document {
  return Object.fromEntries([...points].flatMap(([at, value]) => (value === null ? [] : [[at, value] as const])));
}
