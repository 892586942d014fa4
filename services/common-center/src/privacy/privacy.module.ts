import { Module } from '@nestjs/common';
import { IdentityModule } from '../identity/identity.module.js';
import { MaskingPolicyController } from './masking-policy.controller.js';
import { AccessWatch } from './reveal/access-watch.js';
import { ClearRecords } from './reveal/clear-records.js';
import { RevealBlocks } from './reveal/reveal-blocks.js';
import { RevealPolicies } from './reveal/reveal-policies.js';
import { RevealController } from './reveal/reveal.controller.js';
import { Reveals } from './reveal/reveals.js';

/** What people may see of people, and what is done when somebody looks too much. */
@Module({
  imports: [IdentityModule],
  controllers: [MaskingPolicyController, RevealController],
  providers: [AccessWatch, ClearRecords, RevealBlocks, RevealPolicies, Reveals],
})
export class PrivacyModule {}
