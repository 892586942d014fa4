import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { Recordings } from '../domain/recording.repository.js';

export interface UploadState {
  /** Where the upload goes on; its length when it has ended. */
  readonly offset: number;
  readonly length: number;
}

export class GetUpload extends Query<UploadState> {
  constructor(readonly recordingId: string) {
    super();
  }
}

@QueryHandler(GetUpload)
export class GetUploadHandler implements IQueryHandler<GetUpload> {
  constructor(private readonly recordings: Recordings) {}

  async execute({ recordingId }: GetUpload): Promise<UploadState> {
    const recording = await this.recordings.get(recordingId);
    return { offset: recording.offset, length: recording.bytes };
  }
}
