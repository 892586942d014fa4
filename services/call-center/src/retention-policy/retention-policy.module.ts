import { Module } from '@nestjs/common';
import { RetentionPolicyController } from './retention-policy.controller.js';
import { RetentionPolicyService } from './retention-policy.service.js';

@Module({ controllers: [RetentionPolicyController], providers: [RetentionPolicyService] })
export class RetentionPolicyModule {}
