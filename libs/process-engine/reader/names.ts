import { extensionElements, extensionOf, nameOf } from './bpmn.js';
import type { Element } from './bpmn.js';

interface Naming extends Element {
  readonly name?: string;
  readonly properties?: readonly Element[];
  readonly flowElements?: readonly Naming[];
  readonly ioSpecification?: { readonly dataInputs?: readonly Element[] };
  readonly loopCharacteristics?: Element & { readonly inputDataItem?: Element; readonly outputDataItem?: Element };
}

/** All names of variables that the file itself gives, so that expressions may use those with spaces and signs in them. */
export function namesIn(outer: Naming): string[] {
  const { loopCharacteristics: loop } = outer;
  const items = [
    ...(outer.properties ?? []),
    ...(outer.ioSpecification?.dataInputs ?? []),
    ...[outer.$type === 'bpmn:DataObject' && outer, loop?.inputDataItem, loop?.outputDataItem].filter((item) => !!item),
  ];
  const own = [
    ...items.map(nameOf),
    ...extensionElements(outer, 'StartVariable').map(nameOf),
    ...['Input', 'Output']
      .flatMap((name) => extensionElements(outer, name))
      .map((mapping) => mapping.get('target') as string),
    ...[extensionOf(outer, 'resultVariable'), loop && extensionOf(loop, 'element')],
  ];
  return [...own.filter((name) => !!name), ...(outer.flowElements ?? []).flatMap(namesIn)] as string[];
}
