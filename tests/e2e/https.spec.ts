import { expect, test, type Page } from '@playwright/test';
import { selfSigned } from './support/certificate.ts';
import { itemOf, titlesOf } from './support/demo.ts';
import { Meeting, type Facilitator, type Phone } from './support/meeting.ts';
import { freePort, TorgServer } from './support/torg_server.ts';
import { Wire } from './support/wire.ts';
import { Words } from './support/words.ts';
import config from './playwright.config.ts';

// Behind a proxy that speaks https, as on the internet: the page can be opened again while the
// server is out of reach, with what it knew last.
test.describe.configure({ mode: 'serial' });
const { launchOptions } = config.use!;
test.use({ launchOptions: { ...launchOptions, args: [...launchOptions!.args!, '--ignore-certificate-errors'] } });

const words = new Words('sv');
const say = words.say.bind(words);
const item = itemOf('dots');
const titles = titlesOf(item);
const { max_per_option: most } = item.rule as { max_per_option: number };
/** What somebody waits who opens the page in a hall whose network is down. */
const shellMs = 1000;

let server: TorgServer;
let wire: Wire;
let meeting: Meeting;
let desk: Facilitator;
let phone: Phone;

test.beforeAll(async ({ browser }) => {
  const port = await freePort();
  wire = await Wire.to(port, selfSigned());
  server = await TorgServer.start({ publicUrl: `https://localhost:${wire.port}`, port });
  meeting = new Meeting(browser, server);
});
test.afterEach(() => meeting.watch.expectNothing());
test.afterAll(async () => {
  await meeting?.leave();
  await wire?.remove();
  await server?.stop();
});

async function isKept(page: Page): Promise<void> {
  await page.waitForFunction(async () => {
    const registration = await navigator.serviceWorker.ready;
    const kept = await caches.match(location.href);
    return registration.active?.state === 'activated' && kept !== undefined;
  });
}

test('over https a phone joins, votes, and nothing is missing on the facilitator page', async () => {
  phone = await meeting.phone('over https', { ignoreHTTPSErrors: true });
  await phone.isIn();
  desk = await meeting.facilitator({ ignoreHTTPSErrors: true });
  await desk.step('start_meeting');
  await expect(desk.page.getByText(say('facilitator.not_secure'))).toHaveCount(0);
  await desk.goTo(item.title.sv);
  await desk.step('open_ballot');
  await phone.castDots(titles, { 1: 2, 3: 1 });
  await isKept(phone.page);
});

test('with the server out of reach the page opens with the last state, within a second', async () => {
  wire.cut();
  const address = phone.page.url();
  const context = phone.page.context();
  await phone.page.close();
  phone.page = await context.newPage();
  const begin = performance.now();
  await phone.page.goto(address, { waitUntil: 'commit' });
  await expect(phone.page.getByRole('group', { name: titles[1]!, exact: true })).toBeVisible();
  const tookMs = performance.now() - begin;
  await phone.seesItem(item.title.sv);
  await phone.showsDots(titles[1]!, 2, most);
  await phone.showsDots(titles[3]!, 1, most);
  test.info().annotations.push({ type: 'ms', description: String(Math.round(tookMs)) });
  expect(tookMs).toBeLessThanOrEqual(shellMs);
});

test('what is tapped then is sent when the server is back', async () => {
  await phone.addDots(titles[3]!, 1);
  await phone.isWaiting();
  wire.mend();
  await phone.isSaved();
  await desk.seesTurnout(1, 1);
  await phone.page.reload();
  await phone.showsDots(titles[3]!, 2, most);
});

test('nothing but pages and the shell is kept: no votes, no archive, no socket', async () => {
  const kept = await phone.page.evaluate(async () => {
    const names = await caches.keys();
    const requests = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()));
    return requests.flat().map((request) => new URL(request.url).pathname);
  });
  for (const path of kept) expect(path).toMatch(/^\/(assets\/[\w.-]+|m\/[a-z0-9]{10})$/);
  expect(kept.filter((path) => path.startsWith('/m/'))).toHaveLength(1);
});
