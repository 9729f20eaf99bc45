// Starts Debian's browsers, and serves the installed package to them.
import { createServer } from 'node:http';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import puppeteer from 'puppeteer-core';
import { folder, repository } from './package.mjs';

const browsers = {
  chromium: {
    browser: 'chrome',
    executablePath: '/usr/bin/chromium',
    args: [
      '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
      '--disable-component-update', '--disable-sync', '--disable-dev-shm-usage',
    ],
  },
  firefox: { browser: 'firefox', executablePath: '/usr/bin/firefox-esr' },
};

export const names = Object.keys(browsers);

/** Launches a browser with a fresh profile for the time of f. */
export const withBrowser = async (name, f) => {
  const userDataDir = await mkdtemp(path.join(os.tmpdir(), `appgauge-${name}-`));
  const browser = await puppeteer.launch({ ...browsers[name], headless: true, userDataDir, protocolTimeout: 60_000, timeout: 60_000 });
  try {
    return await f(browser);
  } finally {
    await browser.close();
    await rm(userDataDir, { recursive: true, force: true, maxRetries: 3 });
  }
};

const types = { '.js': 'text/javascript', '.mjs': 'text/javascript', '.json': 'application/json', '.wasm': 'application/wasm', '.html': 'text/html' };

/**
 * Serves the package below /appgauge/, the vectors below /vectors/, these helpers below /lib/, and pages: content by
 * path, a text or { body, csp, type }. Calls f with the origin.
 */
export const withServer = async (pages, f) => {
  const roots = {
    '/appgauge/': folder,
    '/vectors/': path.join(repository, 'testdata', 'vectors'),
    '/lib/': path.dirname(new URL(import.meta.url).pathname),
  };
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url, 'http://localhost');
    try {
      const page = pages[pathname];
      const root = Object.keys(roots).find((prefix) => pathname.startsWith(prefix));
      const body = page?.body ?? page ?? (root && (await readFile(path.join(roots[root], pathname.slice(root.length)))));
      if (body === undefined) throw Error('not found');
      response.setHeader('content-type', page?.type ?? types[path.extname(pathname)] ?? 'text/html; charset=utf-8');
      if (page?.csp) response.setHeader('content-security-policy', page.csp);
      response.end(body);
    } catch {
      response.statusCode = 404;
      response.end();
    }
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    return await f(`http://127.0.0.1:${server.address().port}`);
  } finally {
    server.closeAllConnections();
    server.close();
  }
};

/** Opens a page and fails on whatever the page could not cope with. */
export const open = async (browser, url) => {
  const page = await browser.newPage();
  page.on('pageerror', (error) => {
    // Firefox tells of what the policy stops as of an error.
    if (!/Content-Security-Policy/.test(error.message ?? error)) throw error;
  });
  await page.goto(url);
  return page;
};
