import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { Caller } from '../api/caller.js';
import { HttpDoor } from '../api/http-door.js';
import { logIn } from '../api/log-in.js';
import { Meter } from '../api/meter.js';
import { Guidelines } from './guidelines.js';
import { importSops } from './import-sops.js';
import { sopsOf } from './sops-of.js';

const USAGE = `npm run import:sops -- <folder> --url http://localhost:8080 --admin login:password [--host acme.localhost] [--owner login]

Publishes the procedures of abcd-guidelines.json in a folder (like ../shared/data/sop) as SOPs of the tenant at the address, or
of the one whose host is named.
What is there as it is stays as it is: it can be run again.`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { url: { type: 'string' }, admin: { type: 'string' }, host: { type: 'string' }, owner: { type: 'string' } },
});
const path = join(positionals[0] ?? '', 'abcd-guidelines.json');
const [login = '', ...rest] = (values.admin ?? '').split(':');
if (positionals.length !== 1 || values.url === undefined || rest.length === 0) stop(USAGE);
if (!existsSync(path)) stop(`${resolve(path)} is not there.`);

const { origin, host } = new URL(values.url);
const meter = new Meter();
const http = new HttpDoor(origin, values.host ?? host, meter);
const door = new Caller(http, meter);
const sops = sopsOf(Guidelines.parse(JSON.parse(readFileSync(path, 'utf8'))));
const token = await logIn(door, { login, password: rest.join(':') });
const { made, renewed, unchanged } = await importSops(door.as(token), sops, values.owner ?? login);
await http.close();
process.stdout.write(`${made.length} made, ${renewed.length} renewed, ${unchanged.length} as they were\n`);

function stop(message: string): never {
  process.stderr.write(`${message}\n`);
  process.exit(2);
}
