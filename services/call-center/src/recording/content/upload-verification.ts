import { Clock } from '#libs/kernel/clock';
import { Injectable } from '@nestjs/common';
import { RetentionPolicies } from '../../retention-policy/retention-policy.api.js';
import { UploadChecksumMismatch } from '../domain/recording.errors.js';
import { Recordings } from '../domain/recording.repository.js';
import { RecordingObjects } from './recording-objects.js';

/** Ends uploads: what lies there is read once more, as a whole, before it counts as stored. */
@Injectable()
export class UploadVerification {
  constructor(
    private readonly recordings: Recordings,
    private readonly objects: RecordingObjects,
    private readonly policies: RetentionPolicies,
    private readonly clock: Clock,
  ) {}

  /** Safe to repeat, also by several at once. @throws UploadChecksumMismatch when the upload has to begin anew */
  async settle(recordingId: string): Promise<void> {
    const { received: parts, queue, kind } = await this.recordings.get(recordingId);
    const sha256 = (await this.objects.sha256(recordingId, parts)) ?? 'damaged';
    const days = await this.policies.daysFor(queue, kind);
    const isKept = await this.recordings.update(recordingId, (recording) =>
      recording.settle({ sha256, parts }, days, this.clock.now()),
    );
    if (isKept) return;
    await this.objects.dropParts(recordingId, parts);
    throw new UploadChecksumMismatch('What came is not what was announced; the upload begins anew.', { recordingId });
  }
}
