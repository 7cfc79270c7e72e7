// The whole product and its practice organisation as child processes, on ports of their own.

import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const PROJECT = join(dirname(fileURLToPath(import.meta.url)), '../..');
const START_MILLIS = 300_000;
const PORTS = 8;

export class Organisation {
  #process;
  #run;
  #port;
  #printed = '';

  /** Starts it with a Playground for requester and approver, and waits until it is ready. */
  static async start(...options) {
    const organisation = new Organisation();
    organisation.#run = mkdtempSync(join(tmpdir(), 'writeback-browser-'));
    organisation.#port = await freePorts();
    await organisation.#launch(options);
    return organisation;
  }

  /** The Playground of that person. */
  client(person) {
    return `http://127.0.0.1:${this.#port + (person === 'requester' ? 6 : 7)}/`;
  }

  /** What its start printed: where everything is and what to type. */
  get welcome() {
    return this.#printed;
  }

  /** The run folder. */
  get run() {
    return this.#run;
  }

  /** The lab's page: portal, wizard, state, faults. */
  get page() {
    return this.#described().page;
  }

  /** Sets keys of the lab's state. */
  async set(state) {
    const response = await fetch(`${this.page}/state`, {
      method: 'PATCH', body: JSON.stringify(state), headers: { 'Content-Type': 'application/json' },
    });
    if (!response.ok) throw new Error(`the lab refused ${JSON.stringify(state)}: ${await response.text()}`);
  }

  async stop() {
    if (this.#process.exitCode === null) {
      const ended = new Promise(resolve => this.#process.once('exit', resolve));
      this.#process.kill('SIGTERM');
      await ended;
    }
    rmSync(this.#run, { recursive: true, force: true });
  }

  #launch(options) {
    this.#process = spawn('java', ['-jar', join(PROJECT, 'journeys/target/start-exec.jar'),
      `--run=${this.#run}`, `--port=${this.#port}`, ...options], { cwd: PROJECT, stdio: ['ignore', 'pipe', 'pipe'] });
    return new Promise((resolve, reject) => {
      const late = setTimeout(() => reject(new Error(`not ready in time:\n${this.#printed}`)), START_MILLIS);
      const hear = chunk => {
        this.#printed += chunk;
        if (/^Ready after[^]*Ctrl-C/m.test(this.#printed)) {
          clearTimeout(late);
          resolve();
        }
      };
      this.#process.stdout.on('data', hear);
      this.#process.stderr.on('data', hear);
      this.#process.once('exit', code => {
        clearTimeout(late);
        reject(new Error(`ended with ${code}:\n${this.#printed}`));
      });
    });
  }

  #described() {
    return JSON.parse(readFileSync(join(this.#run, 'organisation.json'), 'utf8'));
  }
}

async function freePorts() {
  for (let attempt = 0; attempt < 100; attempt++) {
    const first = 12_000 + PORTS * Math.floor(Math.random() * 900);
    const free = await Promise.all(Array.from({ length: PORTS }, (unused, at) => isFree(first + at)));
    if (free.every(Boolean)) return first;
  }
  throw new Error('no free ports');
}

function isFree(port) {
  return new Promise(resolve => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
  });
}
