import { isReference, type PayloadReference } from './payload-reference.js';

/** Characters of JSON: what is longer is kept beside the record. */
export const LARGE = 8 * 1_024;

const PREVIEW_CHARACTERS = 120;

/** Where records hold what came from outside: only this is put aside, the rest of a record stays readable. */
const DATA: ReadonlySet<string> = new Set([
  ...['variables', 'input', 'inputs', 'output', 'outputs', 'operands', 'result', 'items'],
  ...['details', 'message', 'stack'],
]);

export interface Payload {
  readonly sha256: string;
  readonly bytes: number;
  readonly value: unknown;
}

export interface Parted {
  readonly body: object;
  /** Each value once. */
  readonly payloads: readonly Payload[];
}

/**
 * Takes the large values out of the body of a record and leaves references. A value that looks like a reference is taken out
 * however small it is: whatever looks like one afterwards is one.
 * @param digest what a value is called, given as JSON
 */
export function putAside(body: object, digest: (json: string) => string): Parted {
  const found = new Map<string, Payload>();
  const parted = structure(body, { found, digest });
  return { body: parted, payloads: [...found.values()] };
}

interface Payloads {
  readonly found: Map<string, Payload>;
  readonly digest: (json: string) => string;
}

function structure<Part extends object>(part: Part, payloads: Payloads): Part {
  return mapped(part, (value, name) => {
    if (DATA.has(name)) return data(value, payloads);
    return isObject(value) ? structure(value, payloads) : value;
  });
}

/** The entries of an object one by one, so that what is small among them stays. */
function data(value: unknown, payloads: Payloads): unknown {
  if (weight(value, LARGE) <= LARGE) return value;
  if (!isObject(value) || Array.isArray(value) || isReference(value)) return reference(value, payloads);
  const entries = mapped(value, (each) => data(each, payloads));
  return weight(entries, LARGE, true) <= LARGE ? entries : reference(value, payloads);
}

function reference(value: unknown, { found, digest }: Payloads): PayloadReference {
  const json = JSON.stringify(value);
  const [$ref, bytes] = [digest(json), Buffer.byteLength(json)];
  found.set($ref, { sha256: $ref, bytes, value });
  return { $ref, bytes, preview: json.slice(0, PREVIEW_CHARACTERS) };
}

/**
 * Characters as JSON, roughly; no more is counted than it takes to be beyond the limit.
 * @param parted references in it are real ones; else what looks like one is beyond any limit
 */
function weight(value: unknown, limit: number, parted = false): number {
  if (typeof value === 'string') return value.length + 2;
  if (!isObject(value)) return 5;
  if (isReference(value) && !parted) return Infinity;
  let sum = 2;
  for (const name of Object.keys(value)) {
    if (sum > limit) return sum;
    sum += name.length + 4 + weight(value[name], limit - sum, parted);
  }
  return sum;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

/** The same object when nothing in it changes. */
function mapped<Part extends object>(part: Part, to: (value: unknown, name: string) => unknown): Part {
  const entries = Object.entries(part).map(([name, value]) => [name, to(value, name)] as const);
  if (entries.every(([name, value]) => value === (part as Record<string, unknown>)[name])) return part;
  return (Array.isArray(part) ? entries.map(([, value]) => value) : Object.fromEntries(entries)) as Part;
}
