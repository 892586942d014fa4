import { column, schemaIndex } from '#libs/persistence/rows/columns';
import { EntitySchema } from 'typeorm';

/** What has to be known of a ticket to tell people of it, as its events told. */
export interface KnownTicket {
  ticketId: string;
  number: string | null;
  assigneeId: string | null;
  teamId: string | null;
}

export const KnownTicketSchema = new EntitySchema<KnownTicket>({
  name: 'notification_ticket',
  columns: {
    ticketId: column.primary(column.ref()),
    number: column.nullable(column.varchar(32)),
    assigneeId: column.nullable(column.varchar(64)),
    teamId: column.nullable(column.ref()),
  },
});

/** Which team somebody belongs to, as call-center told. */
export const TeamMemberSchema = new EntitySchema<{ personId: string; teamId: string }>({
  name: 'notification_team_member',
  columns: { personId: column.primary(column.ref()), teamId: column.ref() },
  indices: [schemaIndex('notification_team_member', { columns: ['teamId'] })],
});
