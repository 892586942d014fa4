import { bytesOf } from '../domain/upload.js';
import type { RecordingRow } from '../infra/recording.schema.js';

/** The outside shape of a recording: everything but its content. */
export function recordingView(row: RecordingRow) {
  const { id, version, contactId, kind, queue, agentIds, durationMs, contentType, bytes, sha256, announcedBy } = row;
  return {
    ...{ id, version, contactId, kind, queue, agentIds, durationMs, contentType, bytes, sha256, announcedBy },
    status: row.status,
    startedAt: row.startedAt.toISOString(),
    endedAt: row.endedAt.toISOString(),
    received: bytesOf(row.parts),
    retainUntil: row.retainUntil?.toISOString() ?? null,
    holds: row.holds,
    transcripts: row.transcripts.map(({ version: transcriptVersion, language, segments, at }) => ({
      ...{ transcriptVersion, language, segments, at },
    })),
    deletion: row.deletion,
    deletedAt: row.deletedAt?.toISOString() ?? null,
    erasedAt: row.erasedAt?.toISOString() ?? null,
  };
}
