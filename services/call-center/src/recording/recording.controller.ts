import { actor } from '#libs/web/access/actor';
import { Answers } from '#libs/web/http/answers';
import { Circles } from '#libs/web/access/circles';
import { PageQuery } from '#libs/web/http/paging';
import { Requires } from '#libs/web/access/permissions';
import { Body, Controller, Delete, Get, Param, Post, Query, Res } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { AnnounceRecording } from './commands/announce-recording.js';
import { DeleteRecording } from './commands/delete-recording.js';
import { PlaceHold } from './commands/place-hold.js';
import { ReleaseHold } from './commands/release-hold.js';
import { GetRecording } from './queries/get-recording.js';
import { ListAccesses } from './queries/list-accesses.js';
import { ListHistory } from './queries/list-history.js';
import { ListRecordings } from './queries/list-recordings.js';
import {
  AccessPage,
  AnnounceRecordingBody,
  HistoryPage,
  HoldReceipt,
  ReasonBody,
  RecordingFilter,
  RecordingPage,
  RecordingReceipt,
  RecordingView,
} from './recording.dto.js';

import { RecordingQuota } from './recording-quota.js';

@ApiTags('recordings')
@Controller('api/v1/recordings')
export class RecordingController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
    private readonly quota: RecordingQuota,
    private readonly circles: Circles,
  ) {}

  @Post()
  @Requires('recording:upload')
  @Answers(RecordingReceipt, 201)
  async announceRecording(
    @Body({ schema: AnnounceRecordingBody }) body: AnnounceRecordingBody,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    await this.quota.requireRoom(body.bytes);
    const { id } = await this.commands.execute(new AnnounceRecording({ ...body, announcedBy: actor() }));
    const uploadUrl = `/api/v1/recordings/${id}/upload`;
    void reply.header('location', uploadUrl);
    return { id, uploadUrl };
  }

  @Get(':id')
  @Requires('recording:read')
  @Answers(RecordingView)
  getRecording(@Param('id') id: string) {
    return this.queries.execute(new GetRecording(id));
  }

  @Get()
  @Requires('recording:read')
  @Answers(RecordingPage)
  async listRecordings(@Query({ schema: RecordingFilter }) filter: RecordingFilter) {
    return this.queries.execute(new ListRecordings(filter, await this.circles.reachedWith('recording:read')));
  }

  @Delete(':id')
  @Requires('recording:delete')
  @Answers(null)
  deleteRecording(@Param('id') id: string, @Query({ schema: ReasonBody }) { reason }: ReasonBody) {
    return this.commands.execute(new DeleteRecording(id, reason, actor()));
  }

  @Post(':id/holds')
  @Requires('recording:hold')
  @Answers(HoldReceipt, 201)
  placeHold(@Param('id') id: string, @Body({ schema: ReasonBody }) { reason }: ReasonBody) {
    return this.commands.execute(new PlaceHold(id, reason, actor()));
  }

  @Post(':id/holds/:holdId/release')
  @Requires('recording:hold')
  @Answers(null)
  releaseHold(
    @Param('id') id: string,
    @Param('holdId') holdId: string,
    @Body({ schema: ReasonBody }) { reason }: ReasonBody,
  ) {
    return this.commands.execute(new ReleaseHold(id, holdId, reason, actor()));
  }

  @Get(':id/accesses')
  @Requires('recording:audit')
  @Answers(AccessPage)
  listAccesses(@Param('id') id: string, @Query({ schema: PageQuery }) page: PageQuery) {
    return this.queries.execute(new ListAccesses(id, page));
  }

  @Get(':id/history')
  @Requires('recording:audit')
  @Answers(HistoryPage)
  listHistory(@Param('id') id: string, @Query({ schema: PageQuery }) page: PageQuery) {
    return this.queries.execute(new ListHistory(id, page));
  }
}
