import { emailAddress } from './email-address.js';
import { phoneNumber } from './phone-number.js';

const BY_CHANNEL: Readonly<Record<string, (id: string) => string>> = {
  sms: phoneNumber,
  whatsapp: phoneNumber,
  email: emailAddress,
  qq: (id) => id.normalize('NFKC').replace(/\s/g, '').replace(/^0+/, ''),
  weibo: handle,
  x: handle,
};

/**
 * An account as its channel compares it; ids that a platform makes, such as openids, are compared as they are.
 * @param channel in lower case
 */
export function accountName(channel: string, id: string): string {
  return (BY_CHANNEL[channel] ?? asItIs)(id);
}

function handle(id: string): string {
  return id.normalize('NFKC').trim().replace(/^@/, '').toLowerCase();
}

function asItIs(id: string): string {
  return id.trim();
}
