import type { SopField, Values } from './sop-content.js';
import { SopValuesRefused } from './sop.errors.js';

/**
 * What a step asked for, and nothing else.
 * @throws SopValuesRefused naming the fields, never what was typed
 */
export function requireCollected(fields: readonly SopField[], values: Values): void {
  const known = new Set(fields.map(({ name }) => name));
  const unknown = Object.keys(values).filter((name) => !known.has(name));
  const offending = [
    ...unknown.map((name) => ({ field: `values.${name}`, message: 'the step does not ask for it' })),
    ...fields.flatMap((field) => {
      const message = problemOf(field, values[field.name] ?? null);
      return message === null ? [] : [{ field: `values.${field.name}`, message }];
    }),
  ];
  if (offending.length > 0)
    throw new SopValuesRefused('Some of what the step asks for is missing or wrong.', { offending });
}

function problemOf({ label, type, choices, required }: SopField, value: unknown): string | null {
  if (value === null) return required ? `${label} is missing` : null;
  if (type === 'text') return typeof value === 'string' ? null : `${label} is a text`;
  if (type === 'number') return typeof value === 'number' ? null : `${label} is a number`;
  if (type === 'boolean') return typeof value === 'boolean' ? null : `${label} is yes or no`;
  return choices.includes(value as string) ? null : `${label} is one of ${choices.join(', ')}`;
}
