import { REDIS_PLACE, type RedisPlace } from '#libs/cache/redis-place';
import { LOGGER } from '#libs/web/platform/logger-token';
import { Module } from '@nestjs/common';
import type { Logger } from 'pino';
import { TicketModule } from '../ticket/ticket.module.js';
import { MemoryPresenceBoard } from './infra/memory-presence-board.js';
import { RedisPresenceBoard } from './infra/redis-presence-board.js';
import { PresenceBoard } from './presence-board.js';
import { PresenceController } from './presence.controller.js';
import { Presences } from './presences.js';

/** "Also open by": who looks at, edits or answers the same ticket now. */
@Module({
  imports: [TicketModule],
  controllers: [PresenceController],
  providers: [
    {
      provide: PresenceBoard,
      useFactory: (redis: RedisPlace | undefined, logger: Logger) =>
        redis ? new RedisPresenceBoard(redis, logger) : new MemoryPresenceBoard(),
      inject: [REDIS_PLACE, LOGGER],
    },
    Presences,
  ],
})
export class PresenceModule {}
