import { createHash } from 'node:crypto';
import { LeasedRounds, type Rounds } from '#libs/web/platform/leased-rounds';
import { Injectable } from '@nestjs/common';
import { EndpointLanes } from './endpoint-lanes.js';
import { Subscriptions } from './subscriptions.js';

const EVERY_MS = 500;
const LEASE_MS = 6_000;
/** Shared out among the processes of the service by lease. */
const PARTITIONS = 8;

/** Has the lanes of active endpoints look for what is due, each in one process. A round waits for no endpoint. */
@Injectable()
export class WebhookSender {
  readonly rounds: Rounds;

  constructor(
    rounds: LeasedRounds,
    private readonly subscriptions: Subscriptions,
    private readonly lanes: EndpointLanes,
  ) {
    this.rounds = rounds.of({
      job: 'webhooks',
      everyMs: EVERY_MS,
      leaseMs: LEASE_MS,
      partitions: PARTITIONS,
      failure: 'webhooks were not looked at',
      work: (round) =>
        round.inEachTenant(async (tenantId) => {
          const { subscriptions: all } = await this.subscriptions.index();
          if (all.length === 0) return;
          const held = await round.held();
          const ours = all.filter(({ endpointId }) => held.includes(partitionOf(endpointId)));
          await Promise.all(ours.map(({ endpointId }) => this.lanes.of(tenantId, endpointId).look()));
        }),
      idle: () => this.lanes.stop(),
    });
  }
}

function partitionOf(endpointId: string): number {
  return createHash('sha1').update(endpointId).digest().readUInt16BE(0) % PARTITIONS;
}
