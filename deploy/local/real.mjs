#!/usr/bin/env node
// The real parts on this machine, without Docker: node deploy/local/real.mjs up
import { spawn } from 'node:child_process';
import { parseArgs } from 'node:util';
import { lastLines } from './daemon.mjs';
import * as real from './parts.mjs';
import { serviceSecrets } from './secrets.mjs';

const usage = `node deploy/local/real.mjs <command>

  install               fetch and build what is missing, start nothing
  up                    start all parts and wait until each answers
  down                  stop all parts
  status [--json]       one line a part; exit code 1 when one is down
  logs [part] [-n 40] [-f]   the last lines of the logs, or follow them
  start <part>          start one part (again)
  restart <part>        stop and start it
  kill <part>           SIGKILL
  topics [namespace] [--drop]   make the topics and groups of a namespace, or drop them
  env                   the service variables for these parts, as shell lines

Parts: ${real.partNames.join(', ')}; of rocketmq also namesrv or broker alone.`;

const say = (line) => process.stderr.write(`${line}\n`);
const print = (line) => process.stdout.write(`${line}\n`);

const line = (state, rest = '') =>
  [
    state.name.padEnd(9),
    (state.up ? 'up' : 'down').padEnd(5),
    (state.version ?? '-').padEnd(9),
    state.address.padEnd(25),
    `pid ${state.processes.map(({ pid }) => pid ?? '-').join('+')}`,
    rest || state.trouble || '',
  ]
    .join(' ')
    .trimEnd();

const commands = {
  async install() {
    await real.install(say);
  },

  async up() {
    await real.up({ say, ready: (state) => print(line(state, `${state.seconds.toFixed(1)} s`)) });
  },

  async down() {
    for (const { name, clean } of await real.down())
      print(`${name.padEnd(9)} ${clean ? 'stopped' : 'did not stop in time, killed'}`);
  },

  async status(_part, { json }) {
    const states = await real.status();
    if (json) print(JSON.stringify(states, null, 2));
    else states.forEach((state) => print(line(state)));
    return states.every((state) => state.up) ? 0 : 1;
  },

  async logs(part, { lines, follow }) {
    const states = await real.status(part ? [part] : undefined);
    const processes = states.flatMap((state) => state.processes);
    const asked = processes.some(({ name }) => name === part)
      ? processes.filter(({ name }) => name === part)
      : processes;
    if (follow)
      return tail(
        asked.map(({ log }) => log),
        lines,
      );
    for (const { name, log } of asked) print(`==> ${log} <==\n${lastLines(name, Number(lines))}`);
  },

  async start(part) {
    print(line(await real.startPart(part)));
  },

  async restart(part) {
    print(line(await real.restartPart(part)));
  },

  async kill(part) {
    await real.killPart(part);
    print(`${part} killed`);
  },

  async topics(namespace, { drop }) {
    const { topics, groups } = drop ? await real.dropTopics(namespace) : await real.ensureTopics(namespace);
    print(`${drop ? 'dropped' : 'ready:'} ${topics.length} topics, ${groups.length} groups`);
  },

  env() {
    const all = { ...real.serviceEnv(), ...serviceSecrets() };
    for (const [name, value] of Object.entries(all)) print(`export ${name}='${value}'`);
  },
};

const needPart = new Set(['start', 'restart', 'kill']);

async function run(args) {
  process.stdout.on('error', () => process.exit()); // its reader has seen enough: status | head -1
  try {
    const { positionals, values } = parseArgs({
      args,
      allowPositionals: true,
      options: {
        json: { type: 'boolean' },
        drop: { type: 'boolean' },
        follow: { type: 'boolean', short: 'f' },
        lines: { type: 'string', short: 'n', default: '40' },
      },
    });
    const [command, argument] = positionals;
    if (!Object.hasOwn(commands, command ?? '') || (needPart.has(command) && !argument)) {
      say(usage);
      return 2;
    }
    return (await commands[command](argument, values)) ?? 0;
  } catch (error) {
    say(error.message);
    return 1;
  }
}

function tail(files, lines) {
  return new Promise((resolve, reject) => {
    const child = spawn('tail', ['-n', lines, '-F', ...files], { stdio: 'inherit' });
    child.once('error', reject);
    child.once('exit', (code) => resolve(code ?? 0));
  });
}

process.exitCode = await run(process.argv.slice(2));
