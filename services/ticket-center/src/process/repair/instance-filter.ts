import { z } from 'zod';
import type { EntityManager, SelectQueryBuilder } from 'typeorm';
import { ProcessIncidentSchema } from '../schema/process-incident.schema.js';
import { ProcessInstanceSchema, type ProcessInstanceRow } from '../schema/process-instance.schema.js';

/** Which instances are meant: those that fit all of it. */
export const InstanceFilter = z
  .object({
    instances: z.array(z.uuid()).min(1).max(10_000),
    definition: z.string().max(255),
    version: z.int().min(1),
    state: z.enum(['active', 'suspended']),
    businessKeys: z.array(z.string().max(255)).min(1).max(10_000),
    startedFrom: z.iso.datetime({ offset: true }),
    startedBefore: z.iso.datetime({ offset: true }),
    incident: z
      .object({ code: z.string().max(32).optional(), node: z.string().max(255).optional() })
      .describe('stands still with such an incident'),
  })
  .partial()
  .refine((filter) => Object.keys(filter).length > 0, 'a filter says something');
export type InstanceFilter = z.infer<typeof InstanceFilter>;

/** Those that have not ended, the oldest first. */
export function instancesThat(reader: EntityManager, filter: InstanceFilter): SelectQueryBuilder<ProcessInstanceRow> {
  const query = reader
    .createQueryBuilder(ProcessInstanceSchema, 'instance')
    .where('instance.state IN (:...states)', { states: filter.state ? [filter.state] : ['active', 'suspended'] })
    .orderBy('instance.id');
  const { instances, definition, version, businessKeys, startedFrom, startedBefore, incident } = filter;
  if (instances) query.andWhere('instance.id IN (:...instances)', { instances });
  if (definition) query.andWhere('instance.definitionId = :definition', { definition });
  if (version) query.andWhere('instance.version = :version', { version });
  if (businessKeys) query.andWhere('instance.businessKey IN (:...businessKeys)', { businessKeys });
  if (startedFrom) query.andWhere('instance.startedAt >= :startedFrom', { startedFrom: new Date(startedFrom) });
  if (startedBefore) query.andWhere('instance.startedAt < :startedBefore', { startedBefore: new Date(startedBefore) });
  if (incident) query.andWhere(`EXISTS ${withIncident(query, incident)}`);
  return query;
}

function withIncident(
  query: SelectQueryBuilder<ProcessInstanceRow>,
  { code, node }: NonNullable<InstanceFilter['incident']>,
): string {
  const incidents = query
    .subQuery()
    .select('1')
    .from(ProcessIncidentSchema, 'incident')
    .where('incident.instance = instance.id');
  if (code) incidents.andWhere('incident.code = :code', { code });
  if (node) incidents.andWhere('incident.node = :node', { node });
  query.setParameters(incidents.getParameters());
  return incidents.getQuery();
}
