import type { LiveRow } from '../answers/figure.dto.js';
import type { FigureReach } from '../answers/figure-reach.js';

/** Which rows somebody watches; those who watch the same share what is pushed. */
export class ShownRows {
  readonly name: string;

  /** @param kind undefined: all that are reached */
  constructor(
    private readonly kind: LiveRow['kind'] | undefined,
    private readonly reach: FigureReach,
  ) {
    this.name = `${kind ?? ''}/${reach.name}`;
  }

  shows(row: Pick<LiveRow, 'kind' | 'id'>): boolean {
    return row.kind === (this.kind ?? row.kind) && this.reach.sees(row);
  }
}
