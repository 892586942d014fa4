import * as contract from '#libs/contracts/call-center/call-events';
import { outgoing, type OutgoingEvent } from '#libs/messaging/outbox';
import type { Recording } from '../domain/recording.aggregate.js';
import type { RecordingEvent } from '../domain/recording.events.js';

/** Only what can be done with the content leaves; why somebody held or deleted it stays. */
export function publishRecording(event: RecordingEvent, recording: Recording): OutgoingEvent | null {
  const { id: recordingId, contactId, kind, queue, durationMs, bytes, contentType } = recording;
  switch (event.type) {
    case 'recording-stored':
      return outgoing(contract.recordingStored, {
        ...{ recordingId, contactId, kind, queue, durationMs, bytes, contentType },
        agentIds: [...recording.agentIds],
        startedAt: recording.startedAt.toISOString(),
        retainUntil: event.retainUntil.toISOString(),
      });
    case 'recording-transcribed':
      return outgoing(contract.recordingTranscribed, {
        ...{ recordingId, contactId },
        transcriptVersion: event.version,
        language: event.language,
      });
    case 'recording-deleted':
      return outgoing(contract.recordingDeleted, { recordingId, contactId, reason: event.reason });
    default:
      return null;
  }
}
