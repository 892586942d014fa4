import type { EntityManager, SelectQueryBuilder } from 'typeorm';
import type { SopVersion } from '../domain/sop-versions.js';
import { SopSchema, SopVersionSchema } from './sop.schema.js';

/** The newest version of each SOP, also of those that are retired. */
export function latestSops(reader: EntityManager): SelectQueryBuilder<SopVersion> {
  return reader
    .createQueryBuilder(SopVersionSchema, 'v')
    .innerJoin(SopSchema.options.name, 's', 's.id = v.name AND s.latest = v.version');
}
