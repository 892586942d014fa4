import { Module } from '@nestjs/common';
import { AgentAssignments } from '../agent-assignment/agent-assignment.api.js';
import { NotReadyReasons } from '../not-ready-reason/not-ready-reason.api.js';
import { RoutingProfiles } from '../routing-profile/routing-profile.api.js';
import { Teams } from '../team/team.api.js';
import { AgentDesk } from './agent.api.js';
import { AgentEventsController } from './agent-events.controller.js';
import { AgentController } from './agent.controller.js';
import { agentReach } from './agent-reach.js';
import { AgentMoves } from './agent-moves.api.js';
import { AgentPresence } from './agent-presence.api.js';
import { AgentRoster } from './agent-roster.api.js';
import { AgentSelfController } from './agent-self.controller.js';
import { AgentSweep } from './agent-sweep.js';
import { ApproveStatusHandler } from './commands/approve-status.js';
import { AskForAfterContactWorkHandler } from './commands/ask-for-after-contact-work.js';
import { ChooseStatusHandler } from './commands/choose-status.js';
import { DeclineStatusHandler } from './commands/decline-status.js';
import { EndAfterContactWorkHandler } from './commands/end-after-contact-work.js';
import { ForceStatusHandler } from './commands/force-status.js';
import { LogInHandler } from './commands/log-in.js';
import { RenewLeaseHandler } from './commands/renew-lease.js';
import { Agents } from './domain/agent.repository.js';
import { Presences } from './domain/presences.js';
import { TypeormAgents } from './infra/typeorm-agent.repository.js';
import { TypeormPresences } from './infra/typeorm-presences.js';
import { AgentViews } from './queries/agent-views.js';
import { GetAgentHandler } from './queries/get-agent.js';
import { GetStateDurationsHandler } from './queries/get-state-durations.js';
import { ListAgentsHandler } from './queries/list-agents.js';
import { ListStatesHandler } from './queries/list-states.js';
import { StateLog } from './queries/state-log.js';
import { AgentNews } from './streams/agent-news.js';
import { AgentStreams } from './streams/agent-streams.js';

@Module({
  // `me` before any id.
  controllers: [AgentSelfController, AgentEventsController, AgentController],
  providers: [
    { provide: Agents, useClass: TypeormAgents },
    { provide: Presences, useClass: TypeormPresences },
    agentReach,
    AgentAssignments,
    NotReadyReasons,
    RoutingProfiles,
    Teams,
    AgentDesk,
    AgentMoves,
    AgentPresence,
    AgentRoster,
    AgentSweep,
    LogInHandler,
    RenewLeaseHandler,
    ChooseStatusHandler,
    AskForAfterContactWorkHandler,
    EndAfterContactWorkHandler,
    ForceStatusHandler,
    ApproveStatusHandler,
    DeclineStatusHandler,
    AgentViews,
    AgentNews,
    AgentStreams,
    StateLog,
    GetAgentHandler,
    ListAgentsHandler,
    ListStatesHandler,
    GetStateDurationsHandler,
  ],
  exports: [AgentDesk, AgentMoves, AgentPresence, AgentRoster],
})
export class AgentModule {}
