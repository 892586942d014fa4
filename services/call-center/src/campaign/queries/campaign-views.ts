import type { AttemptView } from '../attempt.dto.js';
import type { ImportView, RecordView } from '../campaign.dto.js';
import type { AttemptRow } from '../infra/attempt.schema.js';
import type { CampaignImportRow } from '../infra/campaign.schema.js';
import type { DialRecordRow } from '../infra/dial-record.schema.js';

export function recordView(row: DialRecordRow): RecordView {
  return { ...row, dueAt: row.dueAt.toISOString(), reservedUntil: written(row.reservedUntil) };
}

export function attemptView(row: AttemptRow): AttemptView {
  return {
    ...row,
    placedAt: row.placedAt.toISOString(),
    liveAt: written(row.liveAt),
    connectedAt: written(row.connectedAt),
    abandonedAt: written(row.abandonedAt),
    endedAt: written(row.endedAt),
  };
}

export function importView(row: CampaignImportRow): ImportView {
  return { ...row, receivedAt: row.receivedAt.toISOString() };
}

function written(at: Date | null): string | null {
  return at?.toISOString() ?? null;
}
