import { Global, Module } from '@nestjs/common';
import { AgentModule } from '../agent/agent.module.js';
import { ContactModule } from '../contact/contact.module.js';
import { Queues } from '../queue/queue.api.js';
import { RoutingPlans } from '../routing-plan/routing-plan.api.js';
import { RoutingDesk } from './desk.api.js';
import { ForwardedController } from './forwarded.controller.js';
import { RoutingLog } from './log/routing-log.js';
import { OwnAddress } from './own-address.js';
import { OwnerCalls } from './owner-calls.js';
import { Ownership } from './ownership.js';
import { PartitionDesk } from './partition-desk.js';
import { GetOfferExplanationHandler } from './queries/get-offer-explanation.js';
import { GetRoutingHandler } from './queries/get-routing.js';
import { GetWaitingTimeHandler } from './queries/get-waiting-time.js';
import { RouterView } from './queries/router-view.js';
import { RoutingController } from './routing.controller.js';
import { RoutingMetrics } from './routing-metrics.js';
import { SetupConsumer } from './setup.consumer.js';
import { WaitingTimes } from './waiting-times.api.js';
import { Disagreements } from './turn/disagreements.js';

/** Agents and contacts are changed through the desk, and the desk changes them: it is there for all. */
@Global()
@Module({
  imports: [AgentModule, ContactModule],
  controllers: [RoutingController, ForwardedController, SetupConsumer],
  providers: [
    Queues,
    RoutingPlans,
    RoutingLog,
    Disagreements,
    Ownership,
    OwnAddress,
    OwnerCalls,
    RoutingMetrics,
    PartitionDesk,
    RouterView,
    WaitingTimes,
    GetWaitingTimeHandler,
    GetRoutingHandler,
    GetOfferExplanationHandler,
    { provide: RoutingDesk, useExisting: PartitionDesk },
  ],
  exports: [RoutingDesk, WaitingTimes],
})
export class RoutingModule {}
