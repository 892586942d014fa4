import { digest, type Part, type View } from '../definition/view.js';
import type { PartOutcome } from '../execution/part-outcome.js';
import { rightsOf } from '../execution/caller.api.js';
import type { Outcomes, ViewCall } from '../execution/view-run.js';

/** What of a view is asked for. */
export interface Extent {
  readonly whole: boolean;
  readonly schema: boolean;
}

/** The parts as JSON, by name, in the view's own order. */
export function partsJson(view: View, outcomes: Outcomes): string {
  const members = view.parts.flatMap((part) => {
    const outcome = outcomes.get(part.name);
    return outcome === undefined ? [] : `${JSON.stringify(part.name)}:${partJson(part, outcome)}`;
  });
  return `{${members.join(',')}}`;
}

/**
 * Strong, over what the answer is made of: the definition, the caller's rights, each part as it is shown. None when something
 * failed that may not fail the next time.
 */
export function etagOf({ view, caller }: ViewCall, { whole, schema }: Extent, outcomes: Outcomes): string | undefined {
  if (Array.from(outcomes.values()).some(isPassing)) return undefined;
  const parts = view.parts.flatMap((part) => {
    const outcome = outcomes.get(part.name);
    return outcome === undefined ? [] : [part.name, stateOf(part, outcome)];
  });
  return `"${digest(JSON.stringify([view.version, rightsOf(caller.identity), whole, schema, ...parts]))}"`;
}

/** `If-None-Match` (RFC 9110 §13.1.2); a list, compared weakly. */
export function matches(field: string | undefined, etag: string | undefined): boolean {
  if (field === undefined || etag === undefined) return false;
  return field.split(',').some((one) => one.trim().replace(/^W\//, '') === etag);
}

function partJson(part: Part, outcome: PartOutcome): string {
  const { status } = outcome;
  const data =
    'kept' in outcome ? shownOf(part, outcome).json : 'value' in outcome ? JSON.stringify(outcome.value) : undefined;
  const members = [
    `"status":${JSON.stringify(status)}`,
    ...(status === 'skipped' ? [`"because":"${outcome.because}"`, `"on":${JSON.stringify(outcome.on)}`] : []),
    ...('problem' in outcome ? [`"problem":${JSON.stringify(outcome.problem)}`] : []),
    ...('kept' in outcome ? [`"etag":"${shownOf(part, outcome).hash}"`] : []),
    ...(data === undefined ? [] : [`"data":${data}`]),
  ];
  return `{${members.join(',')}}`;
}

function stateOf(part: Part, outcome: PartOutcome): unknown {
  return 'kept' in outcome ? shownOf(part, outcome).hash : outcome;
}

function shownOf(part: Part, { kept }: Extract<PartOutcome, { kept: unknown }>) {
  return kept.shown(part.projectionKey, (data) => part.projection.of(data));
}

function isPassing(outcome: PartOutcome): boolean {
  return outcome.status === 'stale' || ('problem' in outcome && outcome.problem.status >= 500);
}
