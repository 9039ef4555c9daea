// A QR code as in ISO/IEC 18004, for links that the server must not know: the codes on slips. Bytes
// only, up to version 10, at least level M. Chooses level and mask as the server's own encoder does.

/** Modules per side without the quiet zone; in a row '1' is dark. */
export interface QrModules {
  size: number;
  rows: string[];
}

interface Level {
  formatBits: number;
  /** By version, from 1. */
  eccPerBlock: readonly number[];
  blocks: readonly number[];
}

const mostVersion = 10;
/** M, Q and H: the strongest that fits the same version is taken. */
const levels: readonly Level[] = [
  { formatBits: 0, eccPerBlock: [10, 16, 26, 18, 24, 16, 18, 22, 22, 26], blocks: [1, 1, 1, 2, 2, 4, 4, 4, 5, 5] },
  { formatBits: 3, eccPerBlock: [13, 22, 18, 26, 18, 24, 18, 22, 20, 24], blocks: [1, 1, 2, 2, 4, 4, 6, 6, 8, 8] },
  { formatBits: 2, eccPerBlock: [17, 28, 22, 16, 22, 28, 26, 26, 24, 28], blocks: [1, 1, 2, 4, 4, 4, 5, 6, 8, 8] },
];

const sizeOf = (version: number) => version * 4 + 17;

/** Modules that carry data and error correction. */
function rawModules(version: number): number {
  let modules = (16 * version + 128) * version + 64;
  if (version >= 2) {
    const align = Math.floor(version / 7) + 2;
    modules -= (25 * align - 10) * align - 55;
    if (version >= 7) modules -= 36;
  }
  return modules;
}

const at = (values: readonly number[], index: number) => values[index] ?? 0;

function dataCodewords(version: number, level: Level): number {
  return Math.floor(rawModules(version) / 8) - at(level.eccPerBlock, version - 1) * at(level.blocks, version - 1);
}

const countBits = (version: number) => (version < 10 ? 8 : 16);

function fits(bytes: number, version: number, level: Level): boolean {
  return 4 + countBits(version) + bytes * 8 <= dataCodewords(version, level) * 8;
}

function chosen(bytes: number): { version: number; level: Level } {
  for (let version = 1; version <= mostVersion; version += 1) {
    const fitting = levels.filter((level) => fits(bytes, version, level));
    const level = fitting[fitting.length - 1];
    if (level) return { version, level };
  }
  throw new RangeError('The text is too long for a QR code of this size');
}

function dataOf(bytes: readonly number[], version: number, level: Level): number[] {
  const bits: number[] = [];
  const put = (value: number, length: number) => {
    for (let place = length - 1; place >= 0; place -= 1) bits.push((value >>> place) & 1);
  };
  put(4, 4);
  put(bytes.length, countBits(version));
  for (const byte of bytes) put(byte, 8);
  const capacity = dataCodewords(version, level) * 8;
  put(0, Math.min(4, capacity - bits.length));
  put(0, (8 - (bits.length % 8)) % 8);
  for (let pad = 0xec; bits.length < capacity; pad ^= 0xec ^ 0x11) put(pad, 8);
  const data: number[] = [];
  for (let from = 0; from < bits.length; from += 8) {
    data.push(bits.slice(from, from + 8).reduce((byte, bit) => (byte << 1) | bit, 0));
  }
  return data;
}

/** In the field of 256 elements that QR codes use. */
function product(a: number, b: number): number {
  let result = 0;
  for (let place = 7; place >= 0; place -= 1) {
    result = (result << 1) ^ ((result >>> 7) * 0x11d);
    result ^= ((b >>> place) & 1) * a;
  }
  return result;
}

/** Reed-Solomon: the divisor for so many check bytes, without its leading 1. */
function divisorOf(degree: number): number[] {
  const divisor = new Array<number>(degree).fill(0);
  divisor[degree - 1] = 1;
  let root = 1;
  for (let round = 0; round < degree; round += 1) {
    for (let place = 0; place < degree; place += 1) {
      divisor[place] = product(at(divisor, place), root) ^ at(divisor, place + 1);
    }
    root = product(root, 2);
  }
  return divisor;
}

function checkBytes(data: readonly number[], divisor: readonly number[]): number[] {
  let rest = new Array<number>(divisor.length).fill(0);
  for (const byte of data) {
    const factor = byte ^ at(rest, 0);
    rest = rest.slice(1).concat([0]).map((one, place) => one ^ product(at(divisor, place), factor));
  }
  return rest;
}

/** Data and check bytes, block by block, woven together as they are drawn. */
function codewordsOf(data: readonly number[], version: number, level: Level): number[] {
  const count = at(level.blocks, version - 1);
  const ecc = at(level.eccPerBlock, version - 1);
  const raw = Math.floor(rawModules(version) / 8);
  const short = count - (raw % count);
  const shortData = Math.floor(raw / count) - ecc;
  const divisor = divisorOf(ecc);
  const blocks: { data: number[]; check: number[] }[] = [];
  for (let block = 0, from = 0; block < count; block += 1) {
    const part = data.slice(from, from + shortData + (block < short ? 0 : 1));
    from += part.length;
    blocks.push({ data: part, check: checkBytes(part, divisor) });
  }
  const woven: number[] = [];
  for (let place = 0; place <= shortData; place += 1) {
    for (const block of blocks) if (place < block.data.length) woven.push(at(block.data, place));
  }
  for (let place = 0; place < ecc; place += 1) {
    for (const block of blocks) woven.push(at(block.check, place));
  }
  return woven;
}

function alignmentsOf(version: number): number[] {
  if (version === 1) return [];
  const count = Math.floor(version / 7) + 2;
  const step = Math.floor((version * 8 + count * 3 + 5) / (count * 4 - 4)) * 2;
  const places = [6];
  for (let place = sizeOf(version) - 7; places.length < count; place -= step) places.splice(1, 0, place);
  return places;
}

/** The square while it is drawn: `fixed` modules are no data and are never masked. */
class Canvas {
  readonly dark: boolean[][];
  readonly fixed: boolean[][];

  constructor(readonly size: number) {
    const empty = () => Array.from({ length: size }, () => new Array<boolean>(size).fill(false));
    this.dark = empty();
    this.fixed = empty();
  }

  isDark(x: number, y: number): boolean {
    return this.dark[y]?.[x] ?? false;
  }
  isFixed(x: number, y: number): boolean {
    return this.fixed[y]?.[x] ?? true;
  }
  set(x: number, y: number, dark: boolean): void {
    const row = this.dark[y];
    if (row) row[x] = dark;
  }
  fix(x: number, y: number, dark: boolean): void {
    const row = this.fixed[y];
    if (!row || x < 0 || x >= this.size) return;
    row[x] = true;
    this.set(x, y, dark);
  }
}

const bit = (value: number, place: number) => ((value >>> place) & 1) === 1;

function drawFinder(canvas: Canvas, x: number, y: number): void {
  for (let dy = -4; dy <= 4; dy += 1) {
    for (let dx = -4; dx <= 4; dx += 1) {
      const distance = Math.max(Math.abs(dx), Math.abs(dy));
      canvas.fix(x + dx, y + dy, distance !== 2 && distance !== 4);
    }
  }
}

function drawFormat(canvas: Canvas, level: Level, mask: number): void {
  const data = (level.formatBits << 3) | mask;
  let rest = data;
  for (let round = 0; round < 10; round += 1) rest = (rest << 1) ^ ((rest >>> 9) * 0x537);
  const bits = ((data << 10) | rest) ^ 0x5412;
  const { size } = canvas;
  for (let place = 0; place <= 5; place += 1) canvas.fix(8, place, bit(bits, place));
  canvas.fix(8, 7, bit(bits, 6));
  canvas.fix(8, 8, bit(bits, 7));
  canvas.fix(7, 8, bit(bits, 8));
  for (let place = 9; place < 15; place += 1) canvas.fix(14 - place, 8, bit(bits, place));
  for (let place = 0; place < 8; place += 1) canvas.fix(size - 1 - place, 8, bit(bits, place));
  for (let place = 8; place < 15; place += 1) canvas.fix(8, size - 15 + place, bit(bits, place));
  canvas.fix(8, size - 8, true);
}

function drawVersion(canvas: Canvas, version: number): void {
  if (version < 7) return;
  let rest = version;
  for (let round = 0; round < 12; round += 1) rest = (rest << 1) ^ ((rest >>> 11) * 0x1f25);
  const bits = (version << 12) | rest;
  for (let place = 0; place < 18; place += 1) {
    const a = canvas.size - 11 + (place % 3);
    const b = Math.floor(place / 3);
    canvas.fix(a, b, bit(bits, place));
    canvas.fix(b, a, bit(bits, place));
  }
}

function drawFixed(canvas: Canvas, version: number, level: Level): void {
  const { size } = canvas;
  for (let place = 0; place < size; place += 1) {
    canvas.fix(6, place, place % 2 === 0);
    canvas.fix(place, 6, place % 2 === 0);
  }
  drawFinder(canvas, 3, 3);
  drawFinder(canvas, size - 4, 3);
  drawFinder(canvas, 3, size - 4);
  const places = alignmentsOf(version);
  const last = places.length - 1;
  places.forEach((x, i) =>
    places.forEach((y, j) => {
      if ((i === 0 && j === 0) || (i === 0 && j === last) || (i === last && j === 0)) return;
      for (let dy = -2; dy <= 2; dy += 1) {
        for (let dx = -2; dx <= 2; dx += 1) canvas.fix(x + dx, y + dy, Math.max(Math.abs(dx), Math.abs(dy)) !== 1);
      }
    }),
  );
  drawFormat(canvas, level, 0);
  drawVersion(canvas, version);
}

/** In pairs of columns from the right, up and down in turn. */
function drawData(canvas: Canvas, codewords: readonly number[]): void {
  const { size } = canvas;
  let place = 0;
  for (let right = size - 1; right >= 1; right -= 2) {
    if (right === 6) right = 5;
    const upward = ((right + 1) & 2) === 0;
    for (let step = 0; step < size; step += 1) {
      const y = upward ? size - 1 - step : step;
      for (let side = 0; side < 2; side += 1) {
        const x = right - side;
        if (canvas.isFixed(x, y) || place >= codewords.length * 8) continue;
        canvas.set(x, y, bit(at(codewords, place >>> 3), 7 - (place & 7)));
        place += 1;
      }
    }
  }
}

const masks: readonly ((x: number, y: number) => boolean)[] = [
  (x, y) => (x + y) % 2 === 0,
  (_x, y) => y % 2 === 0,
  (x) => x % 3 === 0,
  (x, y) => (x + y) % 3 === 0,
  (x, y) => (Math.floor(x / 3) + Math.floor(y / 2)) % 2 === 0,
  (x, y) => ((x * y) % 2) + ((x * y) % 3) === 0,
  (x, y) => (((x * y) % 2) + ((x * y) % 3)) % 2 === 0,
  (x, y) => (((x + y) % 2) + ((x * y) % 3)) % 2 === 0,
];

/** Doing it twice undoes it. */
function applyMask(canvas: Canvas, mask: (x: number, y: number) => boolean): void {
  for (let y = 0; y < canvas.size; y += 1) {
    for (let x = 0; x < canvas.size; x += 1) {
      if (!canvas.isFixed(x, y) && mask(x, y)) canvas.set(x, y, !canvas.isDark(x, y));
    }
  }
}

/** Lengths of the newest seven runs of a line, the newest first; beyond the edges all is light. */
function finderLikes(runs: readonly number[]): number {
  const n = at(runs, 1);
  const core = n > 0 && at(runs, 2) === n && at(runs, 3) === n * 3 && at(runs, 4) === n && at(runs, 5) === n;
  if (!core) return 0;
  return (at(runs, 0) >= n * 4 && at(runs, 6) >= n ? 1 : 0) + (at(runs, 6) >= n * 4 && at(runs, 0) >= n ? 1 : 0);
}

function linePenalty(size: number, isDark: (place: number) => boolean): number {
  let penalty = 0;
  let dark = false;
  let length = 0;
  let runs = [0, 0, 0, 0, 0, 0, 0];
  const end = (run: number) => {
    runs = [at(runs, 0) === 0 ? run + size : run].concat(runs.slice(0, 6));
  };
  for (let place = 0; place < size; place += 1) {
    if (isDark(place) === dark) {
      length += 1;
      if (length === 5) penalty += 3;
      else if (length > 5) penalty += 1;
      continue;
    }
    end(length);
    if (!dark) penalty += finderLikes(runs) * 40;
    dark = !dark;
    length = 1;
  }
  if (dark) {
    end(length);
    length = 0;
  }
  end(length + size);
  return penalty + finderLikes(runs) * 40;
}

function penaltyOf(canvas: Canvas): number {
  const { size } = canvas;
  let penalty = 0;
  let darkOnes = 0;
  for (let line = 0; line < size; line += 1) {
    penalty += linePenalty(size, (place) => canvas.isDark(place, line));
    penalty += linePenalty(size, (place) => canvas.isDark(line, place));
  }
  for (let y = 0; y < size; y += 1) {
    for (let x = 0; x < size; x += 1) {
      const dark = canvas.isDark(x, y);
      if (dark) darkOnes += 1;
      if (x === size - 1 || y === size - 1) continue;
      if (dark === canvas.isDark(x + 1, y) && dark === canvas.isDark(x, y + 1) && dark === canvas.isDark(x + 1, y + 1)) penalty += 3;
    }
  }
  const total = size * size;
  return penalty + (Math.ceil(Math.abs(darkOnes * 20 - total * 10) / total) - 1) * 10;
}

/** The QR code of a text in ASCII. */
export function qrCode(text: string): QrModules {
  const bytes = Array.from(text, (character) => character.charCodeAt(0) & 0xff);
  const { version, level } = chosen(bytes.length);
  const canvas = new Canvas(sizeOf(version));
  drawFixed(canvas, version, level);
  drawData(canvas, codewordsOf(dataOf(bytes, version, level), version, level));
  let best = 0;
  let least = Infinity;
  masks.forEach((mask, number) => {
    applyMask(canvas, mask);
    drawFormat(canvas, level, number);
    const penalty = penaltyOf(canvas);
    if (penalty < least) {
      least = penalty;
      best = number;
    }
    applyMask(canvas, mask);
  });
  const mask = masks[best];
  if (mask) applyMask(canvas, mask);
  drawFormat(canvas, level, best);
  return { size: canvas.size, rows: canvas.dark.map((row) => row.map((dark) => (dark ? '1' : '0')).join('')) };
}
