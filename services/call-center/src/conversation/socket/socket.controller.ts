import { Answers } from '#libs/web/http/answers';
import { Requires } from '#libs/web/access/permissions';
import { Refusal } from '#libs/web/http/problem';
import { Controller, Get } from '@nestjs/common';
import { ApiExtension, ApiTags } from '@nestjs/swagger';

/** So that the socket is described, and the gateway knows who may open it; upgrades never come here. */
@ApiTags('conversations')
@Controller('api/v1/conversations/socket')
export class SocketController {
  /** A WebSocket; docs/chat.md has its protocol. */
  @Get()
  @Requires('conversation:attend')
  @ApiExtension('x-websocket', true)
  @Answers(null, 101)
  openSocket(): never {
    throw new Refusal(426, 'upgrade-required', 'This is a WebSocket: ask for an upgrade.');
  }
}
