import { actor } from '#libs/web/access/actor';
import { Answers } from '#libs/web/http/answers';
import { NaturallyIdempotent } from '#libs/web/idempotency/idempotency';
import { Requires } from '#libs/web/access/permissions';
import { Controller, Get, Param, Post } from '@nestjs/common';
import { CommandBus, QueryBus, type ICommand } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import { PreviewView, RecordView } from './campaign.dto.js';
import { DialPreview } from './commands/dial-preview.js';
import { SkipPreview } from './commands/skip-preview.js';
import { GetRecord, ListPreviews } from './queries/find-records.js';

/** What agents of a preview campaign do. */
@ApiTags('outbound')
@Controller('api/v1/previews')
export class PreviewController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @Get()
  @Requires('campaign:work')
  @Answers(PreviewView)
  async listPreviews() {
    return { items: await this.queries.execute(new ListPreviews(actor())) };
  }

  /** A record is dialled once: again is refused. */
  @Post(':id/dial')
  @NaturallyIdempotent()
  @Requires('campaign:work')
  @Answers(RecordView)
  dialPreview(@Param('id') id: string) {
    return this.#changed(id, new DialPreview(id, actor()));
  }

  @Post(':id/skip')
  @Requires('campaign:work')
  @Answers(RecordView)
  skipPreview(@Param('id') id: string) {
    return this.#changed(id, new SkipPreview(id, actor()));
  }

  async #changed(id: string, command: ICommand) {
    await this.commands.execute(command);
    return this.queries.execute(new GetRecord(id));
  }
}
