import type { z } from 'zod';
import { personalFields } from '#libs/personal-data/personal';
import { selfDeclaring } from '#libs/personal-data/self-declaring';

/** A text in the values of a schema, by where it stands: `items[].phones[]`. */
export interface TextLeaf {
  readonly path: string;
  readonly kind: string | null;
}

/** What can be nothing personal, as it is written. */
const SHAPED: ReadonlySet<string> = new Set(['uuid', 'guid', 'datetime', 'date', 'time', 'duration', 'url']);

/** Every free text that values of a schema may have, and what it is marked as; ids, times, codes of a list and the like are none. */
export function textLeaves(schema: z.core.$ZodType): TextLeaf[] {
  return [...leavesOf(schema, '', [])];
}

function* leavesOf(schema: z.core.$ZodType, path: string, above: readonly z.core.$ZodType[]): Generator<TextLeaf> {
  if (above.includes(schema)) return;
  const mark = personalFields.get(schema as z.ZodType);
  if (mark) {
    yield { path, kind: mark.kind };
    return;
  }
  const within = [...above, schema];
  const declared = selfDeclaring.get(schema as z.ZodType);
  const { def } = (schema as z.core.$ZodTypes)._zod;
  switch (def.type) {
    case 'string':
      if (!SHAPED.has((def as { format?: string }).format ?? '')) yield { path, kind: null };
      return;
    case 'unknown':
    case 'any': {
      yield { path: `${path}?`, kind: null };
      return;
    }
    case 'object':
      for (const [name, field] of Object.entries(def.shape))
        if (name === declared?.value) yield { path: joined(path, name), kind: 'outside' };
        else yield* leavesOf(field, joined(path, name), within);
      if (def.catchall) yield* leavesOf(def.catchall, joined(path, '*'), within);
      return;
    case 'array': {
      yield* leavesOf(def.element, `${path}[]`, within);
      return;
    }
    case 'tuple':
      for (const item of def.items) yield* leavesOf(item, `${path}[]`, within);
      return;
    case 'record': {
      yield* leavesOf(def.valueType, joined(path, '*'), within);
      return;
    }
    case 'union':
      for (const option of def.options) yield* leavesOf(option, path, within);
      return;
    case 'intersection':
      yield* leavesOf(def.left, path, within);
      {
        yield* leavesOf(def.right, path, within);
        return;
      }
    case 'lazy': {
      yield* leavesOf(def.getter(), path, within);
      return;
    }
    case 'pipe': {
      yield* leavesOf(def.out, path, within);
      return;
    }
    case 'optional':
    case 'nullable':
    case 'nonoptional':
    case 'default':
    case 'prefault':
    case 'catch':
    case 'readonly': {
      yield* leavesOf(def.innerType, path, within);
      return;
    }
  }
}

function joined(path: string, name: string): string {
  return path === '' ? name : `${path}.${name}`;
}
