import type { PersonWay } from '#libs/personal-data/person-way';
import { ContactSchema } from './infra/contact.schema.js';

/** Where to begin with what hangs on the contacts of a person. */
export const CONTACTS_OF_PERSON: PersonWay = { schema: ContactSchema, by: 'customerId' };
