import { Module } from '@nestjs/common';
import { AuditEnds } from './audit-ends.js';
import { AuditHeads } from './audit-heads.js';
import { AuditRetention } from './audit-retention.js';
import { AuditSearch } from './audit-search.js';
import { AuditConsumer } from './audit.consumer.js';
import { AuditController } from './audit.controller.js';

/** Who did what, in a trail that nobody changes. */
@Module({
  controllers: [AuditController, AuditConsumer],
  providers: [AuditSearch, AuditRetention, AuditHeads, AuditEnds],
  exports: [AuditHeads],
})
export class AuditModule {}
