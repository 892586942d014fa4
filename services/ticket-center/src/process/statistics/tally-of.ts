import type { RecordType } from '#libs/process-engine/records';
import type { ProcessRecordRow } from '../schema/process-record.schema.js';
import { Tally } from './tally.js';

/** Of these records a tally is made; of the rest nothing is read. */
export const AT_NODES: readonly RecordType[] = [
  'element-entered',
  'element-left',
  'element-terminated',
  'call-attempt-failed',
  'incident-raised',
];
/** These with what they say. */
export const WITH_BODY: readonly RecordType[] = ['flow-taken', 'migrated'];

export type TalliedRecord = Pick<ProcessRecordRow, 'type' | 'element' | 'node' | 'at'> & { readonly body?: object };

/** The records of one instance in their order; a migrated one counts as if it had always been on its last version. */
export function tallyOf(records: readonly TalliedRecord[]): Tally {
  let tally = new Tally();
  const since = new Map<number | null, number>();
  for (const record of records) {
    if (record.type === 'flow-taken') tally.takeFlow((record.body as { flow: string }).flow);
    else if (record.type === 'migrated') tally = renamed(tally, record.body as Renames);
    else if (record.node !== null) atNode(tally, record.node, record, since);
  }
  return tally;
}

function atNode(
  tally: Tally,
  name: string,
  { type, element, at }: TalliedRecord,
  since: Map<number | null, number>,
): void {
  const node = tally.node(name);
  if (type === 'element-entered') {
    node.entered += 1;
    since.set(element, at.getTime());
  } else if (type === 'element-left') {
    node.completed += 1;
    node.durations.add(at.getTime() - (since.get(element) ?? at.getTime()));
  } else if (type === 'element-terminated') node.terminated += 1;
  else node.failures += 1;
}

/** Old names to new, those that differ. */
interface Renames {
  readonly nodes: Readonly<Record<string, string>>;
  readonly flows: Readonly<Record<string, string>>;
}

function renamed(before: Tally, { nodes, flows }: Renames): Tally {
  const after = new Tally();
  for (const [name, tally] of before.nodes) after.node(nodes[name] ?? name).merge(tally.stored());
  for (const [name, taken] of before.flows) after.takeFlow(flows[name] ?? name, taken);
  return after;
}
