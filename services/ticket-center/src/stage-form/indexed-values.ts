import type { Answers } from '../form/form.api.js';
import { MAX_FIELD_VALUE } from './stage-form.schema.js';

/** What of an answer tickets are found by: text, as far as the index holds it. */
export function indexedValues(answers: Answers, indexed: readonly string[]): { field: string; value: string }[] {
  return indexed.flatMap((field) => {
    const text = Object.hasOwn(answers, field) ? textOf(answers[field]) : null;
    return text === null ? [] : [{ field, value: searchedFor(text) }];
  });
}

/** The same of what somebody looks for. */
export function searchedFor(text: string): string {
  return text.slice(0, MAX_FIELD_VALUE);
}

function textOf(value: unknown): string | null {
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : null;
}
