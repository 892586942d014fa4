import { readFile } from 'node:fs/promises';
import { TenantSeed } from '#libs/web/platform/service-definition';
import { Injectable } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { PublishDraft } from './commands/publish-draft.js';
import { CreateDraft } from './commands/save-draft.js';
import { Definitions } from './domain/process-definition.repository.js';
import type { ProcessSource } from './domain/process-source.js';

const FOLDER = new URL('../../processes/', import.meta.url);
const HOUSE = 'switchboard';

/** Each after those that it calls, with the decisions it asks. */
const PROCESSES: readonly (readonly [id: string, ...decisions: string[]])[] = [
  ['approval'],
  ['customer-confirmation'],
  ['return-visit'],
  ['urge-supervise'],
  ['close-flow', 'desk-policies'],
  ['cancel-order', 'order-policies'],
  ['modify-order', 'order-policies'],
  ['return-order', 'order-policies'],
  ['exchange-order', 'order-policies'],
  ['complaint', 'desk-policies'],
  ['fault-report', 'desk-policies'],
  ['lead-to-installation'],
];

/** The processes a tenant starts with, published as operators publish theirs; what operators made of them stays. */
@Injectable()
export class HouseProcesses extends TenantSeed {
  constructor(
    private readonly definitions: Definitions,
    private readonly commands: CommandBus,
  ) {
    super();
  }

  override async seed(): Promise<void> {
    for (const [id, ...decisions] of PROCESSES) {
      if (await this.definitions.has(id)) continue;
      const draft = new CreateDraft(id, await sourceOf(id, decisions), HOUSE);
      const { draftId } = await this.commands.execute(draft);
      await this.commands.execute(new PublishDraft(draftId, 'Comes with the product.', null, HOUSE));
    }
  }
}

async function sourceOf(id: string, decisions: readonly string[]): Promise<ProcessSource> {
  const text = (file: string) => readFile(new URL(file, FOLDER), 'utf8');
  return { bpmn: await text(`${id}.bpmn`), decisions: await Promise.all(decisions.map((each) => text(`${each}.dmn`))) };
}
