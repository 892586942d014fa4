import { Clock } from '#libs/kernel/clock';
import { newId } from '#libs/kernel/id';
import { Database } from '#libs/persistence/database';
import { TenantSeed } from '#libs/web/platform/service-definition';
import { Injectable } from '@nestjs/common';
import { IsNull } from 'typeorm';
import { BoardSchema } from './board.schema.js';
import { keepVersion } from './boards.js';
import { HOUSE_BOARDS } from './house-boards.js';

const THE_HOUSE = 'switchboard';

/** Gives a tenant the boards it begins with; those it has are its own. */
@Injectable()
export class BoardSeed extends TenantSeed {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {
    super();
  }

  override async seed(): Promise<void> {
    await this.database.transaction(async (tx) => {
      if (await tx.existsBy(BoardSchema, { ownerId: IsNull() })) return;
      for (const text of HOUSE_BOARDS) {
        const changedAt = this.clock.now();
        const board = { id: newId(changedAt), version: 1, ...text, ownerId: null, changedBy: THE_HOUSE, changedAt };
        await tx.insert(BoardSchema, board);
        await keepVersion(tx, board);
      }
    });
  }
}
