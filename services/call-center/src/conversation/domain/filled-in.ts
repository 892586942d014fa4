import { domainError } from '#libs/kernel/domain-error';

export class VariableUnknown extends domainError('chat-variable-unknown', 'invalid') {}

/**
 * The text with every `{name}` replaced by what is known by that name; what is put in is not looked into again.
 * @throws VariableUnknown naming the first that is not known
 */
export function filledIn(text: string, known: Readonly<Record<string, string | number>>): string {
  return text.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    if (Object.hasOwn(known, name)) return String(known[name]);
    throw new VariableUnknown(`The text asks for {${name}}, which is not known here.`, { variable: name });
  });
}
