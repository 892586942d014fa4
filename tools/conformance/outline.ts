import { Parser } from 'saxen';

/** Every element of an XML file as one line, its path and its id, sorted: BPMN's schema allows other orders of siblings. */
export function outline(xml: string): string[] {
  const lines: string[] = [];
  const path: string[] = [];
  const scopes: Record<string, string>[] = [{}];
  const parser = new Parser();
  parser.on('openTag', (name, attributesOf) => {
    const attributes = attributesOf();
    const declared = Object.entries(attributes).filter(([key]) => /^xmlns(:|$)/.test(key));
    const scope = { ...scopes.at(-1), ...Object.fromEntries(declared.map(([key, uri]) => [key.slice(6), uri])) };
    scopes.push(scope);
    path.push(resolved(name, scope));
    lines.push(`${path.join('/')} ${attributes['id'] ?? ''}`);
  });
  parser.on('closeTag', () => {
    path.pop();
    scopes.pop();
  });
  parser.parse(xml);
  return lines.sort();
}

function resolved(name: string, scope: Record<string, string>): string {
  const [prefix, local] = name.includes(':') ? name.split(':') : ['', name];
  return `{${scope[prefix!] ?? prefix}}${local}`;
}
