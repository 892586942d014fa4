import { Repository } from '#libs/kernel/repository';
import type { OutsideInterface } from './outside-interface.aggregate.js';

export abstract class OutsideInterfaces extends Repository<OutsideInterface> {}
