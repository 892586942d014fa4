import type { ActivityBase } from '../../model/activity.js';
import type { LiveElement } from '../../snapshot.js';
import type { Variables } from '../../variables.js';

/** What the input mapping gave when the activity started: nothing without one. */
export function inputOf({ variables = {} }: LiveElement, { input }: ActivityBase): Variables {
  return Object.fromEntries(input.map(({ target }) => [target, variables[target] ?? null]));
}
