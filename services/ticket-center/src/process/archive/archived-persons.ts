import { isDeepStrictEqual } from 'node:util';
import { Clock } from '#libs/kernel/clock';
import { newId } from '#libs/kernel/id';
import { Database } from '#libs/persistence/database';
import type { HoldingReceipt } from '#libs/personal-data/person-holding';
import { knownBy, type PersonWay } from '#libs/personal-data/person-way';
import { PersonKeepers } from '#libs/web/personal/person-keepers';
import { Injectable } from '@nestjs/common';
import { TICKETS_OF_PERSON } from '../../ticket/tickets-of-person.api.js';
import { withoutProcessData, withoutProcessValues } from '../payloads/without-process-data.js';
import { ChangedMeanwhile } from './archiver.js';
import { ColdChunkSchema } from './cold-chunk.schema.js';
import { writeChunk } from './cold-chunks.js';
import { coldInstances } from './cold-instances.js';
import { ColdInstanceSchema } from './cold-instance.schema.js';
import { pack } from './packed-instances.js';
import type { WholeInstance } from './whole-instance.js';

const ROOT: PersonWay = { schema: ColdInstanceSchema, by: 'businessKey', through: TICKETS_OF_PERSON };
const WAY: PersonWay = { schema: ColdInstanceSchema, by: 'rootInstance', through: ROOT };

/** Ended processes of a person in the archive: the chunks they are in are written anew without what was said in them. */
@Injectable()
export class ArchivedPersons {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    keepers: PersonKeepers,
  ) {
    keepers.of({ name: 'archived-processes', erase: (customerId) => this.erase(customerId) });
  }

  /** @throws ChangedMeanwhile, and the caller asks again */
  async erase(customerId: string): Promise<HoldingReceipt> {
    const reader = await this.database.reader();
    const ids = await knownBy(reader, WAY, customerId);
    const chunks = new Set(await knownBy(reader, { ...WAY, as: 'chunk' }, customerId));
    for (const chunk of chunks) await this.#rewrite(chunk, new Set(ids));
    return { holding: 'archived-processes', rows: ids.length, erased: ['variables'], kept: 'record-of-service' };
  }

  async #rewrite(chunk: string, ids: ReadonlySet<string>): Promise<void> {
    const before = await this.#idsIn(chunk);
    const wholes = await coldInstances(await this.database.reader(), before);
    const after = wholes.map((whole) => (ids.has(whole.instance.id) ? emptied(whole) : whole));
    if (isDeepStrictEqual(after, wholes)) return;
    const { compressed, places } = await pack(after);
    await this.database.transaction(async (tx) => {
      const locked = await coldInstances(tx, before, { locked: this.database.locksRows });
      if (!isDeepStrictEqual(locked, wholes)) throw new ChangedMeanwhile('archived processes were changed');
      const next = newId(this.clock.now());
      await writeChunk(tx, next, compressed);
      for (const [index, { instance }] of after.entries())
        await tx.update(ColdInstanceSchema, { id: instance.id }, { chunk: next, ...places[index]! });
      await tx.delete(ColdChunkSchema, { chunk });
    });
  }

  async #idsIn(chunk: string): Promise<string[]> {
    const reader = await this.database.reader();
    const rows = await reader.find(ColdInstanceSchema, { select: { id: true }, where: { chunk } });
    return rows.map(({ id }) => id);
  }
}

function emptied({ instance, records, payloads }: WholeInstance): WholeInstance {
  return {
    instance: { ...instance, snapshot: withoutProcessData(instance.snapshot) as typeof instance.snapshot },
    records: records.map((record) => ({ ...record, body: withoutProcessData(record.body) as object })),
    payloads: payloads.map((payload) => ({
      ...payload,
      content: withoutProcessValues(payload.content) as typeof payload.content,
    })),
  };
}
