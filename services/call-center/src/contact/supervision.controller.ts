import { actor } from '#libs/web/access/actor';
import { Answers } from '#libs/web/http/answers';
import { CommitsItself } from '#libs/web/idempotency/idempotency';
import { Requires } from '#libs/web/access/permissions';
import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import { StopSupervising } from './commands/supervision/stop-supervising.js';
import { SuperviseContact } from './commands/supervision/supervise-contact.js';
import { TakeOverContact } from './commands/supervision/take-over-contact.js';
import { WhisperNote } from './commands/supervision/whisper-note.js';
import { ListNotes } from './queries/list-notes.js';
import { NoteBody, NoteFilter, NotePage, NoteReceipt, SupervisionReceipt } from './supervision.dto.js';

/** Supervisors on a contact; each mode has a permission of its own. The customer is never shown any of it. */
@ApiTags('contacts')
@Controller('api/v1/contacts/:id')
export class SupervisionController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  /** Unheard. */
  @Post('listen')
  @Requires('contact:listen')
  @Answers(SupervisionReceipt, 201)
  listenToContact(@Param('id') id: string) {
    return this.commands.execute(new SuperviseContact(id, actor(), 'listen'));
  }

  /** Heard by the agent alone. */
  @Post('whisper')
  @Requires('contact:whisper')
  @Answers(SupervisionReceipt, 201)
  whisperIntoContact(@Param('id') id: string) {
    return this.commands.execute(new SuperviseContact(id, actor(), 'whisper'));
  }

  /** Heard by all. */
  @Post('barge')
  @Requires('contact:barge')
  @Answers(SupervisionReceipt, 201)
  bargeIntoContact(@Param('id') id: string) {
    return this.commands.execute(new SuperviseContact(id, actor(), 'barge'));
  }

  @Post('supervision/end')
  @Requires('contact:listen')
  @Answers(null)
  stopSupervising(@Param('id') id: string) {
    return this.commands.execute(new StopSupervising(id, actor()));
  }

  /** The supervisor, logged in as an agent with room for it, has the contact from now on; who had it wraps it up. */
  @Post('take-over')
  @Requires('contact:take-over')
  @CommitsItself()
  @Answers(null)
  takeOverContact(@Param('id') id: string) {
    return this.commands.execute(new TakeOverContact(id, actor()));
  }

  /** For agents to read, in a chat instead of whispering. */
  @Post('notes')
  @Requires('contact:whisper')
  @Answers(NoteReceipt, 201)
  whisperNote(@Param('id') id: string, @Body({ schema: NoteBody }) { text }: NoteBody) {
    return this.commands.execute(new WhisperNote(id, actor(), text));
  }

  /** The oldest first. */
  @Get('notes')
  @Requires('contact:read-notes')
  @Answers(NotePage)
  listNotes(@Param('id') id: string, @Query({ schema: NoteFilter }) filter: NoteFilter) {
    return this.queries.execute(new ListNotes(id, filter));
  }
}
