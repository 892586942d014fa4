import { Module } from '@nestjs/common';
import { FindingController } from './findings/finding.controller.js';
import { Findings } from './findings/findings.js';
import { FindingStore } from './findings/finding-store.js';
import { StoredFacts } from './findings/stored-facts.js';
import { StoredMachineScores } from './findings/stored-machine-scores.js';
import { InspectedFactsReader, InspectedTexts, MachineScores } from './inspection.api.js';
import { InspectionConsumer } from './inspection.consumer.js';
import { InspectionSeed } from './inspection-seed.js';
import { AlertController } from './live/alert.controller.js';
import { Alerts } from './live/alerts.js';
import { PlacedStreams } from './live/placed-streams.js';
import { KeptPromises } from './promises/kept-promises.js';
import { MadePromises } from './promises/made-promises.js';
import { PromiseController } from './promises/promise.controller.js';
import { AgentTeams } from '../quality/agent-teams.api.js';
import { InspectionReports } from './reports/inspection-reports.js';
import { InspectionReportController } from './reports/report.controller.js';
import { LiveRules } from './rule-sets/live-rules.js';
import { RuleSetController } from './rule-sets/rule-set.controller.js';
import { KnownArticles } from './rule-sets/known-articles.js';
import { RuleSets } from './rule-sets/rule-sets.js';
import { Settings } from './rule-sets/settings.js';
import { ChatFollower } from './subjects/chat-follower.js';
import { ContactNews } from './subjects/contact-news.js';
import { EndedSubjects } from './subjects/ended-subjects.js';
import { InspectedSubjects } from './subjects/inspected-subjects.js';
import { Inspections } from './subjects/inspections.js';
import { RemoteTexts } from './subjects/remote-texts.js';
import { SubjectController } from './subjects/subject.controller.js';
import { Subjects } from './subjects/subjects.js';
import { TicketNews } from './subjects/ticket-news.js';
import { TrialController } from './trials/trial.controller.js';
import { TrialRounds } from './trials/trial-rounds.js';
import { Trials } from './trials/trials.js';
import { BuiltLists } from './word-lists/built-lists.js';
import { WordListController } from './word-lists/word-list.controller.js';
import { WordLists } from './word-lists/word-lists.js';

@Module({
  controllers: [
    ...[WordListController, RuleSetController, TrialController, FindingController, PromiseController],
    ...[AlertController, SubjectController, InspectionConsumer, InspectionReportController],
  ],
  providers: [
    ...[
      WordLists,
      BuiltLists,
      KnownArticles,
      RuleSets,
      LiveRules,
      Settings,
      Trials,
      TrialRounds,
      Findings,
      FindingStore,
    ],
    ...[Alerts, PlacedStreams, MadePromises, KeptPromises, Subjects, Inspections, InspectedSubjects],
    ...[RemoteTexts, ChatFollower, ContactNews, TicketNews, EndedSubjects],
    ...[AgentTeams, InspectionReports, InspectionSeed],
    { provide: InspectedFactsReader, useClass: StoredFacts },
    { provide: MachineScores, useClass: StoredMachineScores },
    { provide: InspectedTexts, useExisting: InspectedSubjects },
  ],
  exports: [InspectedFactsReader, InspectedTexts, InspectionSeed, MachineScores],
})
export class InspectionModule {}
