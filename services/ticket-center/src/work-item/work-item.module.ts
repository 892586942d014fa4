import { Module } from '@nestjs/common';
import { FormModule } from '../form/form.module.js';
import { ProcessModule } from '../process/process.module.js';
import { AssignWorkItemHandler } from './commands/assign-work-item.js';
import { ClaimWorkItemHandler, ReleaseWorkItemHandler } from './commands/claim-work-item.js';
import { CompleteWorkItemHandler } from './commands/complete-work-item.js';
import { DelegateWorkItemHandler, ResolveWorkItemHandler } from './commands/delegate-work-item.js';
import { WorkItems } from './domain/work-item.repository.js';
import { TypeormWorkItems } from './infra/typeorm-work-item.repository.js';
import { CountWorkItemsHandler } from './queries/count-work-items.js';
import { GetWorkItemJournalHandler } from './queries/get-work-item-journal.js';
import { GetWorkItemHandler } from './queries/get-work-item.js';
import { ListWorkItemsHandler } from './queries/list-work-items.js';
import { OwnedWork } from './work-item.api.js';
import { WorkOf } from './work-of.js';
import { WorkItemController } from './work-item.controller.js';

/** What processes ask people to do. */
@Module({
  imports: [FormModule, ProcessModule],
  controllers: [WorkItemController],
  providers: [
    { provide: WorkItems, useClass: TypeormWorkItems },
    ClaimWorkItemHandler,
    ReleaseWorkItemHandler,
    AssignWorkItemHandler,
    DelegateWorkItemHandler,
    ResolveWorkItemHandler,
    CompleteWorkItemHandler,
    ListWorkItemsHandler,
    CountWorkItemsHandler,
    GetWorkItemHandler,
    GetWorkItemJournalHandler,
    OwnedWork,
    WorkOf,
  ],
  exports: [OwnedWork],
})
export class WorkItemModule {}
