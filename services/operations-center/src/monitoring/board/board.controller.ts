import { actor, actorMay } from '#libs/web/access/actor';
import { Answers } from '#libs/web/http/answers';
import { Requires } from '#libs/web/access/permissions';
import { RequiresIfMatch } from '#libs/web/http/requires-if-match';
import { Streams } from '#libs/web/http/streams';
import {
  Body,
  Controller,
  Delete,
  Get,
  Headers,
  Param,
  Post,
  Put,
  Query,
  Sse,
  type MessageEvent,
} from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Observable } from 'rxjs';
import { BoardGlance } from '../live/board-glance.js';
import {
  BoardBody,
  BoardData,
  BoardList,
  BoardVersions,
  BoardView,
  CreateBoardBody,
  SubjectQuery,
} from './board.dto.js';
import type { Board } from './board.schema.js';
import { Boards, type Designer } from './boards.js';
import type { BoardText } from './widget.js';

@ApiTags('boards')
@Controller('api/v1/boards')
export class BoardController {
  constructor(
    private readonly boards: Boards,
    private readonly glance: BoardGlance,
  ) {}

  /** One's own and those that are shared. */
  @Get()
  @Requires('board:read')
  @Answers(BoardList)
  async listBoards() {
    return { items: (await this.boards.list(actor())).map(view) };
  }

  @Post()
  @Requires('board:design')
  @Answers(BoardView, 201)
  async createBoard(@Body({ schema: CreateBoardBody }) { board, isShared }: CreateBoardBody) {
    return view(await this.boards.create(board, isShared, designer()));
  }

  @Get(':id')
  @Requires('board:read')
  @Answers(BoardView)
  async getBoard(@Param('id') id: string) {
    return view(await this.boards.get(id, actor()));
  }

  /** Every layout it ever had, the newest first. */
  @Get(':id/versions')
  @Requires('board:read')
  @Answers(BoardVersions)
  async listBoardVersions(@Param('id') id: string) {
    const versions = await this.boards.versions(id, actor());
    return {
      items: versions.map(({ boardId: _, ...version }) => ({ ...version, changedAt: version.changedAt.toISOString() })),
    };
  }

  @Put(':id')
  @Requires('board:design')
  @RequiresIfMatch()
  @Answers(BoardView)
  async replaceBoard(@Param('id') id: string, @Body({ schema: BoardBody }) body: BoardText) {
    return view(await this.boards.replace(id, body, designer()));
  }

  @Delete(':id')
  @Requires('board:design')
  @RequiresIfMatch()
  @Answers(null)
  removeBoard(@Param('id') id: string) {
    return this.boards.remove(id, designer());
  }

  /** What it shows now, to whom asks. */
  @Get(':id/data')
  @Requires('board:read')
  @Answers(BoardData)
  async getBoardData(@Param('id') id: string, @Query({ schema: SubjectQuery }) { subject }: SubjectQuery) {
    return this.glance.now(await this.boards.get(id, actor()), subject);
  }

  @Sse(':id/stream', { maxPendingDataLength: 256 * 1024 })
  @Requires('board:read')
  @Streams(
    'First `board`, everything; then `delta`, a JSON merge patch (RFC 7396), at most five seconds apart. With Last-Event-ID only what came after it, while that is remembered. Who does not read is cut off.',
  )
  streamBoard(
    @Param('id') id: string,
    @Query({ schema: SubjectQuery }) { subject }: SubjectQuery,
    @Headers('last-event-id') lastEventId?: string,
  ): Promise<Observable<MessageEvent>> {
    return this.boards.get(id, actor()).then((board) => this.glance.stream(board, subject, lastEventId));
  }
}

function designer(): Designer {
  return { id: actor(), mayShare: actorMay('board:configure') };
}

function view({ widgets, changedAt, ...board }: Board) {
  return { ...board, widgets: [...widgets], changedAt: changedAt.toISOString() };
}
