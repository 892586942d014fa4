import { newId } from '#libs/kernel/id';

const OF_THIS_PROCESS = newId(new Date());
let count = 0;

/** Unique among all gateways: this process and the number of the request in it. Cheaper than a random one for each. */
export function newRequestId(): string {
  count += 1;
  return `${OF_THIS_PROCESS}.${count.toString(36)}`;
}
