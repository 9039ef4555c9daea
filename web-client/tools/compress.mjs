// Writes the brotli and gzip forms of what a browser asks for beside each file of dist/, for the
// server to carry and to send as they are. A form that is not smaller is left out. Output depends
// on the files only.
//   node tools/compress.mjs [FOLDER]
import { readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

// The server fills the shells in and reads the manifest itself, so neither is sent as it stands.
const sentAsItIs = (file) => !file.endsWith('.html') && file !== 'manifest.json';
const isForm = (file) => /\.(br|gz)$/.test(file);

const forms = {
  br: (content) =>
    brotliCompressSync(content, {
      params: {
        [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
        [constants.BROTLI_PARAM_SIZE_HINT]: content.length,
      },
    }),
  gz: (content) => gzipSync(content, { level: constants.Z_BEST_COMPRESSION }),
};

export function compressFolder(folder) {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name).slice(folder.length + 1))
    .sort();
  for (const file of files.filter(isForm)) rmSync(join(folder, file));
  const sizes = { files: 0, raw: 0, br: 0, gz: 0 };
  for (const file of files) {
    if (isForm(file) || !sentAsItIs(file)) continue;
    const content = readFileSync(join(folder, file));
    sizes.files += 1;
    sizes.raw += content.length;
    for (const [extension, compress] of Object.entries(forms)) {
      const compressed = compress(content);
      const smaller = compressed.length < content.length;
      if (smaller) writeFileSync(join(folder, `${file}.${extension}`), compressed);
      sizes[extension] += Math.min(compressed.length, content.length);
    }
  }
  return sizes;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const folder = process.argv[2] ?? fileURLToPath(new URL('../dist', import.meta.url));
  const { files, raw, br, gz } = compressFolder(folder);
  console.log(`${files} files, ${raw} bytes; brotli ${br}, gzip ${gz}`);
}
