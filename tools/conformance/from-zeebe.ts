import { read, write } from '#libs/process-engine/reader/definitions';
import { everythingIn, type Element } from './elements.js';

/** The file with Zeebe's job types, correlation keys and `=` expressions in the words of the engine. */
export async function fromZeebe(xml: string): Promise<string> {
  const { definitions } = await read(xml);
  for (const element of everythingIn(definitions)) {
    const body = element.$type === 'bpmn:FormalExpression' ? element.get('body') : undefined;
    if (typeof body === 'string') element.set('body', body.replace(/^=/, ''));
    const extensions = element.get('extensionElements') as { values?: Generic[] } | undefined;
    for (const extension of extensions?.values ?? []) translate(element, extension);
  }
  return write(definitions);
}

/** An element of a namespace nobody described: attributes stand as they are. */
interface Generic {
  readonly $type: string;
  readonly [attribute: string]: unknown;
}

function translate(element: Element, extension: Generic): void {
  if (extension.$type === 'zeebe:taskDefinition') {
    const values = (element.get('extensionElements') as Element).get('values') as unknown[];
    values.push(element.$model.create('sb:Call', { connector: extension['type'], effect: 'write' }));
  }
  if (extension.$type === 'zeebe:subscription') {
    element.set('sb:correlationKey', String(extension['correlationKey']).replace(/^=/, ''));
  }
}
