import { Clock } from '#libs/kernel/clock';
import { newId } from '#libs/kernel/id';
import { currentContext, currentTenant, runAsTenant } from '#libs/persistence/tenant/tenant-context';
import type { Variables } from '#libs/process-engine/variables';
import { Injectable } from '@nestjs/common';
import { ProcessDefinitions } from '../../process-definition/process-definition.api.js';
import { storeOutgoing } from '../run/outgoing.js';
import { Rules } from '../run/rules.js';
import { OutgoingWorker } from './outgoing-worker.js';

export interface InstanceOf {
  readonly definition: string;
  readonly version: number | 'latest';
  readonly businessKey: string | null;
  readonly variables: Variables;
}

/** Starts that belong to another transaction: they are stored with it, and carried out after its commit. */
@Injectable()
export class DeferredStarts {
  constructor(
    private readonly definitions: ProcessDefinitions,
    private readonly rules: Rules,
    private readonly outgoing: OutgoingWorker,
    private readonly clock: Clock,
  ) {}

  /** The id the instance will have. @throws at once what the definitions and the engine would refuse later */
  async store({ definition, version, businessKey, variables }: InstanceOf): Promise<string> {
    const unit = currentContext()?.unitOfWork;
    if (!unit) throw new Error('there is no transaction to start it with');
    const now = this.clock.now();
    const instance = newId(now);
    const ref = await this.definitions.choose(definition, businessKey ?? instance, version);
    const begin = { type: 'start', instance, version: ref.version, variables } as const;
    const step = await this.rules.ready();
    step(await this.definitions.model(ref), undefined, begin, now);
    const start = { definition, binding: ref.version, businessKey, variables };
    const directive = { key: `start:${instance}`, instance, start };
    await storeOutgoing(unit.manager, [directive], now);
    const tenantId = currentTenant();
    unit.afterCommit(() => runAsTenant(tenantId, () => this.outgoing.deliver([directive])));
    return instance;
  }
}
