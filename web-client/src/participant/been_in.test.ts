import { beforeEach, describe, expect, test } from 'vitest';
import { FakeStorage } from '../live/fake_server';
import { openKeep } from '../live/storage';
import { keptTokens, rememberMeeting } from './been_in';

const token = (n: number) => String(n).padStart(22, 'T');

let storage: FakeStorage;
beforeEach(() => {
  storage = new FakeStorage();
});

function enter(n: number): void {
  openKeep(`meeting${n}`, storage).set('token', token(n));
  rememberMeeting(`meeting${n}`, storage);
}

describe('tokens of meetings that this phone has been in', () => {
  test('given none then nothing is brought', () => {
    expect(keptTokens(storage)).toEqual([]);
  });

  test('given many then the newest eight are brought, the newest first', () => {
    for (let n = 1; n <= 12; n += 1) enter(n);
    enter(7);
    expect(keptTokens(storage)).toEqual([7, 12, 11, 10, 9, 8, 6, 5].map(token));
  });

  test('given a meeting whose token is gone, or is none, then it is left out', () => {
    enter(1);
    rememberMeeting('meeting2', storage);
    openKeep('meeting3', storage).set('token', 'short');
    rememberMeeting('meeting3', storage);
    expect(keptTokens(storage)).toEqual([token(1)]);
  });

  test('given a list that somebody else has written over then there is none', () => {
    openKeep('joining', storage).set('meetings', { length: 3 });
    enter(4);
    expect(keptTokens(storage)).toEqual([token(4)]);
    openKeep('joining', storage).set('meetings', [4, null]);
    expect(keptTokens(storage)).toEqual([]);
  });
});
