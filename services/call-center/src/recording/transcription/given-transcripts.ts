import { Injectable } from '@nestjs/common';
import type { Segment } from '../domain/transcript.js';
import { Transcriber, type Transcribable } from './transcriber.js';

/** Takes the transcript that was brought along: engines outside deliver theirs over the API. */
@Injectable()
export class GivenTranscripts extends Transcriber {
  async transcribe({ given }: Transcribable): Promise<readonly Segment[]> {
    return given;
  }
}
