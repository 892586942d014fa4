import { Module } from '@nestjs/common';
import { FormModule } from '../form/form.module.js';
import { TaskFeed } from '../process/task-feed.api.js';
import { ServiceTargetModule } from '../service-target/service-target.module.js';
import { WorkItemFeed } from './infra/work-item-feed.js';

/** What running processes know of work items: see TaskFeed. */
@Module({
  imports: [FormModule, ServiceTargetModule],
  providers: [{ provide: TaskFeed, useClass: WorkItemFeed }],
  exports: [TaskFeed],
})
export class WorkItemFeedModule {}
