import { ownedThings } from '#libs/web/access/owned-things.guard';
import { CONTACT_OWNERS } from './contact.api.js';
import { ContactNotFound } from './domain/contact.errors.js';

const READ = String.raw`GET /api/v1/contacts/:(\w+)`;
const LISTENED_INTO = String.raw`POST /api/v1/contacts/:(\w+)/(?:listen|whisper|barge|take-over|notes)`;

/** What is read of a contact, and who listens in. What agents do with it is refused by the contact to those who have no part in it. */
export const contactReach = [READ, LISTENED_INTO].map((routes) =>
  ownedThings({
    routes: new RegExp(`^${routes}`),
    rows: { table: 'contact', within: CONTACT_OWNERS },
    missing: (contactId) => new ContactNotFound('There is no such contact.', { contactId }),
  }),
);
