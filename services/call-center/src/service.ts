import type { ServiceDefinition } from '#libs/web/platform/service-definition';
import { AgentAssignmentSchema } from './agent-assignment/agent-assignment.schema.js';
import {
  AgentEngagementSchema,
  AgentJournalSchema,
  AgentSchema,
  AgentStateChangeSchema,
} from './agent/infra/agent.schema.js';
import { PresenceSchema } from './agent/infra/presence.schema.js';
import { AppModule } from './app.module.js';
import { AttemptSchema, DialledNumberSchema } from './campaign/infra/attempt.schema.js';
import {
  CampaignImportSchema,
  CampaignJournalSchema,
  CampaignPacingSchema,
  CampaignSchema,
} from './campaign/infra/campaign.schema.js';
import { DialRecordJournalSchema, DialRecordSchema } from './campaign/infra/dial-record.schema.js';
import { ConsentSchema } from './consent/consent.schema.js';
import { ContactJournalSchema, ContactSchema } from './contact/infra/contact.schema.js';
import { CONVERSATION_ENTITIES } from './conversation/conversation.entities.js';
import { DoNotCallSchema } from './do-not-call/do-not-call.schema.js';
import {
  InteractionEventContactSchema,
  InteractionEventSchema,
} from './interaction-event/infra/interaction-event.schema.js';
import {
  IvrConnectorSchema,
  IvrEntryPointSchema,
  IvrFlowJournalSchema,
  IvrFlowSchema,
  IvrFlowVersionSchema,
} from './ivr/infra/ivr-flow.schema.js';
import { IvrNodeCountSchema, IvrSessionSchema } from './ivr/infra/ivr-session.schema.js';
import { CreateCall1763900200000 } from './migrations/1763900200000-create-call.js';
import { CreateAgents1764400000000 } from './migrations/1764400000000-create-agents.js';
import { CreateRoutingSetup1764400001000 } from './migrations/1764400001000-create-routing-setup.js';
import { CreateConversations1764450000000 } from './migrations/1764450000000-create-conversations.js';
import { CreateRecordings1764480000000 } from './migrations/1764480000000-create-recordings.js';
import { CreateRouting1764600000000 } from './migrations/1764600000000-create-routing.js';
import { CreateIvr1764700000000 } from './migrations/1764700000000-create-ivr.js';
import { CreateCampaigns1764800000000 } from './migrations/1764800000000-create-campaigns.js';
import { CreateCallLegs1764900000000 } from './migrations/1764900000000-create-call-legs.js';
import { ConnectCalls1764900200000 } from './migrations/1764900200000-connect-calls.js';
import { ReachInterfaces1765150003000 } from './migrations/1765150003000-reach-interfaces.js';
import { RouteConversations1764600500000 } from './migrations/1764600500000-route-conversations.js';
import { CreateRoutingChecks1764600501000 } from './migrations/1764600501000-create-routing-checks.js';
import { NotReadyReasonSchema } from './not-ready-reason/not-ready-reason.schema.js';
import { NumberZoneSchema } from './number-zone/number-zone.schema.js';
import { PreCheckRuleSchema } from './pre-check-rule/pre-check-rule.schema.js';
import { QueueSchema } from './queue/queue.schema.js';
import { ListeningSchema, RecogniserSettingsSchema } from './recording/recogniser/recogniser.schema.js';
import { RecordingAccessSchema } from './recording/infra/recording-access.schema.js';
import { RecordingAgentSchema, RecordingJournalSchema, RecordingSchema } from './recording/infra/recording.schema.js';
import { RetentionPolicySchema } from './retention-policy/retention-policy.schema.js';
import { RoutingCheckSchema } from './routing/check/routing-check.schema.js';
import { RoutingPlanSchema, RoutingPlanVersionSchema } from './routing-plan/routing-plan.schema.js';
import { RoutingProfileSchema } from './routing-profile/routing-profile.schema.js';
import {
  RoutingCommandSchema,
  RoutingDecisionSchema,
  RoutingEventSchema,
  RoutingOwnerSchema,
  RoutingSnapshotSchema,
} from './routing/log/routing-log.schema.js';
import { CallCenterSeed } from './seed.js';
import { SkillSchema } from './skill/skill.schema.js';
import { TeamSchema } from './team/team.schema.js';
import { CallLegSchema } from './telephony/infra/call-leg.schema.js';
import { WrapUpCodeSchema } from './wrap-up-code/wrap-up-code.schema.js';
import { IndexContactsOfAgents1765140030000 } from './migrations/1765140030000-index-contacts-of-agents.js';
import { IndexRecordingBytes1765201010000 } from './migrations/1765201010000-index-recording-bytes.js';
import { CALL_CENTER_HOLDINGS } from './person-holdings.js';
import { SealContacts1765200000000 } from './migrations/1765200000000-seal-contacts.js';
import { SealRegisters1765300020000 } from './migrations/1765300020000-seal-registers.js';
import { TellMessages1765205000000 } from './migrations/1765205000000-tell-messages.js';
import { AskRecognisers1765330000000 } from './migrations/1765330000000-ask-recognisers.js';
import { IndexConversationsOfCustomers1765460010000 } from './migrations/1765460010000-index-conversations-of-customers.js';

export const callCenter: ServiceDefinition = {
  name: 'call-center',
  description:
    'Contacts with customers on every channel, the service demands inside them, and the agents who handle them',
  version: '0.1.0',
  module: AppModule,
  database: {
    context: 'call',
    entities: [
      ContactSchema,
      ...CONVERSATION_ENTITIES,
      ContactJournalSchema,
      InteractionEventSchema,
      InteractionEventContactSchema,
      PreCheckRuleSchema,
      RecordingSchema,
      RecordingAgentSchema,
      RecordingJournalSchema,
      RecordingAccessSchema,
      RecogniserSettingsSchema,
      ListeningSchema,
      RetentionPolicySchema,
      SkillSchema,
      TeamSchema,
      NotReadyReasonSchema,
      RoutingPlanSchema,
      RoutingPlanVersionSchema,
      QueueSchema,
      RoutingProfileSchema,
      AgentAssignmentSchema,
      AgentSchema,
      AgentJournalSchema,
      AgentEngagementSchema,
      AgentStateChangeSchema,
      PresenceSchema,
      IvrFlowSchema,
      IvrFlowJournalSchema,
      IvrFlowVersionSchema,
      IvrEntryPointSchema,
      IvrConnectorSchema,
      IvrSessionSchema,
      IvrNodeCountSchema,
      CallLegSchema,
      DoNotCallSchema,
      ConsentSchema,
      NumberZoneSchema,
      CampaignSchema,
      CampaignJournalSchema,
      CampaignPacingSchema,
      CampaignImportSchema,
      DialRecordSchema,
      DialRecordJournalSchema,
      AttemptSchema,
      DialledNumberSchema,
      WrapUpCodeSchema,
      RoutingEventSchema,
      RoutingDecisionSchema,
      RoutingSnapshotSchema,
      RoutingCommandSchema,
      RoutingOwnerSchema,
      RoutingCheckSchema,
    ],
    migrations: [
      CreateCall1763900200000,
      CreateAgents1764400000000,
      CreateRoutingSetup1764400001000,
      CreateConversations1764450000000,
      CreateRecordings1764480000000,
      CreateRouting1764600000000,
      RouteConversations1764600500000,
      CreateRoutingChecks1764600501000,
      CreateIvr1764700000000,
      CreateCampaigns1764800000000,
      CreateCallLegs1764900000000,
      ConnectCalls1764900200000,
      IndexContactsOfAgents1765140030000,
      ReachInterfaces1765150003000,
      TellMessages1765205000000,
      AskRecognisers1765330000000,
      SealContacts1765200000000,
      IndexRecordingBytes1765201010000,
      SealRegisters1765300020000,
      IndexConversationsOfCustomers1765460010000,
    ],
  },
  keepsObjects: true,
  holdsOfPeople: CALL_CENTER_HOLDINGS,
  seed: CallCenterSeed,
};
