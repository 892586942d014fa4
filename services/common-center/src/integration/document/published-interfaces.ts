import { Database } from '#libs/persistence/database';
import { currentTenant } from '#libs/persistence/tenant/tenant-context';
import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import {
  InterfaceHasErrors,
  InterfaceNotFound,
  InterfaceNotPublished,
  InterfaceVersionNotFound,
  OperationUnknown,
} from '../domain/integration.errors.js';
import type { InterfaceDocument, Mode } from '../domain/interface-document.js';
import {
  InterfaceVersionSchema,
  OutsideInterfaceSchema,
  type OutsideInterfaceRow,
} from '../infra/outside-interface.schema.js';
import { compiledOperation, type CompiledOperation } from './compiled-operation.js';

const KEPT_VERSIONS = 1_000;

/** A version that never changes, its operations compiled as they are asked for. */
class CompiledVersion {
  readonly #compiled = new Map<string, CompiledOperation>();

  constructor(readonly document: InterfaceDocument) {}

  operation(name: string): CompiledOperation {
    const known = this.#compiled.get(name);
    if (known) return known;
    if (!Object.hasOwn(this.document.operations, name))
      throw new OperationUnknown(`The interface has no operation ${name}.`, { operation: name });
    const compiled = compiledOperation(this.document.operations[name]!);
    this.#compiled.set(name, compiled);
    return compiled;
  }
}

/** An interface as it can be called now. */
export interface CallableInterface {
  readonly id: string;
  readonly code: string;
  /** 0: the draft. */
  readonly number: number;
  readonly mode: Mode;
  readonly document: InterfaceDocument;
  /** @throws OperationUnknown */
  operation(name: string): CompiledOperation;
}

/** Finds what is called by its code. */
@Injectable()
export class PublishedInterfaces {
  readonly #versions = new LRUCache<string, CompiledVersion>({ max: KEPT_VERSIONS });

  constructor(private readonly database: Database) {}

  /**
   * @param version null: the one that is live
   * @throws InterfaceNotFound, InterfaceNotPublished, InterfaceVersionNotFound
   */
  async find(code: string, version: number | null): Promise<CallableInterface> {
    const row = await (await this.database.reader()).findOneBy(OutsideInterfaceSchema, { code });
    if (!row) throw new InterfaceNotFound(`There is no interface ${code}.`, { code });
    if (row.live === null) throw new InterfaceNotPublished(`The interface ${code} was never published.`, { code });
    const number = version ?? row.live;
    return callable(row, number, await this.version(row.id, number));
  }

  /** @throws InterfaceNotFound; InterfaceHasErrors: it cannot be called as it is */
  async draftOf(id: string): Promise<CallableInterface> {
    const row = await this.#row(id);
    const error = row.problems.find(({ severity }) => severity === 'error');
    if (error) throw new InterfaceHasErrors(`The draft has errors. The first: ${error.message}`);
    return callable(row, 0, new CompiledVersion(row.draft));
  }

  /** @throws InterfaceNotFound, InterfaceNotPublished, InterfaceVersionNotFound */
  async ofId(id: string, version: number | null): Promise<CallableInterface> {
    return this.find((await this.#row(id)).code, version);
  }

  /** @throws InterfaceVersionNotFound */
  async version(interfaceId: string, number: number): Promise<CompiledVersion> {
    const key = `${currentTenant()}/${interfaceId}/${number}`;
    const known = this.#versions.get(key);
    if (known) return known;
    const row = await (await this.database.reader()).findOneBy(InterfaceVersionSchema, { interfaceId, number });
    if (!row)
      throw new InterfaceVersionNotFound(`There is no version ${number} of the interface.`, { interfaceId, number });
    const version = new CompiledVersion(row.document);
    this.#versions.set(key, version);
    return version;
  }

  async #row(id: string): Promise<OutsideInterfaceRow> {
    const row = await (await this.database.reader()).findOneBy(OutsideInterfaceSchema, { id });
    if (!row) throw new InterfaceNotFound('There is no such interface.', { id });
    return row;
  }
}

function callable(
  { id, code, mode }: OutsideInterfaceRow,
  number: number,
  version: CompiledVersion,
): CallableInterface {
  return { id, code, number, mode, document: version.document, operation: (name) => version.operation(name) };
}
