import { Module } from '@nestjs/common';
import { SlaModule } from '../sla/sla.module.js';
import { TicketTimerModule } from '../ticket-timer/ticket-timer.module.js';
import { TicketReach } from '../ticket/reach/ticket-reach.api.js';
import { TicketModule } from '../ticket/ticket.module.js';
import { PoolAgentConsumer } from './agent/pool-agent.consumer.js';
import { PoolAgents } from './agent/pool-agents.js';
import { PoolController } from './definition/pool.controller.js';
import { Pools } from './definition/pools.js';
import { BlindEntries } from './entry/blind-entries.js';
import { PoolEntries } from './entry/pool-entries.js';
import { Claims } from './grab/claims.js';
import { GrabController } from './grab/grab.controller.js';
import { Grabbing } from './grab/grabbing.js';
import { Grabs } from './grab/grabs.js';
import { Hands } from './grab/hands.js';
import { Heads } from './grab/heads.js';
import { Pushes } from './grab/pushes.js';
import { PutBacks } from './grab/put-backs.js';
import { PoolConsumer } from './pool.consumer.js';

/** 抢单: tickets that wait for whoever is first. */
@Module({
  imports: [SlaModule, TicketModule, TicketTimerModule],
  controllers: [GrabController, PoolController, PoolConsumer, PoolAgentConsumer],
  providers: [Pools, PoolAgents, PoolEntries, BlindEntries, Hands, Heads, Claims, Grabs, Grabbing, PutBacks, Pushes],
})
export class PoolModule {
  /** What waits in a pool is seen by nobody who could grab it. */
  constructor(reach: TicketReach) {
    reach.add({ table: 'pool_entry', where: 'shown.holderId IS NULL' });
  }
}
