import { In, type EntityManager } from 'typeorm';
import { ProcessPayloadSchema, type ProcessPayloadRow } from '../payloads/process-payload.schema.js';
import { ProcessInstanceSchema, type ProcessInstanceRow } from '../schema/process-instance.schema.js';
import { ProcessRecordSchema, type ProcessRecordRow } from '../schema/process-record.schema.js';

/** All that is kept of an instance that has ended: its timers, calls, subscriptions and incidents went when it did. */
export interface WholeInstance {
  readonly instance: ProcessInstanceRow;
  readonly records: readonly ProcessRecordRow[];
  readonly payloads: readonly ProcessPayloadRow[];
}

/** Those of them that are in the tables of running processes, in the order of their ids. */
export async function wholeInstances(reader: EntityManager, ids: readonly string[]): Promise<WholeInstance[]> {
  const of = { instance: In([...ids]) };
  const rows = await reader.find(ProcessInstanceSchema, { where: { id: In([...ids]) }, order: { id: 'ASC' } });
  const records = await reader.find(ProcessRecordSchema, { where: of, order: { instance: 'ASC', seq: 'ASC' } });
  const payloads = await reader.find(ProcessPayloadSchema, { where: of, order: { instance: 'ASC', sha256: 'ASC' } });
  const [recordsOf, payloadsOf] = [Map.groupBy(records, instanceOf), Map.groupBy(payloads, instanceOf)];
  return rows.map((instance) => ({
    instance,
    records: recordsOf.get(instance.id) ?? [],
    payloads: payloadsOf.get(instance.id) ?? [],
  }));
}

function instanceOf({ instance }: { readonly instance: string }): string {
  return instance;
}
