import { z } from 'zod';
import { PERSONAL_KINDS, type PersonalKind } from './masking/personal-kind.js';

/** What stands at a JSON pointer into a value, `*` for any name or place, and below it; `none`: nothing personal. */
export const DeclaredKinds = z.record(
  z
    .string()
    .max(300)
    .regex(/^(\/[^/]+)+$/, 'expected a JSON pointer such as /orders/*/phone'),
  z.enum([...PERSONAL_KINDS, 'none']),
);
type DeclaredKinds = z.infer<typeof DeclaredKinds>;

export interface Declaring {
  /** The field whose shape no schema says. */
  readonly value: string;
  /** The field that says what in it is personal, as {@link DeclaredKinds}. */
  readonly kinds: string;
}

/** Which objects say themselves what in them is personal. */
export const selfDeclaring = z.registry<Declaring>();

/** Marks an object whose field `kinds` tells what is personal in its field `value`; the rest of that is `outside`. */
export function declaresPersonal<Schema extends z.ZodObject>(schema: Schema, declaring: Declaring): Schema {
  const declared = schema.clone();
  selfDeclaring.add(declared, declaring);
  return declared;
}

/** What stands at a place: the longest pointer decides; `outside` where none leads. */
export function declaredKindAt(kinds: DeclaredKinds): (path: readonly string[]) => PersonalKind | 'none' {
  const pointers = Object.entries(kinds)
    .map(([pointer, kind]) => ({ names: pointer.slice(1).split('/').map(plain), kind }))
    .sort((one, other) => other.names.length - one.names.length);
  return (path) =>
    pointers.find(({ names }) => names.every((name, at) => at < path.length && (name === '*' || name === path[at])))
      ?.kind ?? 'outside';
}

function plain(name: string): string {
  return name.replaceAll('~1', '/').replaceAll('~0', '~');
}
