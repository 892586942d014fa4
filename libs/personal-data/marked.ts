import { z } from 'zod';
import type { PersonalKind } from './masking/personal-kind.js';
import { personalFields } from './personal.js';
import { declaredKindAt, DeclaredKinds, selfDeclaring, type Declaring } from './self-declaring.js';

export type Path = readonly (string | number)[];
/** What stands in the place of a personal text. */
export type Replace = (kind: PersonalKind, text: string, path: Path) => string;
/** The value with every personal text in it replaced. */
export type EachPersonal = (value: unknown, replace: Replace, path?: Path) => unknown;

const compiled = new WeakMap<z.core.$ZodType, EachPersonal | null>();

/** How the personal texts of values of a schema are found, or null where it marks none; compiled once for each schema. */
export function eachPersonal(schema: z.core.$ZodType): EachPersonal | null {
  const known = compiled.get(schema);
  if (known !== undefined) return known;
  const made = compile(schema);
  compiled.set(schema, made);
  return made;
}

function compile(schema: z.core.$ZodType): EachPersonal | null {
  const mark = personalFields.get(schema as z.ZodType);
  if (mark?.kind === 'outside') return ofOutside;
  if (mark) return (value, replace, path = []) => everyText(value, path, (text, at) => replace(mark.kind, text, at));
  const declaring = selfDeclaring.get(schema as z.ZodType);
  if (declaring) return ofDeclared(declaring);
  const each = schema as z.core.$ZodTypes;
  const { def } = each._zod;
  switch (def.type) {
    case 'object':
      return ofObject(def);
    case 'array':
      return ofElements(eachPersonal(def.element));
    case 'tuple':
      return ofTuple(def);
    case 'record':
      return ofValues(eachPersonal(def.valueType));
    case 'union':
      return ofUnion(def.options);
    case 'intersection':
      return inTurn(eachPersonal(def.left), eachPersonal(def.right));
    case 'lazy':
      return (value, replace, path) => eachPersonal(def.getter())?.(value, replace, path) ?? value;
    case 'pipe':
      return eachPersonal(def.out) ?? eachPersonal(def.in);
    case 'optional':
    case 'nullable':
    case 'nonoptional':
    case 'default':
    case 'prefault':
    case 'catch':
    case 'readonly':
      return eachPersonal(def.innerType);
    default:
      return null;
  }
}

function everyText(value: unknown, path: Path, replace: (text: string, path: Path) => string): unknown {
  if (typeof value === 'string') return replace(value, path);
  if (Array.isArray(value)) return value.map((element, index) => everyText(element, [...path, index], replace));
  if (!isFields(value)) return value;
  return mapFields(value, (field, name) => everyText(field, [...path, name], replace));
}

const ofOutside: EachPersonal = (value, replace, path = []) =>
  everyOutside(
    value,
    [],
    () => 'outside',
    (_, text, at) => replace('outside', text, [...path, ...at]),
  );

type ReplaceOutside = (kind: PersonalKind | 'none', text: string, path: readonly string[]) => string;

function ofDeclared({ value, kinds }: Declaring): EachPersonal {
  return (answer, replace, path = []) => {
    if (!isFields(answer)) return answer;
    const kindAt = declaredKindAt(DeclaredKinds.parse(answer[kinds] ?? {}));
    const replaced: ReplaceOutside = (kind, text, at) =>
      kind === 'none' ? text : replace(kind, text, [...path, value, ...at]);
    return { ...answer, [value]: everyOutside(answer[value], [], kindAt, replaced) };
  };
}

/** Numbers and the names of fields too: nobody knows what another system puts there. */
function everyOutside(
  value: unknown,
  path: readonly string[],
  kindAt: (path: readonly string[]) => PersonalKind | 'none',
  replace: ReplaceOutside,
): unknown {
  const kind = kindAt(path);
  if (typeof value === 'string') return replace(kind, value, path);
  if (typeof value === 'number') {
    const shown = replace(kind, String(value), path);
    return shown === String(value) ? value : shown;
  }
  if (Array.isArray(value)) return value.map((each, at) => everyOutside(each, [...path, String(at)], kindAt, replace));
  if (!isFields(value)) return value;
  const nameKind = kind === 'none' ? kind : 'outside';
  return Object.fromEntries(
    Object.entries(value).map(([name, field]) => {
      const at = [...path, name];
      return [replace(nameKind, name, at), everyOutside(field, at, kindAt, replace)];
    }),
  );
}

function ofObject({ shape, catchall }: z.core.$ZodObjectDef): EachPersonal | null {
  const fields = new Map(Object.entries(shape).map(([name, field]) => [name, eachPersonal(field)]));
  const others = catchall ? eachPersonal(catchall) : null;
  if (others === null && [...fields.values()].every((field) => field === null)) return null;
  return (value, replace, path = []) =>
    isFields(value)
      ? mapFields(value, (field, name) => {
          const within = fields.has(name) ? fields.get(name) : others;
          return within ? within(field, replace, [...path, name]) : field;
        })
      : value;
}

function ofElements(element: EachPersonal | null): EachPersonal | null {
  if (!element) return null;
  return (value, replace, path = []) =>
    Array.isArray(value) ? value.map((each, index) => element(each, replace, [...path, index])) : value;
}

function ofTuple({ items, rest }: z.core.$ZodTupleDef): EachPersonal | null {
  const elements = items.map((item) => eachPersonal(item));
  const others = rest ? eachPersonal(rest) : null;
  if (others === null && elements.every((element) => element === null)) return null;
  return (value, replace, path = []) =>
    Array.isArray(value)
      ? value.map((each, index) => {
          const element = index < elements.length ? elements[index] : others;
          return element ? element(each, replace, [...path, index]) : (each as unknown);
        })
      : value;
}

function ofValues(within: EachPersonal | null): EachPersonal | null {
  if (!within) return null;
  return (value, replace, path = []) =>
    isFields(value) ? mapFields(value, (field, name) => within(field, replace, [...path, name])) : value;
}

/** As the first that the value fits; as all of them where it fits none, as when what came in is not what goes out. */
function ofUnion(options: readonly z.core.$ZodType[]): EachPersonal | null {
  const all = options.reduce<EachPersonal | null>((each, option) => inTurn(each, eachPersonal(option)), null);
  if (!all) return null;
  return (value, replace, path) => {
    const option = options.find((each) => z.safeParse(each, value).success);
    const within = option ? eachPersonal(option) : all;
    return within ? within(value, replace, path) : value;
  };
}

function inTurn(first: EachPersonal | null, second: EachPersonal | null): EachPersonal | null {
  if (!first || !second) return first ?? second;
  return (value, replace, path) => second(first(value, replace, path), replace, path);
}

function isFields(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !(value instanceof Date);
}

function mapFields(value: Record<string, unknown>, map: (field: unknown, name: string) => unknown) {
  return Object.fromEntries(Object.entries(value).map(([name, field]) => [name, map(field, name)]));
}
