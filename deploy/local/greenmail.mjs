// GreenMail: a mail server that speaks SMTP and IMAP and keeps its mail in memory. Accounts are made over its API, or by mail to them.
import { connect } from 'node:net';
import { join } from 'node:path';
import { jars } from './jars.mjs';
import { need } from './packages.mjs';
import { here, host, ports } from './place.mjs';

const greenmailJars = jars('greenmail', join(here, 'greenmail/pom.xml'));

export const greenmail = {
  name: 'mail',
  address: `smtp://${host}:${ports.smtp}`,
  get packages() {
    return greenmailJars.packages();
  },
  daemons: [
    { name: 'mail', ports: [ports.smtp, ports.smtps, ports.imap, ports.imaps, ports.mailApi], command: mailCommand },
  ],
  install: (say) => greenmailJars.install(say),

  /** Greets on SMTP and on IMAP, and says over its API that it is ready. */
  async probe() {
    await Promise.all([greets(ports.smtp, '220 '), greets(ports.imap, '* OK')]);
    const answer = await fetch(`http://${host}:${ports.mailApi}/api/service/readiness`, {
      signal: AbortSignal.timeout(2_000),
    });
    if (!answer.ok) throw new Error(`mail: ${answer.status}`);
    return greenmailJars.version;
  },
};

function mailCommand() {
  const doors = { smtp: ports.smtp, smtps: ports.smtps, imap: ports.imap, imaps: ports.imaps, api: ports.mailApi };
  const settings = Object.entries(doors).flatMap(([door, port]) => [
    `-Dgreenmail.${door}.hostname=${host}`,
    `-Dgreenmail.${door}.port=${port}`,
  ]);
  const jvm = ['-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1', '-Xmx384m', '-Djava.awt.headless=true'];
  const main = ['-cp', join(greenmailJars.lib(), '*'), 'com.icegreen.greenmail.standalone.GreenMailStandaloneRunner'];
  return { file: need('java'), args: [...jvm, ...settings, ...main] };
}

function greets(port, word) {
  return new Promise((resolve, reject) => {
    const socket = connect({ host, port, timeout: 2_000 });
    socket.once('data', (said) => {
      socket.end();
      if (said.toString().startsWith(word)) resolve();
      else reject(new Error(`mail says ${said.toString().slice(0, 80)}`));
    });
    socket.once('timeout', () => socket.destroy(new Error('mail does not greet')));
    socket.once('error', reject);
  });
}
