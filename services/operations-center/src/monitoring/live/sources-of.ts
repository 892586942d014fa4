import { figuresOf, type Widget } from '../board/widget.js';
import { figureNamed } from '../figure/figure-catalogue.js';
import type { FigureSource } from '../figure/figure-definition.js';

/** Who has to be asked for what widgets show. A table has rows of the floor, whatever its columns are, unless they are interfaces; alerts are on every board. */
export function sourcesOf(widgets: readonly Widget[]): FigureSource[] {
  const named = widgets.flatMap(figuresOf).map(({ figure }) => figureNamed(figure).source);
  const ofTables: FigureSource[] = widgets.some(hasRowsOfTheFloor) ? ['contacts'] : [];
  return ['alerts', ...named, ...ofTables];
}

function hasRowsOfTheFloor(widget: Widget): boolean {
  return widget.type === 'table' && widget.rows !== 'interface';
}
