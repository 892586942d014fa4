import { isReference } from '../../payloads/payload-reference.js';

const MOST_CHARACTERS = 80;

/** A value as it fits into a sentence. */
export function brief(value: unknown): string {
  if (isReference(value)) return `${value.preview.slice(0, MOST_CHARACTERS)}…`;
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.length <= MOST_CHARACTERS ? text : `${text.slice(0, MOST_CHARACTERS)}…`;
}

/** `amount = 12, level = high`; what was large is told by its beginning. */
export function briefly(variables: object): string {
  if (isReference(variables)) return brief(variables);
  return Object.entries(variables)
    .map(([name, value]) => `${name} = ${brief(value)}`)
    .join(', ');
}

export function namesOf(variables: object): string {
  if (isReference(variables)) return 'many variables';
  return Object.keys(variables).join(', ') || 'nothing';
}
