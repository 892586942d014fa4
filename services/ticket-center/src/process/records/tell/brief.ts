const MOST_CHARACTERS = 80;

/** A value as it fits into a sentence. */
export function brief(value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.length <= MOST_CHARACTERS ? text : `${text.slice(0, MOST_CHARACTERS)}…`;
}

/** `amount = 12, level = high`; what was large is told by its beginning. */
export function briefly(variables: object): string {
  return Object.entries(variables)
    .map(([name, value]) => `${name} = ${brief(value)}`)
    .join(', ');
}

export function namesOf(variables: object): string {
  return Object.keys(variables).join(', ') || 'nothing';
}
