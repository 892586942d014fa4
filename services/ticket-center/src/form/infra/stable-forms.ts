import type { EntityManager, SelectQueryBuilder } from 'typeorm';
import { FormDefinitionSchema } from './form-definition.schema.js';
import { FormSchema, type FormVersionRow } from './form-version.schema.js';

/** The version of each form that everybody gets, of it only name, number and schema. */
export function stableForms(reader: EntityManager): SelectQueryBuilder<FormVersionRow> {
  return reader
    .createQueryBuilder(FormSchema, 'form')
    .select(['form.name', 'form.version', 'form.jsonSchema'])
    .innerJoin(
      FormDefinitionSchema.options.name,
      'definition',
      "definition.id = form.name AND definition.stable = form.version AND definition.kind = 'form'",
    );
}
