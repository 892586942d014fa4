import type { EntityManager, SelectQueryBuilder } from 'typeorm';
import { FormSchema, type Form } from './form.schema.js';

/** The newest version of each form, of it only these columns. */
export function newestForms(
  reader: EntityManager,
  columns: Partial<Record<keyof Form, true>>,
): SelectQueryBuilder<Form> {
  return reader
    .createQueryBuilder(FormSchema, 'form')
    .select(Object.keys(columns).map((name) => `form.${name}`))
    .where('form.version = (SELECT MAX(other.version) FROM form other WHERE other.name = form.name)');
}
