import { Repository } from '#libs/kernel/repository';
import type { Delegation } from './delegation.aggregate.js';

export abstract class Delegations extends Repository<Delegation> {}
