import type { Expression, Mapping } from '../../model/expression.js';
import { extensionElements, nameOf } from '../bpmn.js';
import type { Bpmn, Element } from '../bpmn.js';
import type { Formal, Reading } from '../reading.js';

/** What has data associations: activities and events. */
export interface Associating extends Element {
  readonly dataInputAssociations?: readonly Association[];
  readonly dataOutputAssociations?: readonly Association[];
  readonly dataOutputs?: readonly Element[];
  readonly ioSpecification?: { readonly dataOutputs?: readonly Element[] };
}
type Association = Omit<Bpmn<'DataAssociation'>, '$type'> & Element;

/** What goes in: our own elements first, then the data associations of BPMN. */
export function readInput(element: Associating, reading: Reading): Mapping[] {
  const associations = element.dataInputAssociations ?? [];
  return [
    ...readExtensions(element, 'Input', reading),
    ...associations.flatMap((each) => readAssociation(each, variableOf, reading)),
  ];
}

/** What comes out. BPMN's data outputs are parts of the result; a single one is all of it. */
export function readOutput(element: Associating, reading: Reading): Mapping[] {
  const associations = element.dataOutputAssociations ?? [];
  const outputs = element.ioSpecification?.dataOutputs ?? element.dataOutputs ?? [];
  const part = (item: Element) => `get value(result, ${JSON.stringify(variableOf(item))})`;
  const source = outputs.length > 1 ? part : () => 'result';
  return [
    ...readExtensions(element, 'Output', reading),
    ...associations.flatMap((each) => readAssociation(each, source, reading)),
  ];
}

/** The variable behind an item of data: a reference stands for its data object. */
export function variableOf(item: Element): string {
  const { dataObjectRef } = item as unknown as { dataObjectRef?: Element };
  return nameOf(dataObjectRef ?? item);
}

function readExtensions(element: Element, name: 'Input' | 'Output', reading: Reading): Mapping[] {
  return extensionElements(element, name).map((mapping) => {
    const { target, value } = mapping as unknown as { target?: string; value?: string };
    if (!target) reading.error(element, 'mapping', `An ${name.toLowerCase()} does not say which variable it sets.`);
    return { target: target ?? '', value: reading.expression(element, `The value of "${target}"`, value ?? '') };
  });
}

function readAssociation(association: Association, source: (item: Element) => string, reading: Reading): Mapping[] {
  const { sourceRef, targetRef, transformation, assignment } = association;
  if (assignment)
    return assignment.flatMap(({ from, to }) => set(to?.body?.trim(), formal(association, from, reading)));
  if ([...(sourceRef ?? []), targetRef].some((item) => item && isStore(item))) {
    reading.error(association, 'data-store', 'A data store cannot be read or written here; use a service task.');
    return [];
  }
  if (transformation) return set(targetRef && variableOf(targetRef), formal(association, transformation, reading));
  const from = sourceRef?.[0];
  return set(
    targetRef && variableOf(targetRef),
    from && reading.expression(association, 'The data association', source(from)),
  );
}

function set(target: string | undefined, value: Expression | undefined): Mapping[] {
  return target && value ? [{ target, value }] : [];
}

function formal(association: Association, expression: Formal | undefined, reading: Reading) {
  return reading.formal(association, 'The data association', expression);
}

function isStore({ $type }: Element): boolean {
  return $type === 'bpmn:DataStoreReference' || $type === 'bpmn:DataStore';
}
