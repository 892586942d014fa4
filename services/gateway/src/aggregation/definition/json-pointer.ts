import { z } from 'zod';

/** RFC 6901; where fields are chosen, `*` stands for every item of an array. */
export const Pointer = z.string().regex(/^(\/([^~/]|~[01])*)*$/, 'expected a JSON pointer');

export type Steps = readonly string[];

export function stepsOf(pointer: string): Steps {
  return pointer
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
}

/** What stands there; undefined when nothing does. */
export function valueAt(document: unknown, steps: Steps): unknown {
  return steps.reduce<unknown>(
    (value, step) => (isObject(value) && Object.hasOwn(value, step) ? value[step] : undefined),
    document,
  );
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
