import type { View } from '../definition/view.js';
import type { Outcomes, Priority, ViewRun } from '../execution/view-run.js';
import { partsJson } from './view-text.js';

/** The rest after the fast part, in this order. */
const LATER: readonly Priority[] = [1, 2, 3];

export type Format = 'event-stream' | 'ndjson';

export const MEDIA_TYPES: Readonly<Record<Format, string>> = {
  'event-stream': 'text/event-stream; charset=utf-8',
  ndjson: 'application/x-ndjson; charset=utf-8',
};

/** What is sent at once: the fast part, then each priority when all before it were sent. */
export interface Stage {
  readonly number: number;
  readonly outcomes: Outcomes;
  /** With those of the stages before. */
  readonly soFar: Outcomes;
  readonly last: boolean;
}

/** The priorities that the view has parts of, each a message: four at most. */
export function prioritiesOf(view: View): readonly Priority[] {
  const used = new Set(view.parts.map(({ definition }) => definition.priority));
  return ['fast', ...LATER.filter((priority) => used.has(priority))];
}

/** All parts are asked for from the start. */
export async function* stagesOf(view: View, run: ViewRun): AsyncGenerator<Stage> {
  const priorities = prioritiesOf(view);
  const coming = priorities.map((priority) => run.parts(priority));
  // Whoever stops listening has heard of the first that failed.
  for (const each of coming) each.catch(() => undefined);
  const soFar = new Map<string, Outcomes extends ReadonlyMap<string, infer One> ? One : never>();
  for (const [number, each] of coming.entries()) {
    const outcomes = await each;
    for (const [part, outcome] of outcomes) soFar.set(part, outcome);
    yield { number, outcomes, soFar, last: number === priorities.length - 1 };
  }
}

/** @param besides what the message says before its parts. */
export function messageOf(format: Format, view: View, { number, outcomes, last }: Stage, besides: object): string {
  const head = { view: view.definition.name, version: view.version, message: number, last, ...besides };
  const json = `${JSON.stringify(head).slice(0, -1)},"parts":${partsJson(view, outcomes)}}`;
  return format === 'ndjson' ? `${json}\n` : `event: parts\nid: ${number}\ndata: ${json}\n\n`;
}
