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
  const { sourceRef = [], targetRef, transformation, assignment } = association;
  if ([...sourceRef, targetRef].some((item) => item && isStore(item))) {
    reading.error(association, 'data-store', 'A data store cannot be read or written here; use a service task.');
    return [];
  }
  if (assignment) {
    if (transformation) refuse(association, 'has a transformation and an assignment; it can have one of them', reading);
    return assignment.flatMap(({ from, to }) =>
      set(association, to?.body?.trim(), formal(association, from, reading), reading),
    );
  }
  const target = targetRef && variableOf(targetRef);
  if (transformation) return set(association, target, formal(association, transformation, reading), reading);
  if (sourceRef.length > 1)
    refuse(association, 'has several sources; a transformation must say what comes of them', reading);
  const from = sourceRef[0];
  const value = from && reading.expression(association, 'The data association', source(from));
  return set(association, target, value, reading);
}

function set(
  association: Association,
  target: string | undefined,
  value: Expression | undefined,
  reading: Reading,
): Mapping[] {
  if (target && value) return [{ target, value }];
  refuse(association, 'does not say what is set to what', reading);
  return [];
}

function refuse(association: Association, what: string, reading: Reading): void {
  reading.error(association, 'data-association', `A data association ${what}.`);
}

function formal(association: Association, expression: Formal | undefined, reading: Reading) {
  return reading.formal(association, 'The data association', expression);
}

function isStore({ $type }: Element): boolean {
  return $type === 'bpmn:DataStoreReference' || $type === 'bpmn:DataStore';
}
