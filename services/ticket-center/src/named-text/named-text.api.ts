import type { Clock } from '#libs/kernel/clock';
import type { DomainError } from '#libs/kernel/domain-error';
import { newId } from '#libs/kernel/id';
import { StaleVersion } from '#libs/persistence/rows/aggregate-store';
import type { Database } from '#libs/persistence/database';
import { isDuplicateKey } from '#libs/persistence/duplicate-key';
import { currentContext } from '#libs/persistence/tenant/tenant-context';
import { TenantMemory } from '#libs/persistence/tenant/tenant-memory';
import type { EntityManager, EntitySchema } from 'typeorm';
import { TextRevisionSchema, type NamedText } from './named-text.schema.js';

export { namedTextSchema, namedTextVersionSchema, TextRevisionSchema, type NamedText } from './named-text.schema.js';

export type WrittenText<Text> = Pick<NamedText<Text>, 'name' | 'position' | 'active' | 'text'>;

export interface NamedTextKind {
  /** Of all services' kinds, e.g. `sla-policy`. */
  readonly kind: string;
  readonly schema: EntitySchema<NamedText>;
  readonly versions: EntitySchema<NamedText>;
  notFound(id: string): DomainError;
  nameTaken(): DomainError;
}

/** Where texts of one kind are kept, each change as another version of it. */
export class NamedTexts<Text> {
  readonly #revision: TenantMemory<number>;

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly of: NamedTextKind,
  ) {
    this.#revision = new TenantMemory(clock, () => this.#loadRevision());
  }

  /** In order, also those that are not active. */
  async list(): Promise<NamedText<Text>[]> {
    const order = { position: 'ASC', id: 'ASC' } as const;
    return (await (await this.database.reader()).find(this.of.schema, { order })) as NamedText<Text>[];
  }

  /** @throws the kind's own when there is none */
  async get(id: string): Promise<NamedText<Text>> {
    return this.#found(await this.database.reader(), id);
  }

  /** The oldest first. */
  async versions(id: string): Promise<NamedText<Text>[]> {
    const find = { where: { id }, order: { version: 'ASC' } } as const;
    return (await (await this.database.reader()).find(this.of.versions, find)) as NamedText<Text>[];
  }

  /** @throws the kind's own when there is none */
  async at(id: string, version: number): Promise<NamedText<Text>> {
    const row = await (await this.database.reader()).findOneBy(this.of.versions, { id, version });
    if (!row) throw this.of.notFound(id);
    return row as NamedText<Text>;
  }

  /** Changes when any of them does; as it was some seconds ago. */
  revision(): Promise<number> {
    return this.#revision.get();
  }

  /** @throws the kind's own when the name is taken */
  create(written: WrittenText<Text>, by: string): Promise<NamedText<Text>> {
    return this.database.transaction(async (tx) => {
      const now = this.clock.now();
      const row = { id: newId(now), version: 1, ...written, changedBy: by, changedAt: now };
      await tx.insert(this.of.schema, row as object).catch((error: unknown) => this.#refuse(error));
      await this.#keep(tx, row);
      return row;
    });
  }

  /** @throws the kind's own when there is none or the name is taken; StaleVersion when the caller has not seen the newest */
  replace(id: string, written: WrittenText<Text>, by: string): Promise<NamedText<Text>> {
    return this.database.transaction(async (tx) => {
      const { version } = await this.#found(tx, id);
      if (currentContext()?.precondition?.version !== version) throw changedMeanwhile(id);
      const row = { id, version: version + 1, ...written, changedBy: by, changedAt: this.clock.now() };
      const changed = tx.update(this.of.schema, { id, version }, row as object);
      const { affected } = await changed.catch((error: unknown) => this.#refuse(error));
      if (affected !== 1) throw changedMeanwhile(id);
      await this.#keep(tx, row);
      return row;
    });
  }

  async #keep(tx: EntityManager, row: NamedText<Text>): Promise<void> {
    await tx.insert(this.of.versions, row as object);
    const { kind } = this.of;
    const { affected } = await tx.increment(TextRevisionSchema, { kind }, 'revision', 1);
    if (affected === 0) await tx.insert(TextRevisionSchema, { kind, revision: 1 });
    currentContext()?.unitOfWork?.afterCommit(() => void this.#revision.get({ fresh: true }).catch(() => undefined));
  }

  async #loadRevision(): Promise<number> {
    const row = await (await this.database.reader()).findOneBy(TextRevisionSchema, { kind: this.of.kind });
    return row?.revision ?? 0;
  }

  async #found(reader: EntityManager, id: string): Promise<NamedText<Text>> {
    const row = await reader.findOneBy(this.of.schema, { id });
    if (!row) throw this.of.notFound(id);
    return row as NamedText<Text>;
  }

  #refuse(error: unknown): never {
    throw isDuplicateKey(error) ? this.of.nameTaken() : error;
  }
}

function changedMeanwhile(id: string): StaleVersion {
  return new StaleVersion('It was changed by someone else in the meantime.', { id });
}
