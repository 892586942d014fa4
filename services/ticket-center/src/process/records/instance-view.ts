import type { ProcessModel } from '#libs/process-engine/model';
import type { Snapshot, Wait } from '#libs/process-engine/snapshot';
import type { z } from 'zod';
import { instanceStatusView } from '../instance-status.dto.js';
import { statusOf } from '../process.api.js';
import type { ProcessInstanceRow } from '../schema/process-instance.schema.js';
import type { InstanceView } from './process-instance.dto.js';

type View = z.input<typeof InstanceView>;

/** An instance as it stands now. */
export function instanceView(row: ProcessInstanceRow, model: ProcessModel): View {
  const { snapshot, parentInstance, rootInstance } = row;
  return {
    ...instanceStatusView(statusOf(row)),
    parentInstance,
    rootInstance,
    run: snapshot.run,
    elements: elementsOf(snapshot, model),
    waits: Object.values(snapshot.waits).map((wait) => waitView(wait, model)),
    incidents: Object.values(snapshot.incidents).map(({ id, code, node, element, message }) => {
      return { id, code, node, element, message };
    }),
  };
}

function elementsOf({ elements }: Snapshot, model: ProcessModel): View['elements'] {
  return Object.values(elements).map(({ id, node, parent, since, variables }) => ({
    id,
    node,
    name: nameOf(node, model),
    parent: parent ?? null,
    since: since ?? null,
    variables: { ...variables },
  }));
}

function waitView(wait: Wait, model: ProcessModel): View['waits'][number] {
  const { id, kind, node } = wait;
  return {
    id,
    kind,
    node,
    name: nameOf(node, model),
    due: kind === 'timer' ? wait.due : null,
    waitsFor: kind === 'message' || kind === 'signal' ? wait.name : null,
    attempt: kind === 'call' ? wait.attempt : null,
  };
}

function nameOf(node: string, { id, name, nodes }: ProcessModel): string | null {
  return (node === id ? name : nodes[node]?.name) ?? null;
}
