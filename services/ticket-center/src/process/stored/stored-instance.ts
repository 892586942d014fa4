import type { RecordType } from '#libs/process-engine/records';
import type { Database } from '#libs/persistence/database';
import { MoreThan } from 'typeorm';
import { ProcessPayloadSchema, type ProcessPayloadRow } from '../payloads/process-payload.schema.js';
import { ProcessInstanceSchema, type ProcessInstanceRow } from '../schema/process-instance.schema.js';
import { ProcessRecordSchema, type ProcessRecordRow } from '../schema/process-record.schema.js';
import type { WholeInstance } from '../archive/whole-instance.js';

/** Which records: those that fit all of it. */
export interface RecordQuery {
  /** Those with a greater number. */
  readonly after?: number;
  readonly node?: string;
  readonly type?: RecordType;
  readonly most?: number;
}

/** An instance with all that is kept of it. */
export interface StoredInstance {
  readonly row: ProcessInstanceRow;
  /** In order. */
  records(query: RecordQuery): Promise<ProcessRecordRow[]>;
  payload(sha256: string): Promise<ProcessPayloadRow | undefined>;
  /** All of them, unless they are more bytes. */
  payloads(most: number): Promise<readonly ProcessPayloadRow[] | undefined>;
}

/** In the tables of running processes. */
export class HotInstance implements StoredInstance {
  /** @param again finds it anew, wherever it is by then */
  constructor(
    readonly row: ProcessInstanceRow,
    private readonly database: Database,
    private readonly again: () => Promise<StoredInstance>,
  ) {}

  async records(query: RecordQuery): Promise<ProcessRecordRow[]> {
    const { after = 0, node, type, most } = query;
    const where = { instance: this.row.id, seq: MoreThan(after), ...(node && { node }), ...(type && { type }) };
    const options = { where, order: { seq: 'ASC' }, ...(most && { take: most }) } as const;
    const found = await (await this.database.reader()).find(ProcessRecordSchema, options);
    return (await this.#isHere()) ? found : (await this.again()).records(query);
  }

  async payload(sha256: string): Promise<ProcessPayloadRow | undefined> {
    const reader = await this.database.reader();
    const found = await reader.findOneBy(ProcessPayloadSchema, { instance: this.row.id, sha256 });
    return found ?? ((await this.#isHere()) ? undefined : (await this.again()).payload(sha256));
  }

  async payloads(most: number): Promise<readonly ProcessPayloadRow[] | undefined> {
    const reader = await this.database.reader();
    const of = { instance: this.row.id };
    const bytes = (await reader.sum(ProcessPayloadSchema, 'bytes', of)) ?? 0;
    if (bytes > most) return undefined;
    const found = bytes > 0 ? await reader.findBy(ProcessPayloadSchema, of) : [];
    return (await this.#isHere()) ? found : (await this.again()).payloads(most);
  }

  /** What has ended may go to the archive while it is read. */
  async #isHere(): Promise<boolean> {
    const { id, endedAt } = this.row;
    return endedAt === null || (await this.database.reader()).existsBy(ProcessInstanceSchema, { id });
  }
}

/** In the archive; read at once. */
export class ColdInstance implements StoredInstance {
  constructor(private readonly whole: WholeInstance) {}

  get row(): ProcessInstanceRow {
    return this.whole.instance;
  }

  records({ after = 0, node, type, most }: RecordQuery): Promise<ProcessRecordRow[]> {
    const found = this.whole.records.filter(
      (record) => record.seq > after && (!node || record.node === node) && (!type || record.type === type),
    );
    return Promise.resolve(found.slice(0, most));
  }

  payload(sha256: string): Promise<ProcessPayloadRow | undefined> {
    return Promise.resolve(this.whole.payloads.find((payload) => payload.sha256 === sha256));
  }

  payloads(most: number): Promise<readonly ProcessPayloadRow[] | undefined> {
    const sum = this.whole.payloads.reduce((bytes, payload) => bytes + payload.bytes, 0);
    return Promise.resolve(sum > most ? undefined : this.whole.payloads);
  }
}
