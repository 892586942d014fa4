import { Module } from '@nestjs/common';
import { ContactDirectory } from '../contact/contact.api.js';
import { RetentionPolicies } from '../retention-policy/retention-policy.api.js';
import { AnnounceRecordingHandler } from './commands/announce-recording.js';
import { DeleteRecordingHandler } from './commands/delete-recording.js';
import { OpenContentHandler } from './commands/open-content.js';
import { OpenTranscriptHandler } from './commands/open-transcript.js';
import { PlaceHoldHandler } from './commands/place-hold.js';
import { ReceivePartHandler } from './commands/receive-part.js';
import { ReleaseHoldHandler } from './commands/release-hold.js';
import { TranscribeRecordingHandler } from './commands/transcribe-recording.js';
import { AccessLog } from './content/access-log.js';
import { RecordingObjects } from './content/recording-objects.js';
import { UploadVerification } from './content/upload-verification.js';
import { Recordings } from './domain/recording.repository.js';
import { TypeormRecordings } from './infra/typeorm-recording.repository.js';
import { PersonRecordings } from './person-recordings.js';
import { GetRecordingHandler } from './queries/get-recording.js';
import { GetUploadHandler } from './queries/get-upload.js';
import { ListAccessesHandler } from './queries/list-accesses.js';
import { ListHistoryHandler } from './queries/list-history.js';
import { ListRecordingsHandler } from './queries/list-recordings.js';
import { RecordingContentController } from './recording-content.controller.js';
import { RecordingUploadController } from './recording-upload.controller.js';
import { RecordingController } from './recording.controller.js';
import { recordingReach } from './recording-reach.js';
import { DueRecordings } from './sweep/due-recordings.js';
import { RecordingQuota } from './recording-quota.js';
import { RecordingSweep } from './sweep/recording-sweep.js';
import { Transcriber } from './transcription/transcriber.js';
import { Listening } from './recogniser/listening.js';
import { ListeningRounds } from './recogniser/listening-rounds.js';
import { Listenings } from './recogniser/listenings.js';
import { RecogniserSettings } from './recogniser/recogniser-settings.js';
import { RecogniserConsumer } from './recogniser/recogniser.consumer.js';
import { RecogniserController } from './recogniser/recogniser.controller.js';
import { OutsideRecogniser } from './transcription/outside-recogniser.js';

@Module({
  controllers: [
    RecordingController,
    RecordingUploadController,
    RecordingContentController,
    RecogniserController,
    RecogniserConsumer,
  ],
  providers: [
    { provide: Recordings, useClass: TypeormRecordings },
    { provide: Transcriber, useClass: OutsideRecogniser },
    RecogniserSettings,
    Listenings,
    Listening,
    ListeningRounds,
    recordingReach,
    ContactDirectory,
    RetentionPolicies,
    RecordingObjects,
    UploadVerification,
    AccessLog,
    DueRecordings,
    RecordingQuota,
    RecordingSweep,
    PersonRecordings,
    AnnounceRecordingHandler,
    ReceivePartHandler,
    OpenContentHandler,
    TranscribeRecordingHandler,
    OpenTranscriptHandler,
    PlaceHoldHandler,
    ReleaseHoldHandler,
    DeleteRecordingHandler,
    GetRecordingHandler,
    GetUploadHandler,
    ListRecordingsHandler,
    ListAccessesHandler,
    ListHistoryHandler,
  ],
})
export class RecordingModule {}
