/** Routes that answer by no schema: files, streams and what machines ask. */
export const WITHOUT_SCHEMA: readonly string[] = [
  // Say that something changed, in ids, codes and counts.
  'AdherenceController.streamLiveAdherence',
  'AgentEventsController.streamMyEvents',
  'AlertController.streamInspectionAlerts',
  'BoardController.streamBoard',
  'FeedController.streamMyNotifications',
  'FigureController.streamLiveFigures',
  'IntradayController.streamIntraday',
  'MicroController.streamMyMicroOffers',
  'PresenceController.streamTicketPresence',
  'RosterJobController.streamRosterJob',
  'TicketViewController.streamTicketViewCounts',
  // What the house has written for its readers.
  'FileController.getFileContent',
  'ReaderController.getKnowledgeAttachment',
  'ScormRunController.getScormFile',
  'ScormRunController.getScormFile2',
  'ScormRunController.getScormFile3',
  'ScormRunController.getScormFile4',
  'ScormRunController.getScormFile5',
  'ScormRunController.getScormFile6',
  'ScormRunController.playScormUnit',
  'WallboardController.getWallboard',
  // Files as they came, each with a permission of its own; recordings also need a reason.
  'AttachmentContentController.getTicketAttachmentContent',
  'AttachmentController.getAttachment',
  'IncomingMailController.getMailPart',
  'RecordingContentController.getContent',
  'SignatureController.getSignature',
  // Masked as it is written, for whoever asked for it.
  'SubjectController.streamInspectedSubject',
  'CustomerExportController.getCustomerExportContent',
  'TicketExportController.getTicketExportContent',
  // For the person themselves; the calendar has their shifts.
  'OwnScheduleController.getCalendar',
  'PersonRequestController.getPersonExport',
  // Whole tenants, for who runs the platform.
  'TenantArchiveController.getTenantExportContent',
  // Figures.
  'QualityReportController.exportQualityReport',
  'HealthController.live',
  'HealthController.ready',
  'MetricsController.all',
];

/** Fields that are called like personal data and are none, each with why: `<controller> <path>` or `<type of event> <path>`. */
export const NOT_PERSONAL: readonly RegExp[] = [
  // Our own numbers of contacts, tickets, customers: T-20261123-000123.
  /^(Article|Contact|Customer\w*|Grab|History|InteractionEvent|Ticket\w*|Urge)Controller (.*\.)?(\w+\[\]\.)?number$/,
  /^(contact\.started|ticket\.(opened|closed))\.v1 number$/,
  // Times of day, places in a flow, versions of a definition.
  /^(Calendar|Campaign|IvrFlow|Queue)Controller .*(hours|weekly|callback).*\.?(from|to)$/,
  /^ThresholdController .*quietHours\??\.(from|to)$/,
  /^(SopController|WhatIfController|ProcessVersionController) .*(from|to)\??$/,
  /^contact\.(moved|owner-changed|transferred)\.v1 (from|to)$/,
  // What an administrator has set up: flows, forms, rules, templates, words of the house.
  /^(IvrFlow|IvrSetup|Sop|ProcessDefinition|ProcessVersion|Form|FormRollout|Mailbox|Hook|WebhookEndpoint)Controller /,
  /^(Macro|Rule)Controller (actions|when)/,
  /^(ChecklistTemplate|MessageTemplate|QuickReply|Template|TicketChecklist)Controller (.*\.)?(text|subject)$/,
  /^ChecklistTemplateController items\[\]\.text$/,
  /^PreCheckRuleController answer$/,
  /^InteractionEventController answer$/,
  /^CloseFlowController solution$/,
  /^QuestionnaireController problems\[\]\.question$/,
  /^TicketViewController conditions\./,
  // What work is judged by, the options chosen, when a desk is open and what a period is.
  /^ScorecardController /,
  /^(Evaluation|Calibration)Controller (mine\[\]\.)?answers/,
  /^MachineScoreController (former\[\]\.)?items\[\]\.answer$/,
  /^(QualitySettingsController calendar\..*|QualityPlanController )(from|to)$/,
  // What exams ask and colleagues answer; dialogues in them are masked before they are kept. The number of a certificate is ours.
  /^Exam(Attempt|Marking|Question|Report)Controller /,
  /^CertificateController number$/,
  /^operations\.certificate-(issued|expiring)\.v1 number$/,
  // Words that rules look for, paths, and what a draft of the house is called by: topics that at least three people named.
  /^(WordListController text|AlertController links\.transcript|IncidentController draft\.subject)$/,
  /^RosterJobController explanation\.uncovered\[\]\.(from|to)$/,
  // What the house tells and asks.
  /^(Announcement|Article|ArticleStep)Controller (content\.|data\.|draft\.|published\.)?(body|\*\?)$/,
  /^(ReaderController body|SearchController (excerpts\[\]|title)\[\]\.text|SurveyController questions\[\]\.text)$/,
  /^FeatureFlagController description$/,
  /^SettingController (items\[\]\.)?description$/,
  // Interfaces and diagnoses as they were set up, the remarks of who published them, and the words they end with.
  /^(Interface|Diagnosis)Controller (document\.|draft\.|note$)/,
  /^DiagnosisRunController verdict\.findings\[\]\.text$/,
  // Masked as it is kept; the console shows who may test what they asked for. A caller is a kind, a subject an id.
  /^InterfaceLogController (answer|request\.body|response\.body)/,
  /^DiagnosisRunController (caller|input|subject|steps\.\*\.result)/,
  /^diagnosis\.finished\.v1 subject$/,
  // Counts and checksums of what was moved, kept or erased.
  /^TenantJobController results/,
  // What is asked of the router: skills and queues.
  /^RoutingController (now\.)?wish$/,
  // What a learner's own package keeps of their course.
  /^ScormRunController values\.\*$/,
  // Ids.
  /^(DeadLetter|EventFeed|Login|WebhookDelivery)Controller subject$/,
  /^RecordingController subject$/,
  // Events, which carry nothing personal.
  /^WebhookDeliveryController body$/,
  /^EventFeedController data\.\*\??$/,
  /^FeedController body$/,
  // A colleague: how they want to be told, and from where they did something.
  /^PreferenceController (email|phone)$/,
  /^AuditController source\.address$/,
  /^audit\.recorded\.v1 source\.address$/,
];
