import type { BlockRef, FormContent, FormProblem, Lookup, ComputedField } from '../domain/form-content.js';
import type { FormVersion } from '../domain/form-versions.js';
import { propertiesOf, type Schema } from './schema-paths.js';

const REF = /^block:([a-z][a-z0-9-]*)(?:@(\d+))?$/;

/** The blocks a form asks for, by the reference it uses. */
export type Blocks = ReadonlyMap<string, FormVersion>;

export interface WithBlocks {
  readonly jsonSchema: Schema;
  readonly details: ReadonlyMap<string, Schema>;
  readonly computed: readonly ComputedField[];
  readonly lookups: readonly Lookup[];
  readonly indexed: readonly string[];
  readonly blocks: readonly BlockRef[];
  readonly problems: readonly FormProblem[];
}

/** What the properties of a form refer to, as it is written. */
export function blockReferences(jsonSchema: Schema): { ref: string; name: string; version: number | null }[] {
  return Object.values(propertiesOf(jsonSchema)).flatMap((property) => {
    const [ref, name, version] = REF.exec(refOf(property) ?? '') ?? [];
    return name === undefined ? [] : [{ ref: ref!, name, version: version === undefined ? null : Number(version) }];
  });
}

/** Each property that refers to a block becomes an object with the block's fields; nothing of it is looked up later. */
export function putInBlocks(content: FormContent, known: Blocks): WithBlocks {
  const properties = Object.entries(propertiesOf(content.jsonSchema));
  const uses = properties.flatMap(([field, property]) => {
    const block = known.get(refOf(property) ?? '');
    return block ? [{ field, property, block }] : [];
  });
  const replaced = new Map(uses.map(({ field, property, block }) => [field, inlined(property, block)]));
  const jsonSchema = {
    ...content.jsonSchema,
    ...(properties.length > 0
      ? { properties: Object.fromEntries(properties.map(([field, own]) => [field, replaced.get(field) ?? own])) }
      : {}),
  };
  return {
    jsonSchema,
    details: new Map(uses.map(({ field, block }) => [`#/properties/${field}`, block.uiSchema])),
    computed: [...uses.flatMap(({ field, block }) => beneath(field, block.computed)), ...ownComputed(content)],
    lookups: [...uses.flatMap(({ field, block }) => beneath(field, block.lookups)), ...ownLookups(content)],
    indexed: content.indexed,
    blocks: uses.map(({ block: { name, version } }) => ({ name, version })),
    problems: properties.flatMap(([field, own]) => unknownBlock(field, own, known)),
  };
}

function refOf({ $ref }: Schema): string | undefined {
  return typeof $ref === 'string' ? $ref : undefined;
}

/** Title and description may be the form's own. */
function inlined(
  { $ref: _ref, ...own }: Schema,
  { jsonSchema: { $schema: _schema, $id: _id, ...block } }: FormVersion,
) {
  return { ...block, ...own };
}

function beneath<Part extends { readonly at: readonly string[] }>(field: string, parts: readonly Part[]): Part[] {
  return parts.map((part) => ({ ...part, at: [field, ...part.at] }));
}

function ownComputed({ computed }: FormContent): ComputedField[] {
  return Object.entries(computed).map(([field, expression]) => ({ at: [], field, expression }));
}

function ownLookups({ lookups }: FormContent): Lookup[] {
  return Object.entries(lookups).map(([name, source]) => ({ at: [], name, ...source }));
}

function unknownBlock(field: string, property: Schema, known: Blocks): FormProblem[] {
  const ref = refOf(property);
  if (!ref?.startsWith('block:') || known.has(ref)) return [];
  const [, name] = REF.exec(ref) ?? [];
  const message =
    name === undefined ? `"${ref}" names no block` : `there is no such block: ${ref.slice('block:'.length)}`;
  return [{ pointer: `/jsonSchema/properties/${field}/$ref`, message }];
}
