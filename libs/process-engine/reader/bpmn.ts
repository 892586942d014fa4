import type { BpmnModdleTypeMap } from 'bpmn-moddle/types';

/** An element of a BPMN file, by the name it has in the standard. */
export type Bpmn<Name extends BpmnName> = BpmnModdleTypeMap[`bpmn:${Name}`];
export type BpmnName = keyof BpmnModdleTypeMap extends `bpmn:${infer Name}` ? Name : never;
/** Any of them; `$type` tells which. */
export type AnyElement = BpmnModdleTypeMap[keyof BpmnModdleTypeMap];

/** What all elements have in common. */
export interface Element {
  readonly $type: string;
  readonly $parent?: unknown;
  readonly id?: string;
  readonly extensionElements?: { readonly values?: readonly Element[] };
  /** What the type of the element may have; not enumerable. */
  readonly $descriptor: { readonly properties: readonly PropertyDescription[] };
  get(name: string): unknown;
  $instanceOf(type: string): boolean;
}

export interface PropertyDescription {
  readonly name: string;
  readonly isReference?: boolean;
  /** Follows from what is written elsewhere. */
  readonly isVirtual?: boolean;
}

/** The value of our own attribute; undefined when it is absent or blank. */
export function extensionOf(element: Element, name: string): string | undefined {
  const value = element.get(`sb:${name}`);
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
}

/** Our own elements of that name in its extensionElements. */
export function extensionElements(element: Element, name: string): readonly Element[] {
  return element.extensionElements?.values?.filter(({ $type }) => $type === `sb:${name}`) ?? [];
}

/** The id of the element, or of the nearest one around it that has one. */
export function idOf(element: Element): string | null {
  return element.id ?? (element.$parent ? idOf(element.$parent as Element) : null);
}

/** The name of a variable, message, signal …: what people call it, or else its id. */
export function nameOf(element: { readonly name?: string; readonly id?: string }): string {
  return element.name?.trim() || element.id || '';
}
