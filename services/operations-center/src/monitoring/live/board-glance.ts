import { currentTenant } from '#libs/persistence/tenant/tenant-context';
import { PLATFORM_TENANT } from '#libs/persistence/tenant/tenant-id';
import { Refusal } from '#libs/web/http/problem';
import { Injectable, type MessageEvent } from '@nestjs/common';
import type { Observable } from 'rxjs';
import type { Board } from '../board/board.schema.js';
import { SUBJECT_OF } from '../board/widget.js';
import { Looking } from '../figure/looking.js';
import { Reaches } from '../figure/reach.js';
import { Sites } from '../sources/sites.js';
import { documentOf, type Shown } from './board-document.js';
import { BoardReadings } from './board-readings.js';
import { BoardStreams } from './board-streams.js';
import { sourcesOf } from './sources-of.js';

/** Shows boards to whom asks: once, or as they change. */
@Injectable()
export class BoardGlance {
  constructor(
    private readonly reaches: Reaches,
    private readonly sites: Sites,
    private readonly looking: Looking,
    private readonly readings: BoardReadings,
    private readonly streams: BoardStreams,
  ) {}

  /** @throws Refusal 403 `out-of-reach`, 422 `board-needs-subject` */
  async now(board: Board, subject: string) {
    const shown = await this.#shown(board, subject);
    const look = await this.looking.look(new Set(sourcesOf(shown.widgets)), currentTenant() === PLATFORM_TENANT);
    const document = await documentOf(shown, look, this.readings);
    return { asOf: new Date(look.parts.asOf).toISOString(), ...document };
  }

  /** @throws Refusal 403 `out-of-reach`, 422 `board-needs-subject`, 503 `too-many-streams` */
  async stream(board: Board, subject: string, lastEventId: string | undefined): Promise<Observable<MessageEvent>> {
    return this.streams.of(`${board.id} ${board.version}`, await this.#shown(board, subject), lastEventId);
  }

  async #shown({ kind: boardKind, widgets }: Board, subject: string): Promise<Shown> {
    const kind = SUBJECT_OF[boardKind];
    const isOfOne = kind !== 'tenant' && kind !== 'all-tenants';
    if (isOfOne && subject === '')
      throw new Refusal(422, 'board-needs-subject', `Say which ${kind} it is looked at for: send its id as subject.`);
    const reach = await this.reaches.of('board:read');
    const scope = { kind, id: isOfOne ? subject : '' };
    const teams = kind === 'site' ? (await this.sites.get(subject)).teamIds : null;
    if (isOfOne && !reach.reaches(scope, teams))
      throw new Refusal(403, 'out-of-reach', 'These numbers are not yours to see.');
    return { widgets, subject: scope, reach };
  }
}
