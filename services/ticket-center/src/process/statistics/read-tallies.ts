import { In, type EntityManager } from 'typeorm';
import { ProcessRecordSchema } from '../schema/process-record.schema.js';
import { AT_NODES, tallyOf, WITH_BODY, type TalliedRecord } from './tally-of.js';
import type { Tally } from './tally.js';

type Numbered = TalliedRecord & { readonly instance: string; readonly seq: number };

/** What the records of each of these instances say. */
export async function readTallies(reader: EntityManager, instances: readonly string[]): Promise<Map<string, Tally>> {
  const columns = { instance: true, seq: true, type: true, element: true, node: true, at: true } as const;
  const atNodes: Numbered[] = await reader.find(ProcessRecordSchema, {
    select: columns,
    where: { instance: In([...instances]), type: In([...AT_NODES]) },
  });
  const withBody: Numbered[] = await reader.find(ProcessRecordSchema, {
    select: { ...columns, body: true },
    where: { instance: In([...instances]), type: In([...WITH_BODY]) },
  });
  const records = Map.groupBy([...atNodes, ...withBody], ({ instance }) => instance);
  return new Map(
    instances.map((instance) => {
      const ofOne = records.get(instance) ?? [];
      return [instance, tallyOf(ofOne.sort((a, b) => a.seq - b.seq))] as const;
    }),
  );
}
