import { withAllBelow, type Activity } from './activity.js';
import { progressIn, trackOf, type SequencingState } from './tracking.js';

const TOKEN = /\s*(?:([&|~()])|([^\s&|~()="]+)(?:\s*=\s*"?([a-z ]+)"?)?)/gy;

/** What is known to be read before anything depends on it: a word that is none is refused with its package. */
export function prerequisiteTokens(
  expression: string,
): { readonly sign: string; readonly id: string; readonly status: string }[] | null {
  const tokens = [...expression.matchAll(TOKEN)];
  const read = tokens.reduce((sum, [text]) => sum + text.length, 0);
  if (read !== expression.trimEnd().length) return null;
  return tokens.map(([, sign = '', id = '', status = '']) => ({ sign, id, status: status.trim() }));
}

/**
 * Prerequisites of SCORM 1.2 (CAM §2.3.2.5.2): ids, `&`, `|`, `~`, brackets and `id="status"`. An id is met when its activity is completed or
 * passed. What cannot be read is not met.
 */
export function meets(state: SequencingState, root: Activity, expression: string): boolean {
  const tokens = prerequisiteTokens(expression) ?? [];
  let at = 0;
  const activities = new Map(withAllBelow(root).map((activity) => [activity.id, activity]));
  const isMet = (id: string, status: string): boolean => {
    const activity = activities.get(id);
    if (!activity) return false;
    const statuses = statusesOf(state, activity);
    return status === '' ? statuses.includes('completed') || statuses.includes('passed') : statuses.includes(status);
  };
  const one = (): boolean => {
    const token = tokens[at++];
    if (!token) return false;
    if (token.sign === '~') return !one();
    if (token.sign === '(') {
      const within = either();
      at += 1;
      return within;
    }
    return token.sign === '' && isMet(token.id, token.status);
  };
  const both = (): boolean => {
    let result = one();
    while (tokens[at]?.sign === '&') {
      at += 1;
      result = one() && result;
    }
    return result;
  };
  const either = (): boolean => {
    let result = both();
    while (tokens[at]?.sign === '|') {
      at += 1;
      result = both() || result;
    }
    return result;
  };
  return either();
}

function statusesOf(state: SequencingState, activity: Activity): string[] {
  const { completed, attempts } = trackOf(state, activity);
  const { satisfied } = progressIn(state, activity);
  return [
    ...(completed ? ['completed'] : [attempts > 0 ? 'incomplete' : 'not attempted']),
    ...(satisfied === null ? [] : [satisfied ? 'passed' : 'failed']),
  ];
}
