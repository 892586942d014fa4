import { Database } from '#libs/persistence/database';
import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import { WatermarkSchema, type WatermarkRow } from '../infra/watermark.schema.js';
import { Announcements } from './announcements.js';
import { StoredMessages } from './stored-messages.js';

/** How far everybody has got. A watermark only rises, and never beyond the last message. */
@Injectable()
export class Watermarks {
  constructor(
    private readonly database: Database,
    private readonly messages: StoredMessages,
    private readonly announcements: Announcements,
  ) {}

  async of(conversationId: string): Promise<WatermarkRow[]> {
    return (await this.database.reader()).find(WatermarkSchema, {
      where: { conversationId },
      order: { participantId: 'ASC' },
    });
  }

  /** All in one transaction; what rose is told to who takes part. Of who never took part nothing is kept. */
  async raise(rows: readonly WatermarkRow[]): Promise<void> {
    const ids = [...new Set(rows.map(({ conversationId }) => conversationId))].sort();
    const last = await this.messages.lastSeqs(ids);
    const wanted = new Map(rows.map((row) => [keyOf(row), within(row, last.get(row.conversationId) ?? 0)]));
    const raised = await this.database.transaction(async (tx) => {
      const lock = this.database.rowLock;
      const known = await tx.find(WatermarkSchema, { where: { conversationId: In(ids) }, ...lock });
      const higher = known.flatMap((row) => higherOf(row, wanted.get(keyOf(row))));
      if (higher.length > 0) await tx.upsert(WatermarkSchema, higher, ['conversationId', 'participantId']);
      return higher;
    });
    for (const { conversationId, ...watermark } of raised) this.announcements.got(conversationId, watermark);
  }
}

/** What was read was delivered. */
function within(row: WatermarkRow, lastSeq: number): WatermarkRow {
  const readSeq = Math.min(row.readSeq, lastSeq);
  return { ...row, readSeq, deliveredSeq: Math.max(readSeq, Math.min(row.deliveredSeq, lastSeq)) };
}

/** Nothing when nothing rose. */
function higherOf(known: WatermarkRow, wanted: WatermarkRow | undefined): WatermarkRow[] {
  if (wanted === undefined) return [];
  const deliveredSeq = Math.max(known.deliveredSeq, wanted.deliveredSeq);
  const readSeq = Math.max(known.readSeq, wanted.readSeq);
  const rose = deliveredSeq > known.deliveredSeq || readSeq > known.readSeq;
  return rose ? [{ ...known, deliveredSeq, readSeq }] : [];
}

function keyOf({ conversationId, participantId }: WatermarkRow): string {
  return `${conversationId} ${participantId}`;
}
