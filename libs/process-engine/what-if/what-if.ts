import type { ProcessModel } from '../model.js';
import type { ProcessRecord } from '../records.js';
import { compare, type Comparison } from './compare.js';
import { recordingOf } from './recording-of.js';
import { rerun, type Step } from './rerun.js';
import { traceOf, type Trace } from './trace.js';

export interface WhatIf {
  readonly before: Trace;
  readonly after: Trace;
  readonly comparison: Comparison;
}

/**
 * What would have become of an instance on another version of its process, by all that reached it from outside. Processes it
 * called are not run again: they give what they gave.
 * @param records whole and in order; of one that was migrated nothing can be said
 * @param from the version it ran on
 */
export function whatIf(records: readonly ProcessRecord[], from: ProcessModel, to: ProcessModel, step: Step): WhatIf {
  const run = rerun(recordingOf(records, from), to, step);
  const [before, after] = [traceOf(records, from), traceOf(run.records, to)];
  return { before, after, comparison: compare(before, after, run) };
}
