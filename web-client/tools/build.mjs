// Builds dist/: one self-contained script, style and text per face, the HTML shells that the
// server fills in, and manifest.json. Output depends on the sources only. README.md says what
// the server may rely on.
//   node tools/build.mjs            all faces
//   node tools/build.mjs screen     only the named faces; the others in dist/ are left alone
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { faces, languages } from './faces.mjs';
import { keysUsed } from './text_keys.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const dist = join(root, 'dist');
const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !(name in faces));
if (unknown.length > 0) {
  console.error(`No such face: ${unknown.join(', ')}. There are ${Object.keys(faces).join(', ')}.`);
  process.exit(2);
}
const names = wanted.length > 0 ? wanted : Object.keys(faces);

const catalogues = {};
for (const language of languages) {
  catalogues[language] = JSON.parse(readFileSync(join(root, `src/i18n/${language}.json`), 'utf8'));
}

function write(path, content) {
  const file = join(dist, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, content);
}

function hashOf(content) {
  return createHash('sha256').update(content).digest('base64url').replace(/[-_]/g, '0').slice(0, 10);
}

function writeHashed(stem, extension, content) {
  const path = `assets/${stem}.${hashOf(content)}.${extension}`;
  write(path, content);
  return `/${path}`;
}

async function bundle(input, extra = {}, define = {}) {
  const result = await build({
    root,
    configFile: join(root, 'vite.config.ts'),
    logLevel: 'warn',
    define,
    build: { write: false, emptyOutDir: false, rolldownOptions: { input, ...extra } },
  });
  return (Array.isArray(result) ? result : [result]).flatMap((part) => part.output);
}

function styleOf(output) {
  const styles = output.filter((part) => part.type === 'asset' && part.fileName.endsWith('.css'));
  return styles.map((part) => String(part.source).trim()).join('\n');
}

/** One entry as one script (or none, when it holds no code) and the style it imports. */
async function bundleEntry(file, define = {}) {
  const output = await bundle({ entry: join(root, file) }, { output: { codeSplitting: false } }, define);
  const scripts = output.filter((part) => part.type === 'chunk').map((part) => part.code.trim());
  return { script: scripts.join('\n'), style: styleOf(output) };
}

/** One entry as the script that a first visit loads, and its parts, which come when they are wanted.
 *  The names hold hashes of the contents, since the scripts name each other. */
async function bundleInParts(face) {
  const output = await bundle(
    { [face]: join(root, `src/${face}/main.ts`) },
    {
      preserveEntrySignatures: 'allow-extension',
      output: {
        entryFileNames: `assets/${face}.[hash:10].js`,
        chunkFileNames: `assets/${face}-[name].[hash:10].js`,
        hashCharacters: 'base36',
        codeSplitting: { groups: [{ name: 'first', tags: ['$initial'] }] },
      },
    },
  );
  const chunks = output.filter((part) => part.type === 'chunk');
  const entry = chunks.find((chunk) => chunk.isEntry);
  const later = chunks.filter((chunk) => chunk !== entry);
  for (const { fileName, imports } of chunks) {
    const others = imports.filter((other) => other !== entry.fileName);
    if (others.length > 0) throw new Error(`${fileName} would need one more request, for ${others.join(', ')}`);
  }
  for (const chunk of chunks) write(chunk.fileName, chunk.code);
  return {
    path: `/${entry.fileName}`,
    script: entry.code,
    style: styleOf(output),
    parts: Object.fromEntries(later.map((chunk) => [chunk.name, `/${chunk.fileName}`]).sort()),
    laterScript: later.map((chunk) => chunk.code).join('\n'),
  };
}

function shell(face, language, parts) {
  const settings = JSON.stringify({
    face,
    language,
    languages: languages.map((code) => ({
      code,
      name: catalogues[code]['common.language'],
      text: parts.text[code] ?? '',
      ...(parts.laterText[code] ? { later: parts.laterText[code] } : {}),
    })),
    ...(parts.parts ? { parts: parts.parts } : {}),
  });
  const script = (path) => `<script type="module" src="${path}"></script>`;
  const lines = [
    '<!doctype html>',
    `<html lang="${language}"${faces[face].theme ? ` data-theme="${faces[face].theme}"` : ''}>`,
    '<head>',
    '<meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<meta name="color-scheme" content="light dark">',
    '<meta name="referrer" content="no-referrer">',
    '<title><!--torg:title--></title>',
    `<link rel="icon" href="${parts.icon}" type="image/svg+xml">`,
    parts.firstStyle ? `<style>${parts.firstStyle}</style>` : '',
    !parts.firstStyle && parts.style ? `<link rel="stylesheet" href="${parts.style}">` : '',
    // The large one is asked for first, on the connection that is there; the texts run before it.
    parts.script && parts.text[language] ? `<link rel="modulepreload" href="${parts.script}">` : '',
    parts.text[language] ? script(parts.text[language]) : '',
    parts.script ? script(parts.script) : '',
    '<!--torg:head-->',
    '</head>',
    '<body>',
    '<div id="app"><!--torg:view--></div>',
    parts.firstStyle && parts.style ? `<link rel="stylesheet" href="${parts.style}">` : '',
    `<script type="application/json" id="torg-settings">${settings}</script>`,
    '<script type="application/json" id="torg-sections"><!--torg:sections--></script>',
    '</body>',
    '</html>',
  ];
  return lines.filter(Boolean).join('\n') + '\n';
}

/** The worker keeps its address, so it is the one script without a hash in its name. */
async function buildWorker(file, built) {
  const files = [built.script, built.style, built.icon, ...Object.values(built.text)];
  files.push(...Object.values(built.parts ?? {}), ...Object.values(built.later_text ?? {}));
  const { script } = await bundleEntry(file, {
    shellFiles: JSON.stringify(files),
    shellName: JSON.stringify(`torg-shell-${hashOf(files.join())}`),
  });
  write('sw.js', script + '\n');
  return '/sw.js';
}

async function buildFace(face) {
  const options = faces[face];
  const { script, style, path, parts, laterScript } = options.inParts
    ? await bundleInParts(face)
    : await bundleEntry(`src/${face}/main.ts`);
  const firstStyle = options.firstStyle ? (await bundleEntry(`src/${face}/first.css`)).style : '';

  const text = {};
  const laterText = {};
  for (const language of languages) {
    const used = keysUsed(catalogues[language], script, options.textPrefixes);
    if (Object.keys(used).length === 0) continue;
    const code = `export default self.torgText=${JSON.stringify(used)};\n`;
    text[language] = writeHashed(`${face}.${language}`, 'js', code);
    if (!laterScript) continue;
    const later = keysUsed(catalogues[language], laterScript, options.laterTextPrefixes);
    for (const key of Object.keys(used)) delete later[key];
    laterText[language] = writeHashed(`${face}-later.${language}`, 'js', `export default ${JSON.stringify(later)};\n`);
  }

  const built = {
    firstStyle,
    style: style ? writeHashed(face, 'css', style + '\n') : '',
    script: path ?? (script ? writeHashed(face, 'js', script + '\n') : ''),
    icon: writeHashed('icon', 'svg', readFileSync(join(root, 'src/ui/icon.svg'))),
    text,
    laterText,
    parts,
  };
  const shells = {};
  for (const language of languages) {
    shells[language] = `${face}.${language}.html`;
    write(shells[language], shell(face, language, built));
  }
  const inlineStyle = createHash('sha256').update(firstStyle).digest('base64');
  return {
    shell: shells,
    script: built.script,
    style: built.style,
    icon: built.icon,
    text,
    ...(parts ? { parts, later_text: laterText } : {}),
    inline_style_hash: firstStyle ? `sha256-${inlineStyle}` : '',
  };
}

const manifestPath = join(dist, 'manifest.json');
const whole = wanted.length === 0 || !existsSync(manifestPath);
if (whole) rmSync(dist, { recursive: true, force: true });
const manifest = whole
  ? { version: 1, languages, service_worker: '', faces: {} }
  : JSON.parse(readFileSync(manifestPath, 'utf8'));
for (const name of names) {
  const stale = new RegExp(`^${name}(?:-\\w+)?\\.(?:[a-z]{2}\\.)?[A-Za-z0-9]{10}\\.(js|css)$`);
  const assets = join(dist, 'assets');
  if (existsSync(assets)) {
    for (const file of readdirSync(assets)) if (stale.test(file)) rmSync(join(assets, file));
  }
  manifest.faces[name] = await buildFace(name);
  const { worker } = faces[name];
  if (worker) manifest.service_worker = await buildWorker(worker, manifest.faces[name]);
}
write('manifest.json', JSON.stringify(manifest, null, 2) + '\n');
