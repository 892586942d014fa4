import type { LiveFiguresView } from '../answers/figure.dto.js';
import type { ShownRows } from './shown-rows.js';

/** A push: what it is called, its number and its text, made once for all who watch. */
export interface Push {
  readonly type: 'figures' | 'changes';
  readonly id: string;
  readonly data: string;
}

/** How many pushes are remembered for those who come back, and how much text at most. */
const REMEMBERED = 60;
const MOST_CHARACTERS = 2_000_000;

/**
 * Some rows of one tenant as last pushed. Each look becomes one push of what has changed since the look before, or
 * none; who comes newly, or after too long, gets everything.
 */
export class RowChanges {
  #rows: ReadonlyMap<string, string> = new Map();
  #head = '{}';
  #period = '';
  #pushes: Push[] = [];
  #number = 0;
  #whole: Push | undefined;

  /** @param run distinguishes this process's numbers from others' */
  constructor(
    private readonly shown: ShownRows,
    private readonly run: string,
  ) {}

  /** @returns null when nothing has changed */
  look({ rows, ...head }: LiveFiguresView): Push | null {
    const wanted = rows.filter((row) => this.shown.shows(row));
    const now = new Map(wanted.map((row) => [`${row.kind}/${row.id}`, JSON.stringify(row)]));
    const changed = [...now].filter(([name, text]) => this.#rows.get(name) !== text);
    const gone = [...this.#rows.keys()].filter((name) => !now.has(name));
    const period = JSON.stringify({ ...head, asOf: null });
    const isSame = changed.length === 0 && gone.length === 0 && period === this.#period;
    this.#head = JSON.stringify(head).slice(0, -1);
    this.#rows = now;
    this.#period = period;
    if (isSame) return null;
    this.#whole = undefined;
    this.#number += 1;
    const texts = changed.map(([, text]) => text).join(',');
    const data = `${this.#head},"rows":[${texts}],"gone":${JSON.stringify(gone)}}`;
    const push = { type: 'changes' as const, id: this.#id, data };
    this.#pushes = newest([...this.#pushes, push]);
    return push;
  }

  /** What who has seen `lastEventId` has missed; everything when that is not known any more. */
  since(lastEventId: string | undefined): Push[] {
    if (lastEventId === this.#id) return [];
    const place = this.#pushes.findIndex(({ id }) => id === lastEventId);
    return place < 0 ? [this.whole] : this.#pushes.slice(place + 1);
  }

  /** All rows as they are. */
  get whole(): Push {
    const rows = [...this.#rows.values()].join(',');
    this.#whole ??= { type: 'figures', id: this.#id, data: `${this.#head},"rows":[${rows}]}` };
    return this.#whole;
  }

  get #id(): string {
    return `${this.run}-${this.#number}`;
  }
}

function newest(pushes: readonly Push[]): Push[] {
  let characters = 0;
  const last = pushes.slice(-REMEMBERED);
  const tooOld = last.findLastIndex(({ data }) => (characters += data.length) > MOST_CHARACTERS);
  return last.slice(tooOld + 1);
}
