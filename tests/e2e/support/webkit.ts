import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import type { Readable } from 'node:stream';
import { freePort } from './torg_server.ts';

// WebKitGTK, the engine of Safari as a distribution has it, driven by W3C WebDriver. It draws on a
// display of its own.

const driver = '/usr/bin/WebKitWebDriver';
const display = '/usr/bin/Xvfb';
/** What WebDriver names an element by. */
const elementKey = 'element-6066-11e4-a52e-4f735466cecf';
const startMs = 20_000;
const stepMs = 20_000;

function miniBrowser(): string | undefined {
  for (const libraries of ['/usr/lib', ...(existsSync('/usr/lib') ? readdirSync('/usr/lib').filter((name) => name.endsWith('-linux-gnu')).map((name) => `/usr/lib/${name}`) : [])]) {
    if (!existsSync(libraries)) continue;
    for (const folder of readdirSync(libraries).filter((name) => name.startsWith('webkit2gtk-') || name.startsWith('webkitgtk-'))) {
      const browser = `${libraries}/${folder}/MiniBrowser`;
      if (existsSync(browser)) return browser;
    }
  }
  return undefined;
}

/** What is missing on this system, in words; nothing when WebKitGTK can be driven. */
export function missingForWebKit(): string | undefined {
  if (!existsSync(driver) || !miniBrowser()) return 'there is no WebKitWebDriver (package webkit2gtk-driver)';
  if (!existsSync(display)) return 'there is no Xvfb (package xvfb)';
  return undefined;
}

/** One window. */
export class WebKit {
  private constructor(
    private readonly processes: readonly ChildProcess[],
    private readonly session: string,
    readonly version: string,
  ) {}

  static async start(size: { width: number; height: number }): Promise<WebKit> {
    const screen = spawn(display, ['-displayfd', '3', '-screen', '0', '1280x1024x24', '-nolisten', 'tcp'], { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] });
    const number = await new Promise<string>((resolve, reject) => {
      screen.once('exit', (code) => reject(new Error(`Xvfb ended with ${code}.`)));
      (screen.stdio[3] as Readable).once('data', (bytes: Buffer) => resolve(bytes.toString().trim()));
    });
    const port = await freePort();
    const env = { ...process.env, DISPLAY: `:${number}`, LIBGL_ALWAYS_SOFTWARE: '1', WEBKIT_DISABLE_COMPOSITING_MODE: '1' };
    const drive = spawn(driver, [`--port=${port}`], { env, stdio: 'ignore', detached: true });
    const address = `http://127.0.0.1:${port}`;
    const processes = [drive, screen];
    try {
      const until = performance.now() + startMs;
      while (!(await fetch(`${address}/status`).then((answer) => answer.ok, () => false))) {
        if (performance.now() > until) throw new Error('WebKitWebDriver does not answer.');
        await new Promise((next) => setTimeout(next, 100));
      }
      const made = (await ask('POST', `${address}/session`, {
        capabilities: { alwaysMatch: { 'webkitgtk:browserOptions': { binary: miniBrowser(), args: ['--automation'] } } },
      })) as { sessionId: string; capabilities: { browserVersion: string } };
      const browser = new WebKit(processes, `${address}/session/${made.sessionId}`, made.capabilities.browserVersion);
      await ask('POST', `${browser.session}/window/rect`, size);
      return browser;
    } catch (failure) {
      end(processes);
      throw failure;
    }
  }

  async open(address: string): Promise<void> {
    await ask('POST', `${this.session}/url`, { url: address });
  }
  async reload(): Promise<void> {
    await ask('POST', `${this.session}/refresh`, {});
  }

  /** Runs in the page. */
  async evaluate<T>(script: string, ...args: unknown[]): Promise<T> {
    return (await ask('POST', `${this.session}/execute/sync`, { script, args })) as T;
  }

  /** Presses the button with this accessible name, where it lies, as a finger would. */
  async press(name: string): Promise<void> {
    const element = await this.find(`//button[@aria-label=${quoted(name)} or normalize-space(.)=${quoted(name)}]`);
    // The driver itself scrolls it under the bar that stays in sight.
    await this.evaluate('arguments[0].scrollIntoView({ block: "center" })', { [elementKey]: element });
    await ask('POST', `${this.session}/element/${element}/click`, {});
  }

  /** Waits until the page's text holds all of these. */
  async sees(...texts: readonly string[]): Promise<void> {
    let seen = '';
    const until = performance.now() + stepMs;
    for (;;) {
      seen = (await this.evaluate<string>('return document.body.innerText')).replace(/\s+/g, ' ');
      if (texts.every((text) => seen.includes(text))) return;
      if (performance.now() > until) throw new Error(`WebKit does not show ${texts.join(' and ')}, but: ${seen}`);
      await new Promise((next) => setTimeout(next, 150));
    }
  }

  async stop(): Promise<void> {
    await ask('DELETE', this.session).catch(() => undefined);
    end(this.processes);
  }

  private async find(xpath: string): Promise<string> {
    const until = performance.now() + stepMs;
    for (;;) {
      try {
        const found = (await ask('POST', `${this.session}/element`, { using: 'xpath', value: xpath })) as Record<string, string>;
        return found[elementKey]!;
      } catch (failure) {
        if (performance.now() > until) throw failure;
        await new Promise((next) => setTimeout(next, 150));
      }
    }
  }
}

async function ask(method: string, address: string, body?: unknown): Promise<unknown> {
  const answer = await fetch(address, { method, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
  const { value } = (await answer.json()) as { value: { error?: string; message?: string } | null };
  if (!answer.ok) throw new Error(`${method} ${address}: ${value?.error} ${value?.message}`);
  return value;
}

/** The driver's own children too: it stands in a group of its own. */
function end([drive, screen]: readonly ChildProcess[]): void {
  try {
    if (drive?.pid !== undefined) process.kill(-drive.pid, 'SIGTERM');
  } catch {
    // It has gone already.
  }
  screen?.kill();
}

function quoted(text: string): string {
  if (!text.includes("'")) return `'${text}'`;
  return `concat(${text.split("'").map((part) => `'${part}'`).join(`, "'", `)})`;
}
