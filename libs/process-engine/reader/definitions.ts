import { BpmnModdle } from 'bpmn-moddle';
import type { ParseWarning } from 'bpmn-moddle';
import type { BpmnModdleTypeMap } from 'bpmn-moddle/types';
import { domainError } from '#libs/kernel/domain-error';
import { extensionDescriptor } from './extension-descriptor.js';

/** A BPMN file as a tree of elements. */
export type Definitions = BpmnModdleTypeMap['bpmn:Definitions'];

export interface BpmnFile {
  readonly definitions: Definitions;
  /** What of the file is not in the tree. */
  readonly warnings: readonly ParseWarning[];
}

/** The text is not XML, or not BPMN 2.0. */
export class NotBpmn extends domainError('process-not-bpmn', 'invalid') {}

// A copy: moddle writes into it.
const moddle = new BpmnModdle({ [extensionDescriptor.prefix]: structuredClone(extensionDescriptor) });
// The standard's schema has the script of a global task as an element, as that of any other; moddle takes it for an attribute.
for (const property of moddle.registry.typeMap['bpmn:GlobalScriptTask']!.properties) {
  if (property.name === 'bpmn:script') property.isAttr = false;
}
// Moddle would write what is in it by the names of their types.
for (const property of moddle.registry.typeMap['bpmn:ComplexBehaviorDefinition']!.properties) {
  property.xml = { serialize: 'property' };
}

/** @throws NotBpmn */
export async function read(xml: string): Promise<BpmnFile> {
  try {
    const { rootElement, warnings } = await moddle.fromXML(xml);
    return { definitions: rootElement, warnings };
  } catch (error) {
    throw new NotBpmn(`The file is not BPMN 2.0: ${(error as Error).message.replace(/\s+/g, ' ')}`);
  }
}

/** As XML, with all the extensions of other tools that were read. */
export async function write(definitions: Definitions): Promise<string> {
  const { xml } = await moddle.toXML(definitions, { format: true });
  return xml;
}
