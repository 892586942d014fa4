import { In, LessThan, type EntityManager } from 'typeorm';
import { ProcessPayloadSchema } from '../payloads/process-payload.schema.js';
import { ENDED, ProcessInstanceSchema } from '../schema/process-instance.schema.js';

/** An instance that may go to the archive. */
export interface Candidate {
  readonly id: string;
  readonly endedAt: Date;
  /** Number of its last record. */
  readonly seq: number;
  readonly payloadBytes: number;
}

export interface Wanted {
  readonly state: (typeof ENDED)[number];
  readonly before: Date;
  /** Those that ended after this one; left out: from the oldest. */
  readonly after?: Candidate | undefined;
  readonly most: number;
}

/** That ended before then, and with them all that belongs to the same root: a family is together until it is over. */
export async function candidates(reader: EntityManager, { state, before, after, most }: Wanted): Promise<Candidate[]> {
  const query = reader.createQueryBuilder(ProcessInstanceSchema, 'instance');
  query.where('instance.state = :state AND instance.endedAt < :before', { state, before });
  // What is not in the statistics yet has to be read for them first.
  query.andWhere('instance.countedAt IS NOT NULL');
  const busy = query.subQuery().select('1').from(ProcessInstanceSchema, 'other');
  busy.where('other.rootInstance = instance.rootInstance AND (other.endedAt IS NULL OR other.endedAt >= :before)');
  query.andWhere(`NOT EXISTS ${busy.getQuery()}`);
  if (after) {
    const { endedAt, id } = after;
    query.andWhere('(instance.endedAt > :endedAt OR (instance.endedAt = :endedAt AND instance.id > :id))');
    query.setParameters({ endedAt, id });
  }
  const found = await query
    .select(['instance.id', 'instance.endedAt', 'instance.seq'])
    .orderBy({ 'instance.endedAt': 'ASC', 'instance.id': 'ASC' })
    .limit(most)
    .getMany();
  const bytes = await payloadBytes(reader, found);
  return found.map(({ id, endedAt, seq }) => ({ id, endedAt: endedAt!, seq, payloadBytes: bytes.get(id) ?? 0 }));
}

/** How many ended before then, also those whose family is not over. */
export function backlog(reader: EntityManager, before: Date): Promise<number> {
  return reader.countBy(ProcessInstanceSchema, { state: In([...ENDED]), endedAt: LessThan(before) });
}

async function payloadBytes(reader: EntityManager, of: readonly { readonly id: string }[]) {
  if (of.length === 0) return new Map<string, number>();
  const sums = await reader
    .createQueryBuilder(ProcessPayloadSchema, 'payload')
    .select('payload.instance', 'instance')
    .addSelect('SUM(payload.bytes)', 'bytes')
    .where({ instance: In(of.map(({ id }) => id)) })
    .groupBy('payload.instance')
    .getRawMany<{ instance: string; bytes: number | string }>();
  return new Map(sums.map(({ instance, bytes }) => [instance, Number(bytes)]));
}

/** What looking one up inflates, roughly; a larger one is alone. */
const CHUNK_BYTES = 768 * 1_024;
/** Of a record as JSON, roughly. */
const RECORD_BYTES = 250;

/** The first of them, as many as are merged. */
export function oneChunkOf(found: readonly Candidate[]): Candidate[] {
  let bytes = 0;
  const beyond = found.findIndex(({ seq, payloadBytes }, index) => {
    bytes += seq * RECORD_BYTES + payloadBytes;
    return bytes > CHUNK_BYTES && index > 0;
  });
  return found.slice(0, beyond === -1 ? found.length : beyond);
}
