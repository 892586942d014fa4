import { Module } from '@nestjs/common';
import { CustomerModule } from '../customer/customer.module.js';
import { IdentityModule } from '../identity/identity.module.js';
import { MaskingPolicyController } from './masking-policy.controller.js';
import { PersonRequestRounds } from './request/person-request-rounds.js';
import { PersonRequestController } from './request/person-request.controller.js';
import { PersonRequests } from './request/person-requests.js';
import { AccessRetention } from './reveal/access-retention.js';
import { AccessWatch } from './reveal/access-watch.js';
import { ClearRecords } from './reveal/clear-records.js';
import { ClearSightingsConsumer } from './reveal/clear-sightings.consumer.js';
import { RecordSightController } from './reveal/record-sight.controller.js';
import { RecordSights } from './reveal/record-sights.js';
import { RevealBlocks } from './reveal/reveal-blocks.js';
import { RevealPolicies } from './reveal/reveal-policies.js';
import { RevealController } from './reveal/reveal.controller.js';
import { Reveals } from './reveal/reveals.js';

/** What people may see of people, and what is done when somebody looks too much. */
@Module({
  imports: [CustomerModule, IdentityModule],
  controllers: [
    MaskingPolicyController,
    RevealController,
    RecordSightController,
    PersonRequestController,
    ClearSightingsConsumer,
  ],
  providers: [
    AccessRetention,
    AccessWatch,
    ClearRecords,
    RecordSights,
    RevealBlocks,
    RevealPolicies,
    Reveals,
    PersonRequests,
    PersonRequestRounds,
  ],
})
export class PrivacyModule {}
