import { Repository } from '#libs/kernel/repository';
import type { Contact } from './contact.aggregate.js';

export abstract class Contacts extends Repository<Contact> {}
