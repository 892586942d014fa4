import { Database } from '#libs/persistence/database';
import { TenantSeed } from '#libs/web/platform/service-definition';
import { Injectable } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { Queues } from '../../queue/queue.api.js';
import { CreateFlow } from '../commands/save-flow.js';
import { PublishFlow } from '../commands/publish-flow.js';
import { IvrFlowSchema } from '../infra/ivr-flow.schema.js';
import { EntryPoints } from '../setup/entry-points.js';
import { IvrConnectors } from '../setup/ivr-connectors.js';
import { demoFlow } from './demo-flow.js';

const ENTRY_POINT = '10000';
const ORDERS = { name: 'order-system', baseUrl: null, reaches: null, timeoutMs: 3_000 };
const BY = 'switchboard';

/** A flow to begin with, which answers at a number of its own. */
@Injectable()
export class IvrSeed extends TenantSeed {
  constructor(
    private readonly database: Database,
    private readonly commands: CommandBus,
    private readonly queues: Queues,
    private readonly connectors: IvrConnectors,
    private readonly entryPoints: EntryPoints,
  ) {
    super();
  }

  override async seed(): Promise<void> {
    await this.database.transaction(async (tx) => {
      const queue = (await this.queues.all()).find(({ channels }) => channels.includes('voice'));
      if (!queue || (await tx.exists(IvrFlowSchema))) return;
      await this.connectors.put(ORDERS);
      const { flowId } = await this.commands.execute(new CreateFlow('Demo', demoFlow(queue.id), BY));
      await this.commands.execute(new PublishFlow(flowId, 'To begin with.', BY));
      await this.entryPoints.put(ENTRY_POINT, flowId);
    });
  }
}
