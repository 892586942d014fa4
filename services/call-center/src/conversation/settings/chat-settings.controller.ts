import { Answers } from '#libs/web/http/answers';
import { Requires } from '#libs/web/access/permissions';
import { Refusal } from '#libs/web/http/problem';
import { RequiresIfMatch } from '#libs/web/http/requires-if-match';
import { Body, Controller, Get, Headers, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { NOTICES, TEXT_CHANNELS } from '../domain/chat-rules.js';
import { ChatSettingsService } from './chat-settings.service.js';

const seconds = z.int().min(10).max(86_400);
/** Only the place in line can be asked for, or the chat could not be kept. */
const text = z
  .string()
  .max(2_000)
  .regex(
    /^([^{}]|\{(position|minutes)\})*$/,
    'only {position} and {minutes} may stand in braces, in texts of the line',
  );

const ChatSettingsBody = z.object({
  texts: z.record(z.enum(NOTICES), text).describe('what the system says; an empty text is not said'),
  nudgeAfterS: seconds.describe('silence of a customer who was answered, until they are asked whether they are there'),
  closeAfterS: seconds.describe('silence after that until the chat is closed'),
  queueNewsEveryS: seconds.describe('between two looks at the place in line'),
  queues: z
    .partialRecord(z.enum(TEXT_CHANNELS), z.uuid())
    .default({})
    .describe('where customers wait; on other channels in the first queue that takes the channel'),
  lastAgentWaitS: z
    .int()
    .min(0)
    .max(3_600)
    .default(30)
    .describe(
      'a customer who comes again waits for the agent they talked to last, if that agent is there; 0: now or not at all',
    ),
  tellsMessages: z
    .boolean()
    .default(true)
    .describe('what is said can be inspected while the chat lasts, not only after its end; an event for each message'),
});
type ChatSettingsBody = z.infer<typeof ChatSettingsBody>;
const ChatSettingsView = ChatSettingsBody.extend({ version: z.int() });

const OF_THE_LINE = ['queued', 'queue-moved'];
const CheckedBody = ChatSettingsBody.refine(
  ({ texts }) => Object.entries(texts).every(([notice, said]) => OF_THE_LINE.includes(notice) || !said.includes('{')),
  { path: ['texts'], error: 'only the texts of the line know a place' },
);

@ApiTags('chat settings')
@Controller('api/v1/chat-settings')
export class ChatSettingsController {
  constructor(private readonly settings: ChatSettingsService) {}

  @Get()
  @Requires('chat-settings:read')
  @Answers(ChatSettingsView)
  getChatSettings() {
    return this.settings.get();
  }

  @Put()
  @Requires('chat-settings:configure')
  @RequiresIfMatch()
  @Answers(ChatSettingsView)
  putChatSettings(@Headers('if-match') match: string, @Body({ schema: CheckedBody }) body: ChatSettingsBody) {
    const version = /^"(\d+)"$/.exec(match)?.[1];
    if (version === undefined) throw new Refusal(400, 'if-match-malformed', 'If-Match takes one ETag, e.g. "3".');
    return this.settings.replace(Number(version), body);
  }
}
