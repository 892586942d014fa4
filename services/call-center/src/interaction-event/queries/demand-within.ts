import { withinCircle, type RowCircle, type SqlPart } from '#libs/persistence/rows/within-circle';
import { CONTACT_OWNERS } from '../../contact/contact.api.js';

/** Demands that came up in contacts of these people. @param id the column with that of the interaction event */
export function demandWithin(circle: RowCircle, id: string): SqlPart {
  const { sql, values } = withinCircle(circle, CONTACT_OWNERS);
  const contacts = `FROM interaction_event_contact shown JOIN contact ON contact.id = shown.contactId`;
  return { sql: `EXISTS (SELECT 1 ${contacts} WHERE shown.interactionEventId = ${id} AND ${sql})`, values };
}
