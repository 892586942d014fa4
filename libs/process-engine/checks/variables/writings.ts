import { contextKeys } from '../../expression/context-keys.js';
import type { FlowNode, ProcessModel } from '../../model.js';
import type { BusinessRuleTask, ScriptTask } from '../../model/activity.js';
import { isActivity } from '../activities.js';

/** The variables a node sets; `unknown`: it may set any, since its result is not mapped and its entries are not known. */
export type Written = readonly string[] | 'unknown';

type Forms = ReadonlyMap<string, readonly string[]>;

/** The variables that are set around the node when it is done. */
export function writtenBy(model: ProcessModel, node: FlowNode, forms: Forms): Written {
  const lists = 'loop' in node && node.loop?.type === 'multi' && node.loop.output ? [node.loop.output.target] : [];
  const written = writtenOnce(model, node, forms);
  return written === 'unknown' ? written : [...written, ...lists];
}

/** The variables only the node itself has. */
export function ownOf(node: FlowNode): readonly string[] {
  if (!isActivity(node)) return [];
  const element = node.loop?.type === 'multi' && node.loop.element !== undefined ? [node.loop.element] : [];
  return [...node.input.map(({ target }) => target), ...node.variables, ...element];
}

function writtenOnce(model: ProcessModel, node: FlowNode, forms: Forms): Written {
  if ('output' in node && node.output.length > 0)
    return [...node.output.map(({ target }) => target), ...namedResult(node)];
  switch (node.kind) {
    case 'service-task':
    case 'receive-task':
    case 'call-activity':
      return 'unknown';
    case 'user-task':
      return (node.form === undefined ? undefined : forms.get(node.form)) ?? 'unknown';
    case 'script-task':
      return writtenByScript(node);
    case 'business-rule-task':
      return writtenByDecision(model, node);
    case 'start-event':
    case 'catch-event':
    case 'boundary-event':
      return node.event?.type === 'message' ? 'unknown' : [];
    default:
      return [];
  }
}

function namedResult(node: FlowNode): string[] {
  return 'resultVariable' in node && node.resultVariable !== undefined ? [node.resultVariable] : [];
}

function writtenByScript(node: ScriptTask): Written {
  return node.resultVariable === undefined ? (contextKeys(node.script.text) ?? 'unknown') : [node.resultVariable];
}

/** Of several outputs the object's entries; a single value or a list sets nothing by itself. */
function writtenByDecision(model: ProcessModel, node: BusinessRuleTask): Written {
  if (node.resultVariable !== undefined) return [node.resultVariable];
  const table = model.decisions[node.decision];
  if (!table || table.outputs.length === 1 || ['R', 'O', 'C'].includes(table.hitPolicy)) return [];
  return table.outputs.map(({ name }) => name);
}
