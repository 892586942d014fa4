import { column, schemaIndex } from '#libs/persistence/rows/columns';
import { EntitySchema } from 'typeorm';

/** `pending`: on its way to the config centre; `refused`: it never came there. */
export type VersionState = 'pending' | 'applied' | 'refused';
export type VersionKind = 'set' | 'rollback' | 'adopted';

/** A setting as it was from one moment on. */
export interface SettingVersionRow {
  key: string;
  number: number;
  kind: VersionKind;
  state: VersionState;
  /** What stood in the centre before and from then on; undefined inside: nothing, the default held. */
  content: { readonly before?: unknown; readonly after?: unknown };
  by: string;
  at: Date;
  reason: string;
}

export const SettingVersionSchema = new EntitySchema<SettingVersionRow>({
  name: 'setting_version',
  columns: {
    key: column.primary(column.varchar(120)),
    number: column.primary(column.int()),
    kind: column.varchar(16),
    state: column.varchar(16),
    content: column.json(),
    by: column.varchar(64),
    at: column.time(),
    reason: column.varchar(500),
  },
  indices: [schemaIndex('setting_version', { columns: ['state'] })],
});
