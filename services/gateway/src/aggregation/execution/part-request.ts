import type { ServedOperation } from '../definition/operations.js';
import type { Asked, Part, Source } from '../definition/view.js';

/** One call of a service. */
export interface PartRequest {
  readonly service: string;
  readonly method: 'GET' | 'POST';
  /** With the query. */
  readonly path: string;
  readonly body: string | undefined;
}

/** What a reference stands for; undefined: nothing. */
export type Resolve = (source: Source) => unknown;

/** There is nothing to ask for: what names it is not there. */
export class NothingToAsk {
  constructor(readonly from: string) {}
}

export function requestOf(part: Part, operation: ServedOperation, resolve: Resolve): PartRequest | NothingToAsk {
  const parameters = resolved(part.parameters, resolve);
  if (parameters instanceof NothingToAsk) return parameters;
  const body = part.body && resolved(part.body, resolve);
  if (body instanceof NothingToAsk) return body;
  const inPath = new Set(Array.from(operation.template.matchAll(/\{(\w+)\}/g), ([, name]) => name!));
  const path = operation.template.replaceAll(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent(parameters.get(name)!),
  );
  const query = new URLSearchParams(Array.from(parameters).filter(([name]) => !inPath.has(name))).toString();
  return {
    service: operation.service,
    method: part.body === undefined ? 'GET' : 'POST',
    path: query === '' ? path : `${path}?${query}`,
    body: body && JSON.stringify(Object.fromEntries(body)),
  };
}

function resolved(asked: Asked, resolve: Resolve): Map<string, string> | NothingToAsk {
  const values = new Map<string, string>();
  for (const [name, parameter] of asked) {
    const value = typeof parameter === 'object' ? resolve(parameter) : parameter;
    if (!isAskable(value)) return new NothingToAsk(typeof parameter === 'object' ? parameter.from : name);
    values.set(name, String(value));
  }
  return values;
}

/** Dots alone would be read as steps of the path. */
function isAskable(value: unknown): value is string | number | boolean {
  return typeof value === 'string' ? !['', '.', '..'].includes(value) : ['number', 'boolean'].includes(typeof value);
}
