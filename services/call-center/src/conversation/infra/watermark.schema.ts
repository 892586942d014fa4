import { column } from '#libs/persistence/rows/columns';
import { EntitySchema } from 'typeorm';

/** How far a participant has got: everything up to `deliveredSeq` has reached a device, up to `readSeq` was seen. */
export interface WatermarkRow {
  conversationId: string;
  participantId: string;
  deliveredSeq: number;
  readSeq: number;
}

export const WatermarkSchema = new EntitySchema<WatermarkRow>({
  name: 'conversation_watermark',
  columns: {
    conversationId: column.primary(column.ref()),
    participantId: column.primary(column.varchar(64)),
    deliveredSeq: column.int(),
    readSeq: column.int(),
  },
});
