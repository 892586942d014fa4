import { read, write } from '#libs/process-engine/reader/definitions';
import { everythingIn, type Element } from './elements.js';
import { condition, meaningOf } from './scripts.js';

/** The file with scripts and conditions in the language of the engine; nothing else is touched. */
export async function translated(xml: string): Promise<string> {
  const { definitions } = await read(xml);
  const root = definitions as unknown as Element;
  for (const element of everythingIn(root)) translateExpressions(element);
  for (const container of everythingIn(root)) translateScripts(container);
  return write(definitions);
}

function translateExpressions(element: Element): void {
  const body = element.$type === 'bpmn:FormalExpression' ? element.get('body') : undefined;
  if (typeof body === 'string' && body.includes('.contains(')) element.set('body', condition(body));
}

function translateScripts(container: Element): void {
  if (container.$type === 'bpmn:GlobalScriptTask') translateScript(container);
  if (!container.$descriptor.properties.some(({ name }) => name === 'flowElements')) return;
  const elements = container.get('flowElements') as Element[];
  for (const [index, element] of elements.entries()) {
    if (element.$type === 'bpmn:ScriptTask') elements[index] = translateScript(element);
  }
}

function translateScript(element: Element): Element {
  const meaning = meaningOf((element.get('script') as string | undefined) ?? '');
  if ('connector' in meaning) return asServiceTask(element, meaning.connector);
  element.set('script', meaning.feel);
  if (meaning.resultVariable !== undefined) element.set('sb:resultVariable', meaning.resultVariable);
  return element;
}

function asServiceTask(script: Element, connector: string): Element {
  const { $model: model } = script;
  const kept = script.$descriptor.properties
    .map(({ name }) => name.replace(/^bpmn:/, ''))
    .filter((name) => !['script', 'scriptFormat', 'extensionElements'].includes(name) && !name.includes(':'));
  const service = model.create('bpmn:ServiceTask', Object.fromEntries(kept.map((name) => [name, script.get(name)])));
  const call = model.create('sb:Call', { connector, effect: 'read' });
  service.set('extensionElements', model.create('bpmn:ExtensionElements', { values: [call] }));
  return service;
}
