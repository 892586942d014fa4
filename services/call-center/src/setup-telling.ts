import { nextCount } from '#libs/persistence/rows/counter';
import { Database } from '#libs/persistence/database';
import { TenantSeed } from '#libs/web/platform/service-definition';
import { Injectable } from '@nestjs/common';
import { AgentAssignmentService } from './agent-assignment/agent-assignment.service.js';
import { QueueService } from './queue/queue.service.js';
import { RoutingProfileService } from './routing-profile/routing-profile.service.js';
import { TeamService } from './team/team.service.js';

/** Which telling of the setup it is: another number when records tell more than before. */
export const TELLING = 'routing-setup-told-2';

/** Tells once of all that was set up by versions that told less of it, or nothing. */
@Injectable()
export class SetupTelling extends TenantSeed {
  constructor(
    private readonly database: Database,
    private readonly queues: QueueService,
    private readonly teams: TeamService,
    private readonly profiles: RoutingProfileService,
    private readonly assignments: AgentAssignmentService,
  ) {
    super();
  }

  override async seed(): Promise<void> {
    await this.database.transaction(async () => {
      if ((await nextCount(this.database, TELLING)) > 1) return;
      for (const records of [this.queues, this.teams, this.profiles, this.assignments]) await records.tellAgain();
    });
  }
}
