/** An element of a BPMN file as moddle has it. */
export interface Element {
  readonly $type: string;
  readonly $model: { create(type: string, properties: object): Element };
  readonly $descriptor: { readonly properties: readonly { readonly name: string; readonly isReference?: boolean }[] };
  readonly $attrs?: Readonly<Record<string, unknown>>;
  get(name: string): unknown;
  set(name: string, value: unknown): void;
}

/** The element and all that is in it. */
export function everythingIn(root: Element): Element[] {
  const own = root.$descriptor.properties.filter(({ isReference }) => !isReference);
  const parts = own.flatMap(({ name }) => [root.get(name)].flat()).filter(isElement);
  return [root, ...parts.flatMap(everythingIn)];
}

/** What the element means, as plain data: defaults filled in, references by id. */
export function meaning(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(meaning);
  if (!isElement(value)) return isGeneric(value) ? generic(value) : value;
  const properties = value.$descriptor.properties.map(({ name, isReference }) => {
    const content = value.get(name);
    return [
      name,
      isReference ? [content].flat().map((each) => (each as Element | undefined)?.get('id')) : meaning(content),
    ];
  });
  // `$type` is what an xsi:type said.
  const attributes = Object.entries(value.$attrs ?? {}).filter(([name]) => name !== 'xsi:type');
  return { $type: value.$type, ...Object.fromEntries([...properties, ...attributes]) };
}

/** Of a namespace nobody described: attributes stand as they are, and `$children` has what is inside. */
interface Generic {
  readonly $type: string;
  readonly $children?: readonly Generic[];
}

function generic(element: Generic): object {
  return { ...element, $children: element.$children?.map(generic) };
}

function isElement(value: unknown): value is Element {
  return isGeneric(value) && (value as unknown as Element).$descriptor.properties !== undefined;
}

function isGeneric(value: unknown): value is Generic {
  return typeof value === 'object' && value !== null && '$descriptor' in value;
}
