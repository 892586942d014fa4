import { REDIS_PLACE, type RedisPlace } from '#libs/cache/redis-place';
import { FileScanner } from '#libs/file-intake/scan/file-scanner';
import { LOGGER } from '#libs/web/platform/logger-token';
import { Module } from '@nestjs/common';
import type { Logger } from 'pino';
import { scanner } from '../config.js';
import { ContactDirectory } from '../contact/contact.api.js';
import { ContactModule } from '../contact/contact.module.js';
import { Queues } from '../queue/queue.api.js';
import { AttachmentController } from './attachments/attachment.controller.js';
import { Attachments } from './attachments/attachments.js';
import { PersonAttachments } from './attachments/person-attachments.js';
import { ClockWork } from './clock-work.js';
import { CloseConversationHandler } from './commands/close-conversation.js';
import { FollowContactHandler } from './commands/follow-contact.js';
import { HandOverConversationHandler } from './commands/hand-over-conversation.js';
import { JoinConversationHandler } from './commands/join-conversation.js';
import { LeaveConversationHandler } from './commands/leave-conversation.js';
import { LookAtConversationHandler } from './commands/look-at-conversation.js';
import { NoteHandler } from './commands/note.js';
import { OpenConversationHandler } from './commands/open-conversation.js';
import { PassContactOnHandler } from './commands/pass-contact-on.js';
import { QueueConversationHandler } from './commands/queue-conversation.js';
import { RateConversationHandler } from './commands/rate-conversation.js';
import { SayHandler } from './commands/say.js';
import { ContactConversations } from './conversation.api.js';
import { ConversationConsumer } from './conversation.consumer.js';
import { ConversationController } from './conversation.controller.js';
import { Conversations } from './domain/conversation.repository.js';
import { MemoryFanout } from './infra/memory-fanout.js';
import { RedisFanout } from './infra/redis-fanout.js';
import { TypeormConversations } from './infra/typeorm-conversation.repository.js';
import { Line } from './line.js';
import { Announcements } from './live/announcements.js';
import { Announcer } from './live/announcer.js';
import { ChatDoor } from './socket/chat-door.js';
import { ChatSockets } from './socket/chat-sockets.js';
import { Fanout } from './live/fanout.js';
import { FrameHandler } from './socket/frame-handler.js';
import { PendingWatermarks } from './live/pending-watermarks.js';
import { Rooms } from './live/rooms.js';
import { SocketController } from './socket/socket.controller.js';
import { StoredMessages } from './live/stored-messages.js';
import { Watermarks } from './live/watermarks.js';
import { InspectedMessagesController } from './inspected-messages.controller.js';
import { MessageController } from './message.controller.js';
import { GetConversationHandler } from './queries/get-conversation.js';
import { ListConversationsHandler } from './queries/list-conversations.js';
import { ListMineHandler } from './queries/list-mine.js';
import { ListMessagesHandler } from './queries/list-messages.js';
import { SeenConversation } from './queries/seen-conversation.js';
import { QuickReplyController } from './quick-replies/quick-reply.controller.js';
import { QuickReplyService } from './quick-replies/quick-reply.service.js';
import { ChatSettingsController } from './settings/chat-settings.controller.js';
import { ChatSettingsService } from './settings/chat-settings.service.js';
import { VisitorTokens } from './visitor-tokens.js';
import { Welcome } from './welcome.js';

/** Of the sockets, and what stands behind them. */
const LIVE = [
  {
    provide: Fanout,
    useFactory: (redis: RedisPlace | undefined, logger: Logger) =>
      redis ? new RedisFanout(redis.url, redis.namespace, logger) : new MemoryFanout(),
    inject: [REDIS_PLACE, LOGGER],
  },
  Announcements,
  { provide: Announcer, useExisting: Announcements },
  StoredMessages,
  Rooms,
  Watermarks,
  PendingWatermarks,
  FrameHandler,
  ChatSockets,
  ChatDoor,
];

@Module({
  imports: [ContactModule],
  controllers: [
    // Before the one whose `:id` would take its path.
    SocketController,
    ConversationController,
    MessageController,
    InspectedMessagesController,
    AttachmentController,
    ChatSettingsController,
    QuickReplyController,
    ConversationConsumer,
  ],
  providers: [
    ...LIVE,
    { provide: Conversations, useClass: TypeormConversations },
    ContactConversations,
    { provide: FileScanner, useFactory: () => FileScanner.at(scanner().FILE_SCANNER_URL) },
    Attachments,
    PersonAttachments,
    ChatSettingsService,
    QuickReplyService,
    SeenConversation,
    VisitorTokens,
    Welcome,
    Line,
    Queues,
    ContactDirectory,
    ClockWork,
    OpenConversationHandler,
    SayHandler,
    NoteHandler,
    QueueConversationHandler,
    JoinConversationHandler,
    LeaveConversationHandler,
    HandOverConversationHandler,
    CloseConversationHandler,
    RateConversationHandler,
    LookAtConversationHandler,
    FollowContactHandler,
    PassContactOnHandler,
    GetConversationHandler,
    ListConversationsHandler,
    ListMineHandler,
    ListMessagesHandler,
  ],
  exports: [ContactConversations],
})
export class ConversationModule {}
