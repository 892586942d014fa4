import { Answers } from '#libs/web/http/answers';
import { NaturallyIdempotent } from '#libs/web/idempotency/idempotency';
import { Requires } from '#libs/web/access/permissions';
import { Streams } from '#libs/web/http/streams';
import { Clock } from '#libs/kernel/clock';
import { Body, Controller, Get, Headers, Param, Post, Query, Sse, type MessageEvent } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Observable } from 'rxjs';
import { z } from 'zod';
import { PlacedStreams } from '../live/placed-streams.js';
import { InspectedSubjects } from './inspected-subjects.js';
import { Inspections } from './inspections.js';
import * as dto from './subject.dto.js';
import { Subjects } from './subjects.js';

const ContactId = z.uuid();

@ApiTags('inspection')
@Controller('api/v1')
export class SubjectController {
  constructor(
    private readonly subjects: Subjects,
    private readonly inspections: Inspections,
    private readonly inspected: InspectedSubjects,
    private readonly streams: PlacedStreams,
    private readonly clock: Clock,
  ) {}

  /** What a recogniser of speech heard in a call, while it goes on or afterwards: pieces come in any order, and again. */
  @Post('transcripts/:contactId/segments')
  @Requires('inspection:transcribe')
  @NaturallyIdempotent()
  @Answers(dto.TakenView)
  async addSegments(
    @Param('contactId', { schema: ContactId }) contactId: string,
    @Body({ schema: dto.SegmentsBody }) { segments }: dto.SegmentsBody,
  ) {
    return { taken: await this.inspections.take(contactId, 'call', segments) };
  }

  /** Nothing more is heard: all of it is inspected now. Without this it is some seconds after the end of the call. */
  @Post('transcripts/:contactId/end')
  @Requires('inspection:transcribe')
  @NaturallyIdempotent()
  @Answers(null)
  async endTranscript(@Param('contactId', { schema: ContactId }) contactId: string) {
    await this.subjects.tellKnown(contactId, { state: 'due', dueAt: this.clock.now() });
  }

  @Get('inspection/subjects')
  @Requires('inspection:read')
  @Answers(dto.SubjectPage)
  async listInspectedSubjects(@Query({ schema: dto.SubjectQuery }) query: dto.SubjectQuery) {
    const { items, next } = await this.inspected.list(query);
    return { items: items.map(dto.subjectView), next };
  }

  /** Once more, of all that could not be inspected, e.g. because what was said could not be read. */
  @Post('inspection/subjects/failed/inspect')
  @Requires('inspection:configure')
  @NaturallyIdempotent()
  @Answers(dto.InspectedAgainView)
  async inspectFailedSubjects() {
    return { due: await this.subjects.tryFailed(this.clock.now()) };
  }

  /** Once more, of one that could not be inspected. */
  @Post('inspection/subjects/:id/inspect')
  @Requires('inspection:configure')
  @NaturallyIdempotent()
  @Answers(dto.InspectedAgainView)
  async inspectFailedSubject(@Param('id') id: string) {
    await this.inspected.reached(id, 'inspection:configure');
    return { due: await this.subjects.tryFailed(this.clock.now(), id) };
  }

  @Get('inspection/subjects/:id')
  @Requires('inspection:read')
  @Answers(dto.SubjectDetails)
  getInspectedSubject(@Param('id') id: string) {
    return this.inspected.details(id);
  }

  @Sse('inspection/subjects/:id/stream', { maxPendingDataLength: 4 * 1024 * 1024 })
  @Requires('inspection:read')
  @Streams('`turn` and `finding`, from the beginning, as they come; with Last-Event-ID what came after it.')
  async streamInspectedSubject(
    @Param('id') id: string,
    @Headers('last-event-id') lastEventId?: string,
  ): Promise<Observable<MessageEvent>> {
    await this.inspected.reached(id);
    return this.streams.of(this.inspected.since(id), 0, lastEventId);
  }
}
