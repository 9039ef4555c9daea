import { get } from 'node:http';
import { expect, test, type Page } from '@playwright/test';
import { itemOf } from './support/demo.ts';
import { holdMeeting } from './support/hold_meeting.ts';
import { phoneSize, type Meeting } from './support/meeting.ts';
import type { TorgServer } from './support/torg_server.ts';
import { Words } from './support/words.ts';

// What a page costs somebody who opens it for the first time, in KB of 1024 bytes as they are sent.

type Kind = 'html' | 'css' | 'js' | 'language' | 'other';

interface Load {
  kind: Kind;
  url: string;
  bytes: number;
}

const words = new Words('sv');
let server: TorgServer;
let meeting: Meeting;

holdMeeting((held) => {
  meeting = held;
  server = held.server;
});

/** The body as the server sends it to a browser that takes brotli. */
function sentBytes(url: string): Promise<number> {
  return new Promise((resolve, reject) => {
    get(url, { headers: { 'accept-encoding': 'br, gzip', 'accept-language': 'sv' } }, (response) => {
      let bytes = 0;
      response.on('data', (chunk: Buffer) => (bytes += chunk.length));
      response.on('end', () => resolve(bytes));
    }).on('error', reject);
  });
}

function kindOf(url: URL, type: string): Kind {
  if (/\.(sv|en)\.\w+\.js$/.test(url.pathname)) return 'language';
  if (type.startsWith('text/html')) return 'html';
  if (type.startsWith('text/css')) return 'css';
  return /javascript/.test(type) ? 'js' : 'other';
}

/** Everything that was asked for until `ready`; nothing may come from elsewhere. */
async function loadsOf(name: string, link: string, ready: (page: Page) => Promise<void>): Promise<Load[]> {
  const page = await meeting.page(name, 'sv', { viewport: phoneSize });
  /** By address: a second time it comes from the browser's own memory. */
  const asked = new Map<string, { url: URL; type: string }>();
  const sockets: string[] = [];
  page.on('response', (response) => asked.set(response.url(), { url: new URL(response.url()), type: response.headers()['content-type'] ?? '' }));
  page.on('websocket', (socket) => sockets.push(socket.url()));
  await page.goto(link);
  await ready(page);
  for (const { url } of asked.values()) expect(url.origin).toBe(server.origin);
  await page.context().close();
  const loads = await Promise.all(
    [...asked.values()].map(async ({ url, type }) => ({ kind: kindOf(url, type), url: url.href, bytes: await sentBytes(url.href) })),
  );
  return [...loads, ...sockets.map((url) => ({ kind: 'other' as const, url, bytes: 0 }))];
}

const kb = (loads: readonly Load[], kind?: Kind) =>
  loads.filter((load) => kind === undefined || load.kind === kind).reduce((sum, load) => sum + load.bytes, 0) / 1024;

test('a phone that comes to an open vote loads little', async () => {
  const dotsItem = itemOf('dots');
  const desk = await meeting.facilitator();
  await desk.step('start_meeting');
  await desk.press('facilitator.go_to');
  await desk.page.getByLabel(words.say('facilitator.go_where')).selectOption({ label: dotsItem.title.sv });
  await desk.press('facilitator.go');
  await desk.seesItem(dotsItem.title.sv);
  await desk.step('open_ballot');
  await desk.seesTurnout(0, 0);

  const title = dotsItem.options![0]!.title.sv;
  const loads = await loadsOf('first load', server.links.participant, async (page) => {
    await expect(page.getByRole('button', { name: words.say('dots.add', { option: title }) })).toBeVisible();
    await page.waitForLoadState('networkidle');
  });
  test.info().annotations.push({ type: 'loads', description: loads.map((load) => `${load.kind} ${load.bytes} ${load.url}`).join('\n') });
  expect.soft(kb(loads, 'js'), 'JavaScript').toBeLessThanOrEqual(35);
  expect.soft(kb(loads, 'css'), 'style').toBeLessThanOrEqual(8);
  expect.soft(kb(loads, 'html'), 'page').toBeLessThanOrEqual(6);
  expect.soft(kb(loads, 'language'), 'one language').toBeLessThanOrEqual(4);
  expect.soft(kb(loads), 'all').toBeLessThanOrEqual(60);
  expect.soft(loads.length, loads.map((load) => load.url).join('\n')).toBeLessThanOrEqual(6);
  // The measuring must have seen the parts that it measures.
  for (const kind of ['js', 'css', 'html', 'language'] as const) expect(kb(loads, kind), kind).toBeGreaterThan(0);
});

test('the other faces keep to theirs', async () => {
  const faces = [
    { name: 'facilitator', link: server.links.facilitator, most: 120 },
    { name: 'organiser', link: server.links.organiser, most: 120 },
    { name: 'screen', link: server.links.screen, most: 60 },
    { name: 'archive', link: server.links.archive, most: 20 },
    { name: 'how votes are kept secret', link: new URL('/secrecy', server.origin).href, most: 20 },
    { name: 'what is stored', link: new URL('/data', server.origin).href, most: 20 },
  ];
  for (const { name, link, most } of faces) {
    const loads = await loadsOf(name, link, (page) => expect(page.getByRole('heading', { level: 1 })).toBeVisible());
    expect(kb(loads), name).toBeGreaterThan(0);
    expect.soft(kb(loads), loads.map((load) => `${load.bytes} ${load.url}`).join('\n')).toBeLessThanOrEqual(most);
  }
});

test('what carries its content in its name may be kept for ever, and nothing else', async ({ request }) => {
  const page = await request.get(server.links.participant);
  expect(page.headers()['cache-control']).toMatch(/no-cache|no-store/);
  const script = /\/assets\/[\w.-]+\.js/.exec(await page.text())?.[0];
  const asset = await request.get(new URL(script ?? '', server.origin).href);
  expect(asset.status()).toBe(200);
  expect(asset.headers()['cache-control']).toContain('immutable');
  const policy = page.headers()['content-security-policy'] ?? '';
  expect(policy).toContain("default-src 'none'");
  expect(policy).not.toContain('unsafe');
});
