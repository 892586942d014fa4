import type { RecordBody } from '#libs/process-engine/records';

/** What happened at a node, as a diagram shows it. */
export interface NodePath {
  readonly node: string;
  readonly entered: number;
  readonly completed: number;
  readonly terminated: number;
  /** Failed attempts of calls, and incidents. */
  readonly failures: number;
  /** ISO 8601, UTC. */
  readonly firstAt: string;
  readonly lastAt: string;
  /** failed: it stands still with an incident. */
  readonly state: 'live' | 'failed' | 'completed' | 'terminated';
}

export interface Path {
  /** In the order in which they were first entered. */
  readonly nodes: readonly NodePath[];
  /** How often each way was taken. */
  readonly flows: Readonly<Record<string, number>>;
}

interface Seen {
  readonly at: string;
  readonly record: RecordBody;
}

interface Tally {
  entered: number;
  completed: number;
  terminated: number;
  failures: number;
  incidents: Set<number>;
  firstAt: string;
  lastAt: string;
}

/** Where an instance has been, from its records in order. */
export function pathOf(records: Iterable<Seen>): Path {
  const nodes = new Map<string, Tally>();
  const flows: Record<string, number> = {};
  for (const { at, record } of records) {
    if (record.type === 'flow-taken') flows[record.flow] = (flows[record.flow] ?? 0) + 1;
    const node = nodeOf(record);
    if (node === undefined) continue;
    const tally = nodes.get(node) ?? begun(at);
    nodes.set(node, tally);
    tally.lastAt = at;
    count(tally, record);
  }
  return { nodes: Array.from(nodes, ([node, tally]) => nodePath(node, tally)), flows };
}

function nodeOf(record: RecordBody): string | undefined {
  switch (record.type) {
    case 'element-entered':
    case 'element-left':
    case 'element-terminated':
    case 'call-attempt-failed':
    case 'incident-resolved':
      return record.node;
    case 'incident-raised':
      return record.incident.node;
    default:
      return undefined;
  }
}

function count(tally: Tally, record: RecordBody): void {
  if (record.type === 'element-entered') tally.entered += 1;
  if (record.type === 'element-left') tally.completed += 1;
  if (record.type === 'element-terminated') tally.terminated += 1;
  if (record.type === 'call-attempt-failed') tally.failures += 1;
  if (record.type === 'incident-raised') {
    tally.failures += 1;
    tally.incidents.add(record.incident.id);
  }
  if (record.type === 'incident-resolved') tally.incidents.delete(record.incident);
}

function begun(at: string): Tally {
  return { entered: 0, completed: 0, terminated: 0, failures: 0, incidents: new Set(), firstAt: at, lastAt: at };
}

function nodePath(node: string, { incidents, ...tally }: Tally): NodePath {
  return { node, ...tally, state: stateOf(incidents.size, tally) };
}

function stateOf(incidents: number, { entered, completed, terminated }: Omit<Tally, 'incidents'>): NodePath['state'] {
  if (incidents > 0) return 'failed';
  if (entered > completed + terminated) return 'live';
  return completed > 0 ? 'completed' : 'terminated';
}
