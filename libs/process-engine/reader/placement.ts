import { extensionElements } from './bpmn.js';
import type { Element } from './bpmn.js';
import type { Reading } from './reading.js';

/** Where our own elements have a meaning. */
const hosts: Readonly<Record<string, readonly string[]>> = {
  StartVariable: ['bpmn:Process'],
  Call: ['bpmn:ServiceTask'],
  Input: ['bpmn:Activity', 'bpmn:ThrowEvent'],
  Output: ['bpmn:Activity', 'bpmn:CatchEvent'],
};

/** An extension that has no effect is refused, or it would be missed. */
export function checkPlacement(element: Element, reading: Reading): void {
  for (const [name, allowed] of Object.entries(hosts)) {
    if (extensionElements(element, name).length === 0 || allowed.some((host) => element.$instanceOf(host))) continue;
    reading.error(element, 'extension-place', `"sb:${name[0]!.toLowerCase()}${name.slice(1)}" has no effect here.`);
  }
}
