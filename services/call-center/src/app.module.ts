import { Module } from '@nestjs/common';
import { AgentAssignmentModule } from './agent-assignment/agent-assignment.module.js';
import { AgentModule } from './agent/agent.module.js';
import { CampaignModule } from './campaign/campaign.module.js';
import { telephony } from './config.js';
import { ConsentModule } from './consent/consent.module.js';
import { ContactModule } from './contact/contact.module.js';
import { ConversationModule } from './conversation/conversation.module.js';
import { DoNotCallModule } from './do-not-call/do-not-call.module.js';
import { InteractionEventModule } from './interaction-event/interaction-event.module.js';
import { IvrModule } from './ivr/ivr.module.js';
import { NotReadyReasonModule } from './not-ready-reason/not-ready-reason.module.js';
import { NumberZoneModule } from './number-zone/number-zone.module.js';
import { PreCheckRuleModule } from './pre-check-rule/pre-check-rule.module.js';
import { QueueModule } from './queue/queue.module.js';
import { RecordingModule } from './recording/recording.module.js';
import { RetentionPolicyModule } from './retention-policy/retention-policy.module.js';
import { RoutingPlanModule } from './routing-plan/routing-plan.module.js';
import { RoutingProfileModule } from './routing-profile/routing-profile.module.js';
import { RoutingModule } from './routing/routing.module.js';
import { CallCenterSeed } from './seed.js';
import { SetupTelling } from './setup-telling.js';
import { SkillModule } from './skill/skill.module.js';
import { TeamModule } from './team/team.module.js';
import { TelephonyModule } from './telephony/telephony.module.js';
import { WrapUpCodeModule } from './wrap-up-code/wrap-up-code.module.js';

@Module({
  imports: [
    ContactModule,
    ConversationModule,
    InteractionEventModule,
    PreCheckRuleModule,
    RecordingModule,
    RetentionPolicyModule,
    SkillModule,
    TeamModule,
    QueueModule,
    RoutingProfileModule,
    RoutingPlanModule,
    NotReadyReasonModule,
    AgentAssignmentModule,
    AgentModule,
    IvrModule,
    TelephonyModule.with(telephony),
    DoNotCallModule,
    ConsentModule,
    NumberZoneModule,
    CampaignModule,
    WrapUpCodeModule,
    RoutingModule,
  ],
  providers: [CallCenterSeed, SetupTelling],
})
export class AppModule {}
