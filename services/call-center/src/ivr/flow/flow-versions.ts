import { Database } from '#libs/persistence/database';
import { currentTenant } from '#libs/persistence/tenant/tenant-context';
import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import type { Flow } from '../domain/flow/flow.js';
import { FlowVersionNotFound } from '../domain/ivr.errors.js';
import { IvrFlowVersionSchema, type IvrFlowVersionRow } from '../infra/ivr-flow.schema.js';
import { compiledFlow } from './compiled-flow.js';

const KEPT = 1_000;

/** Published versions, which never change: each is read and compiled once. */
@Injectable()
export class FlowVersions {
  readonly #compiled = new LRUCache<string, Flow>({ max: KEPT });

  constructor(private readonly database: Database) {}

  async add(version: IvrFlowVersionRow): Promise<void> {
    await this.database.transaction((tx) => tx.insert(IvrFlowVersionSchema, version as object));
  }

  /** @throws FlowVersionNotFound */
  async get(flowId: string, number: number): Promise<IvrFlowVersionRow> {
    const row = await (await this.database.reader()).findOneBy(IvrFlowVersionSchema, { flowId, number });
    if (!row) throw new FlowVersionNotFound(`There is no version ${number} of the flow.`, { id: flowId, number });
    return row;
  }

  /** @throws FlowVersionNotFound */
  async compiled(flowId: string, number: number): Promise<Flow> {
    const key = `${currentTenant()}/${flowId}/${number}`;
    const known = this.#compiled.get(key);
    if (known) return known;
    const flow = compiledFlow((await this.get(flowId, number)).document);
    this.#compiled.set(key, flow);
    return flow;
  }
}
