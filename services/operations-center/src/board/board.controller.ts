import { currentTenant } from '#libs/persistence/tenant-context';
import { PLATFORM_TENANT } from '#libs/persistence/tenant-id';
import { Answers } from '#libs/web/answers';
import { Requires } from '#libs/web/permissions';
import { Refusal } from '#libs/web/problem';
import { Streams } from '#libs/web/streams';
import { Controller, Get, Sse, type MessageEvent } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Observable } from 'rxjs';
import { LiveBoard, OverallBoard } from './board.dto.js';
import { BoardReader } from './board.reader.js';
import { BoardStreams } from './board.streams.js';

const PUSHED = 'The board at once and at every change, at least every 5 seconds; each `data:` is the board as JSON';

@ApiTags('boards')
@Controller('api/v1/boards')
export class BoardController {
  constructor(
    private readonly boards: BoardReader,
    private readonly streams: BoardStreams,
  ) {}

  @Get('live')
  @Requires('board:live')
  @Answers(LiveBoard)
  getLiveBoard() {
    return this.boards.live();
  }

  @Sse('live/stream', { maxPendingDataLength: 256 * 1024 })
  @Requires('board:live')
  @Streams(PUSHED)
  streamLiveBoard(): Observable<MessageEvent> {
    return this.streams.live();
  }

  @Get('overall')
  @Requires('board:overall')
  @Answers(OverallBoard)
  getOverallBoard() {
    requirePlatform();
    return this.boards.overall();
  }

  @Sse('overall/stream', { maxPendingDataLength: 256 * 1024 })
  @Requires('board:overall')
  @Streams(PUSHED)
  streamOverallBoard(): Observable<MessageEvent> {
    requirePlatform();
    return this.streams.overall();
  }
}

/** A tenant's own people never see another tenant's numbers, whatever they are permitted. */
function requirePlatform(): void {
  if (currentTenant() !== PLATFORM_TENANT) throw new Refusal(403, 'platform-only', 'This is for the platform itself.');
}
