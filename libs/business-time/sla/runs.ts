import type { SlaEvent, SlaLog } from './sla-log.js';
import type { Metric } from './sla-policy.js';

/** One instance of a metric: a clock that was started, and the event that ends it for good. */
export interface Run {
  readonly metric: Metric;
  /** Whose promise it is; null but for an OLA. */
  readonly group: string | null;
  /** Counted from 1 in its metric. */
  readonly instance: number;
  readonly from: number;
  /** Infinite while nothing ended it. A solution ends no run: the ticket may be reopened. */
  readonly to: number;
}

type Bounds = Pick<Run, 'group' | 'from' | 'to'>;

/** Every clock the log starts, whether or not a policy has a target for it. */
export function runsOf(log: SlaLog): Run[] {
  const [opened] = log;
  const reply = log.findIndex(isReply);
  return [
    ...numbered('first-response', [span(opened!, log[reply])]),
    ...numbered('next-response', reply < 0 ? [] : nextResponses(log.slice(reply))),
    ...numbered('update', updates(log.filter(isReply))),
    ...numbered('resolution', [span(opened!)]),
    ...numbered('ola', assignments(log)),
  ];
}

/** After the first response: from the earliest message without an answer to the earliest reply (zammad#3410, #5177). */
function nextResponses(log: SlaLog): Bounds[] {
  const runs: Bounds[] = [];
  let waiting: SlaEvent | undefined;
  for (const event of log) {
    if (event.type === 'customer-wrote') waiting ??= event;
    if (!isReply(event) || waiting === undefined) continue;
    runs.push(span(waiting, event));
    waiting = undefined;
  }
  return waiting === undefined ? runs : [...runs, span(waiting)];
}

/** From each reply to the one after it. */
function updates(replies: SlaLog): Bounds[] {
  return replies.map((reply, index) => span(reply, replies[index + 1]));
}

/** From each assignment to the next; assigning the group that has it already is none. */
function assignments(log: SlaLog): Bounds[] {
  const changes = log
    .filter((event) => event.type === 'group-assigned')
    .filter(({ group }, index, all) => group !== (all[index - 1]?.group ?? null));
  return changes
    .map((change, index) => ({ ...span(change, changes[index + 1]), group: change.group }))
    .filter(({ group }) => group !== null);
}

function isReply(event: SlaEvent): boolean {
  return event.type === 'agent-replied';
}

function span(from: SlaEvent, to?: SlaEvent): Bounds {
  return { group: null, from: from.at.getTime(), to: to?.at.getTime() ?? Number.POSITIVE_INFINITY };
}

function numbered(metric: Metric, runs: readonly Bounds[]): Run[] {
  return runs.map((run, index) => ({ metric, ...run, instance: index + 1 }));
}
