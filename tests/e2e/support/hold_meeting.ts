import { test } from '@playwright/test';
import { Meeting } from './meeting.ts';
import { TorgServer } from './torg_server.ts';

/** One meeting on a server of its own for all tests of a file, which follow each other. Whatever goes
 *  wrong in a page fails the test in which it did. `begin` may let the first people in. */
export function holdMeeting(begin: (meeting: Meeting) => void | Promise<void>): void {
  let server: TorgServer | undefined;
  let meeting: Meeting | undefined;
  test.describe.configure({ mode: 'serial' });
  test.beforeAll(async ({ browser }) => {
    server = await TorgServer.start();
    meeting = new Meeting(browser, server);
    await begin(meeting);
  });
  test.afterEach(() => meeting?.watch.expectNothing());
  test.afterAll(async () => {
    await meeting?.leave();
    await server?.stop();
  });
}
