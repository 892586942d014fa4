import type { FlowNode, ProcessModel } from '../model.js';
import { isActivity } from './activities.js';

/** The nodes a token, or the run of an activity, can go on to from this one; of all depths. */
export function next(model: ProcessModel, node: FlowNode): string[] {
  const targets = node.outgoing.flatMap((flow) => model.flows[flow]?.target ?? []);
  if (isActivity(node)) targets.push(...node.boundary, ...(node.compensation === undefined ? [] : [node.compensation]));
  if (node.kind === 'throw-event' && node.event?.type === 'link' && node.event.target) targets.push(node.event.target);
  const scope = model.scopes[node.id];
  if (scope && node.id !== model.id) targets.push(...entries(model, scope.id));
  return targets;
}

/** The nodes of the scope at which something can begin: by entering it or by an event. */
export function entries(model: ProcessModel, id: string): string[] {
  const { starts, eventSubProcesses, nodes } = model.scopes[id]!;
  const events = nodes.filter((node) => model.nodes[node]?.kind === 'start-event');
  return [...starts, ...eventSubProcesses, ...events, ...(id === model.id ? model.triggers : [])];
}

/** Everything that is reached from these by the steps, these included. */
export function reached(from: Iterable<string>, steps: (id: string) => readonly string[]): Set<string> {
  const found = new Set(from);
  // A set hands out what is added while it is walked.
  for (const id of found) for (const step of steps(id)) found.add(step);
  return found;
}
