import { parseExpression } from 'feelin';

/** The keys of an expression that writes down an object, `{ total: a + b }`; undefined for every other. */
export function contextKeys(text: string): string[] | undefined {
  const context = parseExpression(text, {}, undefined).topNode.getChild('Context');
  return context?.getChildren('ContextEntry').map((entry) => {
    const { from, to } = entry.getChild('Key')!;
    return text.slice(from, to).replace(/^"|"$/g, '');
  });
}
