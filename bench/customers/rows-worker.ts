import { createSecretKey } from 'node:crypto';
import { parentPort, workerData } from 'node:worker_threads';
import { TenantCipher, type DataKey } from '#libs/personal-data/keys/tenant-cipher';
import type { ArchivedKey, TenantKeys } from '#libs/personal-data/keys/tenant-keys';
import { runAsTenant } from '#libs/persistence/tenant/tenant-context';
import { BlindIdentifiers } from '../../services/common-center/src/customer/infra/blind-identifiers.js';
import { CustomerCipher } from '../../services/common-center/src/customer/infra/customer-cipher.js';
import { PersonalPart } from '../../services/common-center/src/customer/infra/personal-part.js';
import { TENANT } from '../outbox/engines.js';
import { idOf, rowsOf, type Parts, type Rows } from './customer-rows.js';
import { joined } from './joined-rows.js';

/** From the first up to the last, without it. */
export interface Span {
  readonly from: number;
  readonly until: number;
}

const parts = partsWith(workerData as ArchivedKey[]);
parentPort!.on('message', (span: Span) => {
  void runAsTenant(TENANT, async () => parentPort!.postMessage(await made(span)));
});

async function made({ from, until }: Span): Promise<Rows> {
  const all: Rows[] = [];
  for (let n = from; n < until; n++) all.push(await rowsOf(n, idOf(n), parts));
  return joined(all);
}

function partsWith(archived: readonly ArchivedKey[]): Parts {
  const keysFor = (purpose: ArchivedKey['purpose']): DataKey[] =>
    archived
      .filter((each) => each.purpose === purpose)
      .map(({ version, sealedFor, key }) => ({ version, sealedFor, key: createSecretKey(key, 'base64') }));
  const cipher = new TenantCipher(keysFor('data') as [DataKey], keysFor('index')[0]!.key);
  const keys = new CustomerCipher({ cipher: () => Promise.resolve(cipher) } as TenantKeys);
  return { personal: new PersonalPart(keys), blind: new BlindIdentifiers(keys) };
}
