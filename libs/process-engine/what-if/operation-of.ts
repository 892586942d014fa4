import type { ProcessRecord } from '../records.js';
import type { OperatorActed } from '../records/instance.js';
import { ROOT } from '../snapshot.js';
import type { Variables } from '../variables.js';
import type { Operation } from './operation.js';

/**
 * What the operator did, from the records that follow. Undefined for what moves no token: suspending and resuming show in how
 * late the answers are.
 */
export function operationOf(acted: OperatorActed, following: readonly ProcessRecord[]): Operation | undefined {
  const { action, operator, reason, element = ROOT, node = '' } = acted;
  const by = { operator, reason };
  switch (action) {
    case 'cancel':
      return { type: 'cancel', ...by };
    case 'release-join':
      return { type: 'release-join', node, ...by };
    case 'retry':
      return { type: 'retry', node, variables: written(before(following, notWritten)), ...by };
    case 'set-variables':
      return { type: 'set-variables', node, element, variables: written(before(following, notWritten)), ...by };
    case 'skip':
      return { type: 'skip', node, element, ...skipped(element, following), ...by };
    case 'go-back':
      return { type: 'go-back', node, element, ...takenBack(following), ...by };
    case 'suspend':
    case 'resume':
    case 'migrate':
      return undefined;
  }
}

type Test = (record: ProcessRecord) => boolean;

function before(records: readonly ProcessRecord[], end: Test): readonly ProcessRecord[] {
  const index = records.findIndex(end);
  return index < 0 ? records : records.slice(0, index);
}

const notWritten: Test = (record) => record.type !== 'variables-written';

function written(records: readonly ProcessRecord[]): Variables {
  const variables = records.map((record) =>
    record.type === 'variables-written' && record.by === undefined ? record.variables : {},
  );
  return Object.assign({}, ...variables) as Variables;
}

/** Flows that were chosen by their conditions are chosen again, by those of the other version. */
function skipped(element: number, following: readonly ProcessRecord[]): { variables: Variables; flows?: string[] } {
  const until = before(
    following,
    (record) =>
      record.type === 'operator-acted' ||
      ((record.type === 'element-left' || record.type === 'condition-evaluated') && record.element === element),
  );
  const variables = written(until);
  const left = following[until.length];
  if (left?.type !== 'element-left') return { variables };
  const taken = before(following.slice(until.length + 1), ({ type }) => type !== 'flow-taken');
  return { variables, flows: taken.flatMap((record) => (record.type === 'flow-taken' ? record.flow : [])) };
}

function takenBack(following: readonly ProcessRecord[]): { to: string; nodes: string[]; flows: string[] } {
  const gone = before(following, (record) => record.type === 'element-entered' && record.cause === 'operator');
  const to = gone.flatMap((record) => (record.type === 'run-begun' ? record.to : []))[0] ?? '';
  return {
    to,
    nodes: gone.flatMap((record) => (record.type === 'element-terminated' ? record.node : [])),
    flows: gone.flatMap((record) => (record.type === 'tokens-withdrawn' ? record.flows : [])),
  };
}
