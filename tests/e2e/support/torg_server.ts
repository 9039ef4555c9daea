import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** What the server prints when it is ready. */
export interface Links {
  facilitator: string;
  participant: string;
  screen: string;
  archive: string;
  organiser: string;
  /** To be typed on a phone. */
  code: string;
}

/** A server that is reached by another address than it listens on. */
export interface Proxied {
  publicUrl: string;
  /** Where the server itself listens. */
  port: number;
}

const readyMs = 30_000;
const stopMs = 15_000;

/** A port that is free just now. */
export async function freePort(): Promise<number> {
  const listener = createServer();
  await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve));
  const { port } = listener.address() as AddressInfo;
  await new Promise<void>((resolve) => listener.close(() => resolve()));
  return port;
}

/** The real executable, with data of its own that are removed when it stops for good. */
export class TorgServer {
  private process: ChildProcess | undefined;
  private errors = '';
  private started: Links | undefined;

  private constructor(
    private readonly executable: string,
    private readonly folder: string,
    private readonly behind: Proxied | undefined,
  ) {}

  /** Runs the demo meeting, on a free port unless it stands behind a proxy. */
  static async start(behind?: Proxied): Promise<TorgServer> {
    const executable = process.env['TORG_BIN'];
    if (!executable) throw new Error('TORG_BIN does not name the server to test.');
    const server = new TorgServer(executable, await mkdtemp(join(tmpdir(), 'torg-e2e-')), behind);
    await server.run(behind?.port ?? 0);
    return server;
  }

  get links(): Links {
    if (!this.started) throw new Error('The server has not started.');
    return this.started;
  }
  get origin(): string {
    return new URL(this.links.archive).origin;
  }
  get port(): number {
    return this.behind?.port ?? Number(new URL(this.links.archive).port);
  }

  /** As a power failure would end it. */
  async kill(): Promise<void> {
    await this.end('SIGKILL');
  }

  /** Again on the same port, with the same data. The links of the first start stay in `links`. */
  async startAgain(): Promise<Links> {
    return this.run(this.port);
  }

  async stop(): Promise<void> {
    await this.end('SIGTERM');
    await rm(this.folder, { recursive: true, force: true });
  }

  private async run(port: number): Promise<Links> {
    const child = spawn(
      this.executable,
      [
        ...['serve', '--demo', '--ready-json', '--listen', `127.0.0.1:${port}`],
        ...['--data', join(this.folder, 'data'), '--key-dir', join(this.folder, 'keys')],
        ...(this.behind ? ['--public-url', this.behind.publicUrl] : []),
      ],
      { stdio: ['ignore', 'pipe', 'pipe'] },
    );
    this.process = child;
    this.errors = '';
    child.stderr.on('data', (chunk: Buffer) => (this.errors += chunk.toString()));
    const links = await new Promise<Links>((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`The server was not ready in time.\n${this.errors}`)), readyMs);
      child.once('error', reject);
      child.once('exit', (code) => reject(new Error(`The server ended with ${code}.\n${this.errors}`)));
      createInterface({ input: child.stdout }).once('line', (line) => {
        clearTimeout(timer);
        resolve(JSON.parse(line) as Links);
      });
    });
    child.removeAllListeners('exit');
    this.started ??= links;
    return links;
  }

  private async end(signal: NodeJS.Signals): Promise<void> {
    const child = this.process;
    this.process = undefined;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
    child.kill(signal);
    const timer = setTimeout(() => child.kill('SIGKILL'), stopMs);
    await gone;
    clearTimeout(timer);
  }
}
