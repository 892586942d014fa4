import { column, schemaIndex } from '#libs/persistence/rows/columns';
import { EntitySchema } from 'typeorm';

/** Something operators write and change, e.g. a rule: the newest version of it. */
export interface NamedText<Text = unknown> {
  readonly id: string;
  readonly version: number;
  readonly name: string;
  /** The first comes first; what has the same goes by id. */
  readonly position: number;
  /** false: kept for what it did. */
  readonly active: boolean;
  readonly text: Text;
  readonly changedBy: string;
  readonly changedAt: Date;
}

/** Grows with every change of a kind: whoever compiled them all sees by it whether it must again. */
interface TextRevision {
  kind: string;
  revision: number;
}

const columns = {
  name: column.varchar(120),
  position: column.int(),
  active: column.flag(),
  text: column.json(),
  changedBy: column.varchar(64),
  changedAt: column.time(),
};
export function namedTextSchema(name: string): EntitySchema<NamedText> {
  return new EntitySchema<NamedText>({
    name,
    columns: { id: column.id(), version: column.int(), ...columns },
    indices: [schemaIndex(name, { columns: ['name'], unique: true })],
  });
}

/** Every version there ever was. */
export function namedTextVersionSchema(name: string): EntitySchema<NamedText> {
  return new EntitySchema<NamedText>({
    name,
    columns: { id: column.id(), version: column.primary(column.int()), ...columns },
  });
}

export const TextRevisionSchema = new EntitySchema<TextRevision>({
  name: 'text_revision',
  columns: { kind: column.primary(column.varchar(32)), revision: column.int() },
});
