import type { z } from 'zod';
import type { Declared } from './setting-catalogue.js';

export interface Problem {
  readonly field: string;
  readonly message: string;
  /** RFC 6901, into the value. */
  readonly pointer: string;
}

export interface Verdict {
  /** As services read it, with what holds by default filled in; undefined: they would refuse it. */
  readonly reading: unknown;
  readonly problems: readonly Problem[];
}

/** What services would make of a value. */
export function judge({ schema }: Pick<Declared, 'schema'>, value: unknown): Verdict {
  const read = schema.safeParse(value);
  if (read.success) return { reading: read.data, problems: [] };
  return { reading: undefined, problems: read.error.issues.flatMap((issue) => problemsOf(issue)) };
}

/** A key too many is named itself, not the object that has it. */
function problemsOf(issue: z.core.$ZodIssue): Problem[] {
  const paths = issue.code === 'unrecognized_keys' ? issue.keys.map((key) => [...issue.path, key]) : [[...issue.path]];
  return paths.map((path) => {
    const pointer = path.map((step) => `/${escaped(String(step))}`).join('');
    return { field: path.join('.'), message: issue.message, pointer };
  });
}

/** Pointers to what differs, at the least depth that says so; '' when all does. */
export function differences(one: unknown, other: unknown, at = ''): string[] {
  if (!isObject(one) || !isObject(other) || Array.isArray(one) !== Array.isArray(other))
    return JSON.stringify(one) === JSON.stringify(other) ? [] : [at];
  const keys = new Set([...Object.keys(one), ...Object.keys(other)]);
  return Array.from(keys).flatMap((key) => differences(one[key], other[key], `${at}/${escaped(key)}`));
}

function escaped(step: string): string {
  return step.replaceAll('~', '~0').replaceAll('/', '~1');
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
