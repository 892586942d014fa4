import { Module } from '@nestjs/common';
import { FeatureFlagController } from './feature-flag.controller.js';
import { FeatureFlags } from './feature-flags.js';

/** What is new and not yet for everybody. */
@Module({ controllers: [FeatureFlagController], providers: [FeatureFlags] })
export class FeatureFlagModule {}
