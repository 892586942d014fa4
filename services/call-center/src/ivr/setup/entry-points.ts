import { domainError } from '#libs/kernel/domain-error';
import { Database } from '#libs/persistence/database';
import { Injectable } from '@nestjs/common';
import { FlowNotFound, FlowNotPublished } from '../domain/ivr.errors.js';
import { IvrEntryPointSchema, IvrFlowSchema, type IvrEntryPoint } from '../infra/ivr-flow.schema.js';

export class EntryPointNotFound extends domainError('ivr-entry-point-not-found', 'not-found') {}

/** Which flow answers where. */
@Injectable()
export class EntryPoints {
  constructor(private readonly database: Database) {}

  async list(): Promise<IvrEntryPoint[]> {
    return (await this.database.reader()).find(IvrEntryPointSchema, { order: { address: 'ASC' } });
  }

  /** @throws FlowNotFound */
  async put(address: string, flowId: string): Promise<IvrEntryPoint> {
    return this.database.transaction(async (tx) => {
      if (!(await tx.existsBy(IvrFlowSchema, { id: flowId })))
        throw new FlowNotFound('There is no such flow.', { id: flowId });
      const known = await tx.existsBy(IvrEntryPointSchema, { address });
      const row = { address, flowId };
      await (known ? tx.update(IvrEntryPointSchema, { address }, row) : tx.insert(IvrEntryPointSchema, row));
      return row;
    });
  }

  /** @throws EntryPointNotFound */
  async remove(address: string): Promise<void> {
    await this.database.transaction(async (tx) => {
      const { affected } = await tx.delete(IvrEntryPointSchema, { address });
      if (affected !== 1) throw new EntryPointNotFound('No flow answers there.', { address });
    });
  }

  /** The version that new dialogues get there. @throws EntryPointNotFound, FlowNotPublished */
  async liveAt(address: string): Promise<{ flowId: string; version: number }> {
    const reader = await this.database.reader();
    const point = await reader.findOneBy(IvrEntryPointSchema, { address });
    if (!point) throw new EntryPointNotFound('No flow answers there.', { address });
    const flow = await reader.findOneBy(IvrFlowSchema, { id: point.flowId });
    if (!flow || flow.live === null)
      throw new FlowNotPublished('The flow there was never published.', { flowId: point.flowId });
    return { flowId: point.flowId, version: flow.live };
  }
}
