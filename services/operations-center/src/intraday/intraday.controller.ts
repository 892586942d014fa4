import { Answers } from '#libs/web/http/answers';
import { Requires } from '#libs/web/access/permissions';
import { Streams } from '#libs/web/http/streams';
import { Controller, Get, Param, Sse, type MessageEvent } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Observable } from 'rxjs';
import { IntradayView, SuggestionsView } from './intraday.dto.js';
import { IntradayReader } from './intraday.reader.js';
import { IntradayStreams } from './intraday.streams.js';

@ApiTags('intraday')
@Controller('api/v1/intraday/:groupId')
export class IntradayController {
  constructor(
    private readonly reader: IntradayReader,
    private readonly streams: IntradayStreams,
  ) {}

  /** Today by its intervals: planned, actual and expected. */
  @Get()
  @Requires('intraday:read')
  @Answers(IntradayView)
  getIntraday(@Param('groupId') groupId: string) {
    return this.reader.today(groupId);
  }

  @Sse('stream', { maxPendingDataLength: 1024 * 1024 })
  @Requires('intraday:read')
  @Streams(
    'First `outlook`, all of today; then every two seconds `changes`: the same with the intervals that are another',
  )
  streamIntraday(@Param('groupId') groupId: string): Promise<Observable<MessageEvent>> {
    return this.streams.of(groupId);
  }

  @Get('suggestions')
  @Requires('intraday:read')
  @Answers(SuggestionsView)
  getIntradaySuggestions(@Param('groupId') groupId: string) {
    return this.reader.suggestions(groupId);
  }
}
