import type { IncidentCode } from '../incident.js';
import type { ProcessModel } from '../model.js';
import type { ProcessRecord } from '../records.js';
import type { ElementEntered } from '../records/element.js';
import type { InstanceOutcome } from '../reference.js';

/** The way an instance took, without times and data. */
export interface Trace {
  /** From node to node, in order; by a flow or by an event. */
  readonly steps: readonly TraceStep[];
  /** How often each was entered, and taken. */
  readonly nodes: ReadonlyMap<string, number>;
  readonly flows: ReadonlyMap<string, number>;
  /** Every one that was raised. */
  readonly incidents: readonly IncidentAt[];
  readonly outcome: InstanceOutcome | 'active';
}

export interface TraceStep {
  readonly from: string;
  readonly to: string;
}

export interface IncidentAt {
  readonly code: IncidentCode;
  readonly node: string;
}

/** @param records of one instance, in order */
export function traceOf(records: readonly ProcessRecord[], model: ProcessModel): Trace {
  const [nodes, flows] = [new Map<string, number>(), new Map<string, number>()];
  const at = new Map<number, string>();
  const steps: TraceStep[] = [];
  for (const record of records) {
    if (record.type === 'flow-taken') {
      const { source, target } = model.flows[record.flow]!;
      steps.push({ from: source, to: target });
      count(flows, record.flow);
    } else if (record.type === 'element-entered') {
      at.set(record.element, record.node);
      count(nodes, record.node);
      if (record.flows.length === 0) steps.push({ from: cameFrom(record, at, model), to: record.node });
    }
  }
  return { steps, nodes, flows, ...endOf(records) };
}

/** What is not entered by a flow: a boundary event by what it is attached to, all else by its scope. */
function cameFrom(
  { node, parent }: ElementEntered,
  at: ReadonlyMap<number, string>,
  { id, nodes }: ProcessModel,
): string {
  const known = nodes[node];
  if (known?.kind === 'boundary-event') return known.attachedTo;
  return at.get(parent ?? 0) ?? id;
}

function endOf(records: readonly ProcessRecord[]): Pick<Trace, 'incidents' | 'outcome'> {
  const incidents = records.flatMap((record) => {
    if (record.type !== 'incident-raised') return [];
    const { code, node } = record.incident;
    return { code, node };
  });
  const ended = records.find((record) => record.type === 'instance-ended');
  return { incidents, outcome: ended?.type === 'instance-ended' ? ended.outcome : 'active' };
}

function count(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}
