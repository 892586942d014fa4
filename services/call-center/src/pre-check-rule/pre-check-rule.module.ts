import { Module } from '@nestjs/common';
import { PreCheckRuleController } from './pre-check-rule.controller.js';
import { PreCheckRuleService } from './pre-check-rule.service.js';

@Module({ controllers: [PreCheckRuleController], providers: [PreCheckRuleService], exports: [PreCheckRuleService] })
export class PreCheckRuleModule {}
