import type { Simulation } from '#libs/process-engine/simulator/simulation';
import type { ProcessModel } from '#libs/process-engine/model';
import type { Json } from '#libs/process-engine/model/expression';
import type { CallSpan } from './host.js';

/** A file that is there or not, however often it was made. */
const MARKER = 'MarkerExists';

/** What the suite's own checks would find in their log: entries of scripts, then how it went. */
export function traceOf(
  simulation: Simulation,
  models: readonly ProcessModel[],
  main: string,
  spans: readonly CallSpan[],
): string[] {
  const scripts = new Set(
    simulation.told.flatMap(({ instance, record }) =>
      record.type === 'element-entered' && isScript(models, record.node) ? [`${instance}/${record.element}`] : [],
    ),
  );
  const entries = simulation.told.flatMap(({ instance, record }) =>
    record.type === 'variables-written' && scripts.has(`${instance}/${record.by}`)
      ? entry(record.variables['entry'])
      : [],
  );
  const once = entries.filter((each, index) => each !== MARKER || entries.indexOf(MARKER) === index);
  return [...once, ...parallelism(spans), ...outcome(simulation, main)];
}

function isScript(models: readonly ProcessModel[], node: string): boolean {
  return models.some(({ nodes }) => nodes[node]?.kind === 'script-task');
}

function entry(value: Json | undefined): string[] {
  return typeof value === 'string' ? [value] : [];
}

/** Two pieces of work at the same time. */
function parallelism(spans: readonly CallSpan[]): string[] {
  const work = spans.filter(({ connector }) => connector === 'parallel-work');
  const overlap = work.some((one, index) =>
    work.slice(index + 1).some((other) => one.from < other.to && other.from < one.to),
  );
  return overlap ? ['ExecutionParallel'] : [];
}

function outcome(simulation: Simulation, main: string): string[] {
  const incidents = simulation.told.some(({ record }) => record.type === 'incident-raised');
  if (incidents) return ['RuntimeException'];
  const ended = simulation.told.findLast(
    ({ instance, record }) => instance === main && record.type === 'instance-ended',
  )?.record;
  if (ended?.type === 'instance-ended' && ended.outcome === 'failed') return ['ErrorThrownErrorEvent'];
  const escalated = simulation.told.some(
    ({ instance, record }) =>
      instance === main &&
      record.type === 'event-thrown' &&
      record.event.type === 'escalation' &&
      record.caughtBy === undefined,
  );
  return escalated ? ['ErrorThrownEscalationEvent'] : [];
}
