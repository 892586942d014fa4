import { column, schemaIndex } from '#libs/persistence/rows/columns';
import { EntitySchema } from 'typeorm';

/** Failed tries in a row. Logins and addresses are kept as hashes: what people mistype is nobody's to read. */
export interface LoginGuardRow {
  guardKey: string;
  loginKey: string;
  failures: number;
  lockedUntil: Date | null;
  lastAt: Date;
}

export const LoginGuardSchema = new EntitySchema<LoginGuardRow>({
  name: 'login_guard',
  columns: {
    guardKey: column.primary(column.varchar(64)),
    loginKey: column.varchar(64),
    failures: column.int(),
    lockedUntil: column.nullable(column.time()),
    lastAt: column.time(),
  },
  indices: [schemaIndex('login_guard', { columns: ['loginKey'] }), schemaIndex('login_guard', { columns: ['lastAt'] })],
});
