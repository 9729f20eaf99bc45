// Starts Chromium, opens the page in it, and notes what a page must not do.
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { after, before } from 'node:test';
import puppeteer from 'puppeteer-core';

/** The rule table: editions with id, fields of min and max, and limit, the default of a listing; the default edition first. */
export const editions = JSON.parse(process.env.APPGAUGE_EDITIONS);

/** The addresses that the Go test serves the page at. */
export const { APPGAUGE_URL: url, APPGAUGE_STATIC: staticURL, APPGAUGE_OLDER: olderURL } = process.env;

let browser;
let userDataDir;

before(async () => {
  userDataDir = await mkdtemp(path.join(os.tmpdir(), 'appgauge-page-'));
  browser = await puppeteer.launch({
    browser: 'chrome',
    executablePath: '/usr/bin/chromium',
    headless: true,
    userDataDir,
    args: [
      '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
      '--disable-component-update', '--disable-sync', '--disable-dev-shm-usage',
    ],
  });
});

after(async () => {
  await browser?.close();
  await rm(userDataDir, { recursive: true, force: true, maxRetries: 3 });
});

/**
 * Opens the page for the time of f(page) in a context of its own, and fails where it throws, breaks its policy, logs an
 * error, or asks another origin for anything. allowed are the errors to be logged that a test provokes, blocked a file
 * that does not arrive.
 */
export const visit = async ({ at = url, width = 1280, height = 1200, scheme = 'light', languages = ['en-US'], allowed = /^$/, blocked }, f) => {
  const context = await browser.createBrowserContext();
  const page = await context.newPage();
  const faults = [];
  page.on('pageerror', (error) => faults.push(`thrown: ${error.stack ?? error}`));
  page.on('console', (message) => {
    if (['error', 'warn'].includes(message.type()) && !allowed.test(message.text())) faults.push(`logged: ${message.text()}`);
  });
  page.on('request', (request) => {
    if (new URL(request.url()).origin !== new URL(at).origin) faults.push(`asked: ${request.url()}`);
  });
  try {
    await page.setViewport({ width, height });
    await page.emulateMediaFeatures([
      { name: 'prefers-color-scheme', value: scheme },
      { name: 'prefers-reduced-motion', value: 'reduce' },
    ]);
    await page.evaluateOnNewDocument((languages) => {
      Object.defineProperty(navigator, 'languages', { get: () => languages });
      globalThis.violations = [];
      addEventListener('securitypolicyviolation', (event) => globalThis.violations.push(`${event.violatedDirective}: ${event.blockedURI}`));
    }, languages);
    if (blocked) {
      await page.setRequestInterception(true);
      page.on('request', (request) => (request.url().endsWith(blocked) ? request.abort() : request.continue()));
    }
    await page.goto(at);
    await page.waitForSelector('html[data-ready]');
    await f(page);
    faults.push(...(await page.evaluate(() => globalThis.violations)));
    assert.deepEqual(faults, []);
  } finally {
    await context.close();
  }
};

export const text = (page, selector) => page.$eval(selector, (node) => node.textContent);

/** Waits until an element's text matches. */
export const says = async (page, selector, pattern) => {
  const matches = (selector, source) => new RegExp(source, 's').test(document.querySelector(selector).textContent);
  await page.waitForFunction(matches, { timeout: 8000 }, selector, pattern.source).catch(async () => {
    assert.match(await text(page, selector), pattern);
  });
};

/** The id of the element that has the focus. */
export const focused = (page) => page.evaluate(() => document.activeElement.id);

/** Presses Tab until the element with an id has the focus. */
export const tabTo = async (page, id) => {
  for (let i = 0; i < 40; i++) {
    if ((await focused(page)) === id) return;
    await page.keyboard.press('Tab');
  }
  assert.fail(`Tab never reaches ${id}`);
};
