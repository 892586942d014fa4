import { column } from '#libs/persistence/rows/columns';
import { EntitySchema } from 'typeorm';
import type { FormVersion } from '../domain/form-versions.js';

type Later = 'computed' | 'lookups' | 'indexed' | 'blocks';

/** A version as it lies in its table: those of before there was more than a schema have null in what came later. */
export type FormVersionRow = Omit<FormVersion, Later> & { readonly [Part in Later]: FormVersion[Part] | null };

export const MAX_FORM_NAME = 120;

export const FormSchema = new EntitySchema<FormVersionRow>({
  name: 'form',
  columns: {
    name: column.primary(column.varchar(MAX_FORM_NAME)),
    version: column.primary(column.int()),
    jsonSchema: column.json(),
    uiSchema: column.json(),
    computed: column.nullable(column.json()),
    lookups: column.nullable(column.json()),
    indexed: column.nullable(column.json()),
    blocks: column.nullable(column.json()),
    source: column.nullable(column.json()),
    note: column.varchar(2_000),
    createdAt: column.time(),
    createdBy: column.varchar(64),
  },
});

export function formVersion(row: FormVersionRow): FormVersion {
  const { computed, lookups, indexed, blocks } = row;
  return { ...row, computed: computed ?? [], lookups: lookups ?? [], indexed: indexed ?? [], blocks: blocks ?? [] };
}
