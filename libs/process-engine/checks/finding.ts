import type { FlowNode, SequenceFlow } from '../model.js';
import type { Problem } from '../problem.js';

export function error(element: string, code: string, message: string): Problem {
  return { code, element, message, severity: 'error' };
}

export function warning(element: string, code: string, message: string): Problem {
  return { code, element, message, severity: 'warning' };
}

/** As operators know it: by its name, or else by its id. */
export function called({ name, id }: FlowNode | SequenceFlow): string {
  return `"${name ?? id}"`;
}
