import type { FlowNode } from '../model.js';
import type { Activity } from '../model/activity.js';

export function isActivity(node: FlowNode | undefined): node is Activity {
  return node !== undefined && 'startQuantity' in node;
}
