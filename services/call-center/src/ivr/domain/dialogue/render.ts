import type { Text } from '../flow/flow-document.js';
import type { Json } from '../flow/flow.js';
import { variablesOf, type SessionState } from './session-state.js';

const PLACE = /\{([A-Za-z_]\w*)\}/g;

/** The names a text has places for. */
export function placesIn(text: string): string[] {
  return [...text.matchAll(PLACE)].map(([, name]) => name!);
}

/** The text in the dialogue's language, with what is known in its places. */
export function render(text: Text, state: SessionState): string {
  const variables = variablesOf(state);
  return (text[state.language] ?? '').replace(PLACE, (_, name: string) => spoken(variables[name] ?? null));
}

function spoken(value: Json): string {
  if (value === null) return '';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
