import { domainError } from '#libs/kernel/domain-error';
import { Injectable } from '@nestjs/common';
import { Queues } from '../queue/queue.api.js';
import { RoutingSetup, type SetupRecords, type TextOf } from '../routing-setup/setup-records.api.js';
import { WrapUpCodeSchema, type WrapUpCode } from './wrap-up-code.schema.js';

export class WrapUpCodeNotFound extends domainError('wrap-up-code-not-found', 'not-found') {}

@Injectable()
export class WrapUpCodeService {
  readonly #codes: SetupRecords<WrapUpCode>;

  constructor(
    setup: RoutingSetup,
    private readonly queues: Queues,
  ) {
    const notFound = (id: string) => new WrapUpCodeNotFound('There is no such wrap-up code.', { id });
    this.#codes = setup.records({ kind: 'wrap-up-code', schema: WrapUpCodeSchema, name: 'code', notFound });
  }

  list(): Promise<WrapUpCode[]> {
    return this.#codes.list();
  }

  get(id: string): Promise<WrapUpCode> {
    return this.#codes.get(id);
  }

  /** @throws UnknownReference */
  async add(text: TextOf<WrapUpCode>): Promise<WrapUpCode> {
    await this.#refuseUnknown(text.queueId);
    return this.#codes.add(text);
  }

  /** @throws UnknownReference */
  async replace(id: string, text: Omit<TextOf<WrapUpCode>, 'code'>): Promise<WrapUpCode> {
    await this.#refuseUnknown(text.queueId);
    return this.#codes.replace(id, text);
  }

  /** Contacts keep the code they were wrapped up with. */
  remove(id: string): Promise<void> {
    return this.#codes.remove(id);
  }

  async #refuseUnknown(queueId: string | null): Promise<void> {
    if (queueId !== null) await this.queues.refuseUnknown([queueId]);
  }
}
