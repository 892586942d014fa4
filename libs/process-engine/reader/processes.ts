import type { FlowNode, ProcessModel } from '../model.js';
import type { DecisionTable } from '../model/decision.js';
import type { Problem } from '../problem.js';
import { extensionOf } from './bpmn.js';
import type { AnyElement, Bpmn, Element } from './bpmn.js';
import type { Definitions } from './definitions.js';
import { globalTaskContent, isGlobalTask } from './global-tasks.js';
import type { GlobalTaskElement } from './global-tasks.js';
import { Messages } from './node/messages.js';
import { namesIn } from './names.js';
import { checkPlacement } from './placement.js';
import { Reading } from './reading.js';
import { readContent } from './scopes.js';
import type { Content } from './scopes.js';
import { readStartVariables } from './start-variables.js';
import { containersOf, Surroundings } from './surroundings.js';

export interface ReadProcess {
  /** Not to be run where there are errors: what was refused is missing in it. */
  readonly model: ProcessModel;
  readonly problems: readonly Problem[];
}

/** Every process that is marked as executable, and every global task. */
export function readProcesses(definitions: Definitions, decisions: Decisions): readonly ReadProcess[] {
  const roots = (definitions.rootElements ?? []) as readonly AnyElement[];
  const collaborations = roots.filter((root) => root.$type === 'bpmn:Collaboration');
  return roots.flatMap((root) => {
    if (root.$type === 'bpmn:Process' && root.isExecutable) return [readProcess(root, collaborations, decisions)];
    return isGlobalTask(root) ? [readGlobalTask(root, decisions)] : [];
  });
}

/** By their ids. */
type Decisions = Readonly<Record<string, DecisionTable>>;

function readProcess(
  process: Bpmn<'Process'>,
  collaborations: readonly Bpmn<'Collaboration'>[],
  decisions: Decisions,
): ReadProcess {
  const reading = new Reading([...new Set(namesIn(process))]);
  checkPlacement(process, reading);
  refuseCorrelation(process, collaborations, reading);
  const surroundings = new Surroundings(
    containersOf(process),
    collaborations.flatMap(({ artifacts }) => artifacts ?? []),
  );
  const messages = new Messages(collaborations.flatMap(({ messageFlows }) => messageFlows ?? []));
  const content = readContent(process, { surroundings, messages, reading });
  const pool = collaborations
    .flatMap(({ participants }) => participants ?? [])
    .find(({ processRef }) => processRef === process);
  const model = {
    id: idFor(process, reading),
    name: process.name?.trim() || pool?.name?.trim() || undefined,
    timeZone: readTimeZone(process, reading),
    startVariables: readStartVariables(process, reading),
    ...content,
    triggers: triggersOf(content),
    decisions: decisionsFor(content, decisions),
    sla: extensionOf(process, 'sla'),
  };
  return { model, problems: reading.problems };
}

function readGlobalTask(element: GlobalTaskElement, decisions: Decisions): ReadProcess {
  const reading = new Reading([]);
  checkPlacement(element, reading);
  const content = globalTaskContent(element, reading);
  const model = {
    id: idFor(element, reading),
    name: element.name?.trim() || undefined,
    timeZone: 'UTC',
    startVariables: [],
    ...content,
    triggers: [],
    decisions: decisionsFor(content, decisions),
  };
  return { model, problems: reading.problems };
}

/** It would need the payloads of messages, and without it messages would get to the wrong instances. */
function refuseCorrelation(
  process: Bpmn<'Process'>,
  collaborations: readonly Bpmn<'Collaboration'>[],
  reading: Reading,
): void {
  const keys = collaborations.flatMap(({ correlationKeys }) => correlationKeys ?? []);
  if (keys.length + (process.correlationSubscriptions ?? []).length === 0) return;
  reading.error(
    process,
    'correlation',
    'Correlation keys and subscriptions of BPMN cannot be run; use sb:correlationKey at the events.',
  );
}

function idFor(element: Element, reading: Reading): string {
  if (!element.id) reading.error(element, 'no-id', 'The process has no id.');
  return element.id ?? '';
}

function readTimeZone(process: Element, reading: Reading): string {
  const timeZone = extensionOf(process, 'timeZone') ?? 'UTC';
  try {
    new Intl.DateTimeFormat('en', { timeZone });
  } catch {
    reading.error(process, 'time-zone', `"${timeZone}" is no time zone; one is written like Asia/Shanghai.`);
  }
  return timeZone;
}

function triggersOf({ nodes, flows, scopes }: Content): string[] {
  return Object.values(nodes)
    .filter(({ scope }) => scopes[scope]?.parent === undefined)
    .flatMap((node) => triggers(node, flows));
}

function triggers(node: FlowNode, flows: Content['flows']): string[] {
  switch (node.kind) {
    case 'start-event':
      return node.event ? [node.id] : [];
    case 'receive-task':
      return node.instantiate ? [node.id] : [];
    case 'event-gateway':
      return node.instantiate ? node.outgoing.flatMap((flow) => flows[flow]?.target ?? []) : [];
    default:
      return [];
  }
}

function decisionsFor({ nodes }: Content, decisions: Decisions): Decisions {
  const named = Object.values(nodes).flatMap((node) => (node.kind === 'business-rule-task' ? [node.decision] : []));
  return Object.fromEntries(
    [...new Set(named)].flatMap((id) => (Object.hasOwn(decisions, id) ? [[id, decisions[id]!]] : [])),
  );
}
