import { Repository } from '#libs/kernel/repository';
import type { Client } from './client.aggregate.js';

export abstract class Clients extends Repository<Client> {
  abstract find(id: string): Promise<Client | null>;
}
