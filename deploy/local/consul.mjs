// Consul, built from its Go module: one server with a data folder, so that catalogue and KV outlive a kill -9.
import { copyFileSync, existsSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { locked, run } from './machine.mjs';
import { find } from './packages.mjs';
import { cacheDir, here, host, made, ports, stateDir } from './place.mjs';

const module = 'github.com/hashicorp/consul';
const goMod = readFileSync(join(here, 'consul/go.mod'), 'utf8');
const version = new RegExp(`${module} v(\\S+)`).exec(goMod)[1];
const binary = () => cacheDir(`consul-${version}`);

export const consul = {
  name: 'consul',
  address: `http://${host}:${ports.consulHttp}`,
  packages: [],
  daemons: [{ name: 'consul', ports: [ports.consulHttp, ports.consulServer, ports.consulSerf], command }],

  /** The build takes minutes the first time on two cores; its result is kept. */
  async install(say) {
    if (existsSync(binary())) return;
    await locked(cacheDir('consul.lock'), () => (existsSync(binary()) ? undefined : build(say)), 1_800_000);
  },

  /** Has a leader and answers for itself; the version it says. */
  async probe() {
    const leader = await get('/v1/status/leader');
    if (!leader) throw new Error('consul has no leader');
    await get('/v1/kv/?keys&consistent'); // a read the leader confirms; not found is an answer too
    return (await get('/v1/agent/self')).Config.Version;
  },
};

async function build(say) {
  const go = find('go');
  if (!go)
    throw new Error('building Consul needs Go 1.21 or newer (Debian 12 has 1.19): install it and put go on the PATH');
  say(`building Consul ${version} (minutes the first time)`);
  const folder = mkdtempSync(join(made(cacheDir()), 'consul-build-'));
  try {
    for (const file of ['go.mod', 'go.sum']) copyFileSync(join(here, 'consul', file), join(folder, file));
    const env = {
      ...process.env,
      GOFLAGS: '-mod=readonly -buildvcs=false',
      GOWORK: 'off',
      GOTOOLCHAIN: 'auto',
      CGO_ENABLED: '0',
    };
    await run(go, ['build', '-trimpath', '-ldflags=-s -w', '-o', 'consul', module], {
      cwd: folder,
      env,
      timeoutMs: 1_800_000,
    });
    renameSync(join(folder, 'consul'), binary());
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function command() {
  const settings = {
    server: true,
    bootstrap_expect: 1,
    node_name: 'local',
    data_dir: made(stateDir('consul')),
    bind_addr: host,
    client_addr: host,
    ports: {
      http: ports.consulHttp,
      server: ports.consulServer,
      serf_lan: ports.consulSerf,
      serf_wan: -1,
      dns: -1,
      grpc: -1,
      grpc_tls: -1,
    },
    performance: { raft_multiplier: 1 }, // elects itself in two seconds instead of ten
    limits: { http_max_conns_per_client: 5000 }, // here all clients share one address
    connect: { enabled: false },
    ui_config: { enabled: false },
    disable_update_check: true,
    leave_on_terminate: false,
    skip_leave_on_interrupt: true,
    log_level: 'warn',
  };
  const file = stateDir('consul.json');
  writeFileSync(file, JSON.stringify(settings, null, 2));
  if (!existsSync(binary())) throw new Error('Consul is not built: run node deploy/local/real.mjs install');
  return { file: binary(), args: ['agent', `-config-file=${file}`] };
}

async function get(path) {
  const answer = await fetch(`${consul.address}${path}`, { signal: AbortSignal.timeout(2_000) });
  if (answer.status === 404) return undefined;
  if (!answer.ok) throw new Error(`consul: ${answer.status} ${(await answer.text()).slice(0, 200)}`);
  return answer.json();
}
