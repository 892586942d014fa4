import { column } from '#libs/persistence/columns';
import { EntitySchema } from 'typeorm';

export const SigningKeySchema = new EntitySchema<{ name: string; pkcs8: string; createdAt: Date }>({
  name: 'signing_key',
  columns: { name: column.primary(column.varchar(32)), pkcs8: column.text(), createdAt: column.time() },
});
