import type { IncomingMessage } from 'node:http';
import { ValidationFailed } from '#libs/web/http/problem';
import type { Standing } from './definition/live-views.js';
import type { View } from './definition/view.js';
import type { Wish } from './delivery/view-delivery.js';
import type { Inputs } from './execution/view-run.js';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** A view, and what the path says of its inputs. */
export interface Matched {
  readonly view: View;
  readonly inputs: Inputs;
}

/** The answer is wanted like this. */
export function wishOf({ headers }: IncomingMessage, search: URLSearchParams): Wish {
  const accept = headers.accept ?? '';
  const stream = accept.includes('text/event-stream') ? 'event-stream' : undefined;
  return {
    whole: search.get('wait') === 'full',
    schema: search.get('schema') === '1',
    format: stream ?? (accept.includes('application/x-ndjson') ? 'ndjson' : 'json'),
    ifNoneMatch: headers['if-none-match'],
  };
}

/** The view whose template the path fits; undefined: none. */
export function matched(standing: readonly Standing[], path: string): Matched | undefined {
  const steps = path.split('/');
  for (const { view } of standing) {
    const template = view.definition.path.split('/');
    if (template.length === steps.length && template.every((step, at) => fits(step, steps[at]!)))
      return { view, inputs: Object.fromEntries(template.flatMap((step, at) => inputIn(step, steps[at]!))) };
  }
  return undefined;
}

/** @throws ValidationFailed 422 naming the inputs that are not as they should be. */
export function checkedInputs({ view, inputs: inPath }: Matched, search: URLSearchParams): Inputs {
  const { inputs } = view.definition;
  const inQuery = Array.from(search).filter(([name]) => name in inputs);
  const given: Inputs = { ...Object.fromEntries(inQuery), ...inPath };
  const wrong = Object.entries(given).filter(([name, value]) => inputs[name]?.format === 'uuid' && !UUID.test(value));
  if (wrong.length > 0) throw new ValidationFailed(wrong.map(([field]) => ({ field, message: 'expected a UUID' })));
  return given;
}

function fits(step: string, given: string): boolean {
  return step.startsWith('{') ? given !== '' : step === given;
}

/** The path was found to be decodable before it came here. */
function inputIn(step: string, given: string): [string, string][] {
  return step.startsWith('{') ? [[step.slice(1, -1), decodeURIComponent(given)]] : [];
}
