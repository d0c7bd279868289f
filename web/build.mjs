// Builds web/dist: bundles with content-hashed names, and manifest.json that maps a name to its file and integrity.
// Bundles of earlier builds stay for twelve months, because pages of other sites may have pinned them (see pages/README.md).
import { createHash } from 'node:crypto';
import { mkdir, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import * as esbuild from 'esbuild';

const here = fileURLToPath(new URL('.', import.meta.url));
const dist = join(here, 'dist');
const ENTRIES = ['chat/maina-chat.ts', 'assist/assist.ts', 'pages/pages.ts', 'pages/pages.css', 'pages/icon.svg'];
const KEPT_DAYS = 366;
const WIDGET_LIMIT = 40 * 1024;

// `import sheet from './x.css'` in TypeScript gives a lit CSSResult, minified.
const litCss = {
  name: 'lit-css',
  setup(build) {
    build.onLoad({ filter: /\.css$/ }, async ({ path }) => {
      if (basename(path) === 'pages.css' || build.initialOptions.entryPoints.every((entry) => entry.endsWith('.css'))) return;
      const { code } = await esbuild.transform(await readFile(path, 'utf8'), { loader: 'css', minify: true });
      return { contents: `import { unsafeCSS } from 'lit';\nexport default unsafeCSS(${JSON.stringify(code.trim())});`, resolveDir: here };
    });
  },
};

async function bundle(entry) {
  if (entry.endsWith('.svg')) return readFile(join(here, entry));
  const { outputFiles } = await esbuild.build({
    absWorkingDir: here,
    entryPoints: [entry],
    outdir: dist,
    bundle: true,
    write: false,
    minify: true,
    format: 'esm',
    target: 'es2020',
    charset: 'utf8',
    legalComments: 'eof',
    plugins: [litCss],
  });
  return outputFiles[0].contents;
}

async function removeOld(keep) {
  const oldest = Date.now() - KEPT_DAYS * 86_400_000;
  for (const name of await readdir(dist)) {
    const path = join(dist, name);
    if (!keep.has(name) && (await stat(path)).mtimeMs < oldest) await rm(path);
  }
}

await mkdir(dist, { recursive: true });
const manifest = {};
for (const entry of ENTRIES) {
  const contents = await bundle(entry);
  const name = basename(entry).replace(/\.ts$/, '.js');
  const [stem, kind] = name.split('.');
  const file = `${stem}.${createHash('sha256').update(contents).digest('hex').slice(0, 12)}.${kind}`;
  const integrity = `sha384-${createHash('sha384').update(contents).digest('base64')}`;
  const gzipped = gzipSync(contents, { level: 9 }).length;
  await writeFile(join(dist, file), contents);
  manifest[name] = { file, integrity, bytes: contents.length, gzipped };
  console.log(`${file}  ${(gzipped / 1024).toFixed(1)} KB gzip`);
}
await removeOld(new Set(['manifest.json', ...Object.values(manifest).map(({ file }) => file)]));
await writeFile(join(dist, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`);
if (manifest['maina-chat.js'].gzipped > WIDGET_LIMIT) {
  console.error(`maina-chat.js is larger than ${WIDGET_LIMIT / 1024} KB gzipped.`);
  process.exit(1);
}
