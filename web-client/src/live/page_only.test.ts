import { describe, expect, it } from 'vitest';
import type { Command } from '@protocol/commands';
import { CommandQueue } from './queue';
import { openKeep, type Backing } from './storage';

function storage(): Backing & { texts(): string } {
  const values = new Map<string, string>();
  return {
    getItem: (key) => values.get(key) ?? null,
    setItem: (key, value) => void values.set(key, value),
    removeItem: (key) => void values.delete(key),
    key: (place) => Array.from(values.keys())[place] ?? null,
    get length() {
      return values.size;
    },
    texts: () => JSON.stringify(Array.from(values)),
  };
}

const codes: Command[] = [
  { type: 'issue_voting_codes', codes: ['K7QD3MXF9TRA'] },
  { type: 'reissue_voting_code', seat: 3, code: 'K7QD3MXF9TRA' },
];

describe('a command with the codes of slips', () => {
  for (const command of codes) {
    it(`is asked until it is answered and never stored: ${command.type}`, async () => {
      const backing = storage();
      const sent: string[] = [];
      const queue = new CommandQueue({
        keep: openKeep('facilitator', backing),
        send: ({ id }) => sent.push(id) > 0,
        settled: () => undefined,
        changed: () => undefined,
      });
      const outcome = queue.push(command);
      expect(backing.texts()).not.toContain('K7QD3MXF9TRA');
      queue.connect();
      queue.disconnect();
      queue.connect();
      expect(sent).toHaveLength(2);
      expect(new Set(sent).size).toBe(1);
      expect(backing.texts()).not.toContain('K7QD3MXF9TRA');
      queue.acked(sent[0] ?? '', { seats: [3] });
      expect(await outcome).toEqual({ ok: true, answer: { seats: [3] } });
    });
  }
});
