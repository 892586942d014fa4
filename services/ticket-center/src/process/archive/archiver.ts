import { isDeepStrictEqual } from 'node:util';
import { Clock } from '#libs/kernel/clock';
import { newId } from '#libs/kernel/id';
import { Database } from '#libs/persistence/database';
import { Injectable } from '@nestjs/common';
import { In, type EntityManager } from 'typeorm';
import { insertRows } from '../changes/rows.js';
import { ProcessPayloadSchema } from '../payloads/process-payload.schema.js';
import { ProcessInstanceSchema } from '../schema/process-instance.schema.js';
import { ProcessRecordSchema } from '../schema/process-record.schema.js';
import { ColdInstanceSchema } from './cold-instance.schema.js';
import { writeChunk } from './cold-chunks.js';
import { coldInstances } from './cold-instances.js';
import { pack, type Packed } from './packed-instances.js';
import { wholeInstances, type WholeInstance } from './whole-instance.js';

/** Somebody wrote to one of them, or took it away, while they were packed; later is early enough. */
export class ChangedMeanwhile extends Error {}

/** The archive gives back something else than what it was given. */
export class NotAsWritten extends Error {}

/** Moves ended instances to the archive. */
@Injectable()
export class Archiver {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /**
   * All of them or none, in one chunk and one transaction: written, read back out of the database, compared with what is
   * there, and only then removed.
   * @throws ChangedMeanwhile, NotAsWritten, ChunkDamaged, and what the database says; then nothing has happened
   */
  async archive(ids: readonly string[]): Promise<void> {
    const wholes = await wholeInstances(await this.database.reader(), ids);
    const packed = await pack(wholes);
    await this.database.transaction(async (tx) => {
      await this.#lock(tx, ids);
      const hot = await wholeInstances(tx, ids);
      if (!isDeepStrictEqual(hot, wholes)) throw new ChangedMeanwhile('an ended process was changed');
      await this.#write(tx, wholes, packed);
      const cold = await coldInstances(tx, ids);
      if (!isDeepStrictEqual(cold, hot)) throw new NotAsWritten('ended processes are not read as they were written');
      await remove(tx, hot);
    });
  }

  async #lock(tx: EntityManager, ids: readonly string[]): Promise<void> {
    if (!this.database.locksRows) return;
    const lock = { mode: 'pessimistic_write' } as const;
    const where = { id: In([...ids]) };
    await tx.find(ProcessInstanceSchema, { select: { id: true }, where, order: { id: 'ASC' }, lock });
  }

  async #write(tx: EntityManager, wholes: readonly WholeInstance[], { compressed, places }: Packed): Promise<void> {
    const chunk = newId(this.clock.now());
    await writeChunk(tx, chunk, compressed);
    const rows = wholes.map(({ instance }, index) => ({ ...instance, chunk, ...places[index]! }));
    await insertRows(tx, ColdInstanceSchema, rows);
  }
}

async function remove(tx: EntityManager, wholes: readonly WholeInstance[]): Promise<void> {
  const ids = In(wholes.map(({ instance }) => instance.id));
  const removed = [
    await tx.delete(ProcessPayloadSchema, { instance: ids }),
    await tx.delete(ProcessRecordSchema, { instance: ids }),
    await tx.delete(ProcessInstanceSchema, { id: ids }),
  ].map(({ affected }) => affected);
  const [payloads, records] = [wholes.flatMap((each) => each.payloads), wholes.flatMap((each) => each.records)];
  if (!isDeepStrictEqual(removed, [payloads.length, records.length, wholes.length]))
    throw new ChangedMeanwhile('other rows would have been removed than were written');
}
