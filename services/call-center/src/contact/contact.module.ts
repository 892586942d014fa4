import { Module } from '@nestjs/common';
import { NumberZones } from '../number-zone/number-zone.api.js';
import { Queues } from '../queue/queue.api.js';
import { WrapUpCodes } from '../wrap-up-code/wrap-up-code.api.js';
import { AcceptOfferHandler } from './commands/accept-offer.js';
import { AnswerHelpHandler } from './commands/answer-help.js';
import { AskForHelpHandler } from './commands/ask-for-help.js';
import { ConnectContactHandler } from './commands/connect-contact.js';
import { DeclineOfferHandler } from './commands/decline-offer.js';
import { EndContactHandler } from './commands/end-contact.js';
import { HoldContactHandler } from './commands/hold-contact.js';
import { IdentifyContactHandler } from './commands/identify-contact.js';
import { QueueContactHandler } from './commands/queue-contact.js';
import { ResumeContactHandler } from './commands/resume-contact.js';
import { StartContactHandler } from './commands/start-contact.js';
import { TakeContactHandler } from './commands/take-contact.js';
import { TransferContactHandler } from './commands/transfer-contact.js';
import { WrapUpContactHandler } from './commands/wrap-up-contact.js';
import { AskColleagueHandler } from './commands/consultation/ask-colleague.js';
import { CancelRequestHandler } from './commands/consultation/cancel-request.js';
import { EndConsultationHandler } from './commands/consultation/end-consultation.js';
import { MergeConsultationHandler } from './commands/consultation/merge-consultation.js';
import { SwapConsultationHandler } from './commands/consultation/swap-consultation.js';
import { AddOutsidePartyHandler } from './commands/conference/add-outside-party.js';
import { HandOverContactHandler } from './commands/conference/hand-over-contact.js';
import { LeaveConferenceHandler } from './commands/conference/leave-conference.js';
import { RemoveOutsidePartyHandler } from './commands/conference/remove-outside-party.js';
import { RemoveParticipantHandler } from './commands/conference/remove-participant.js';
import { StopSupervisingHandler } from './commands/supervision/stop-supervising.js';
import { SuperviseContactHandler } from './commands/supervision/supervise-contact.js';
import { TakeOverContactHandler } from './commands/supervision/take-over-contact.js';
import { WhisperNoteHandler } from './commands/supervision/whisper-note.js';
import { AskForCallbackHandler } from './commands/callback/ask-for-callback.js';
import { ReportCallbackHandler } from './commands/callback/report-callback.js';
import { CallbackController } from './callback.controller.js';
import { CallbackHours } from './callback-hours.api.js';
import { ConferenceController } from './conference.controller.js';
import { ConsultationController } from './consultation.controller.js';
import { ContactConsumer } from './contact.consumer.js';
import { ContactDirectory } from './contact.api.js';
import { ContactDesk } from './contact-desk.api.js';
import { ContactController } from './contact.controller.js';
import { ContactTellingController } from './contact-telling.controller.js';
import { contactReach } from './contact-reach.js';
import { Contacts } from './domain/contact.repository.js';
import { TypeormContacts } from './infra/typeorm-contact.repository.js';
import { GetContactHandler } from './queries/get-contact.js';
import { ListContactsHandler } from './queries/list-contacts.js';
import { GetCallbackHandler } from './queries/get-callback.js';
import { ContactTellingReader } from './queries/contact-tellings.js';
import { ListNotesHandler } from './queries/list-notes.js';
import { SupervisionController } from './supervision.controller.js';
import { RoutedContacts } from './routed-contacts.api.js';

@Module({
  controllers: [
    ContactController,
    ConsultationController,
    ConferenceController,
    SupervisionController,
    CallbackController,
    ContactConsumer,
    ContactTellingController,
  ],
  providers: [
    { provide: Contacts, useClass: TypeormContacts },
    ...contactReach,
    ContactDesk,
    StartContactHandler,
    IdentifyContactHandler,
    ConnectContactHandler,
    EndContactHandler,
    QueueContactHandler,
    AcceptOfferHandler,
    DeclineOfferHandler,
    HoldContactHandler,
    ResumeContactHandler,
    TakeContactHandler,
    TransferContactHandler,
    WrapUpContactHandler,
    AskForHelpHandler,
    AnswerHelpHandler,
    AskColleagueHandler,
    CancelRequestHandler,
    EndConsultationHandler,
    MergeConsultationHandler,
    SwapConsultationHandler,
    AddOutsidePartyHandler,
    HandOverContactHandler,
    LeaveConferenceHandler,
    RemoveOutsidePartyHandler,
    RemoveParticipantHandler,
    StopSupervisingHandler,
    SuperviseContactHandler,
    TakeOverContactHandler,
    WhisperNoteHandler,
    AskForCallbackHandler,
    ReportCallbackHandler,
    WrapUpCodes,
    Queues,
    NumberZones,
    CallbackHours,
    ContactDirectory,
    RoutedContacts,
    GetContactHandler,
    ListContactsHandler,
    ListNotesHandler,
    ContactTellingReader,
    GetCallbackHandler,
  ],
  exports: [CallbackHours, ContactDesk, RoutedContacts],
})
export class ContactModule {}
