// One person's Teams: a Microsoft 365 Agents Playground in a headless Chromium, with what a person does in it.

import { createRequire } from 'node:module';
import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';

const ARGUMENTS = ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
  '--disable-background-networking', '--disable-component-update', '--disable-sync'];
const PATIENCE = 30_000;
const WINDOW = { width: 1400, height: 1150 };

/** Why there can be no browser here; undefined when there can. */
export function whyNoBrowser() {
  if (!process.env.WRITEBACK_CHROMIUM) return 'no Chromium (script/test --install)';
  if (!process.env.WRITEBACK_PLAYGROUND) return 'no Microsoft 365 Agents Playground (script/test --install)';
  return undefined;
}

export async function openBrowser() {
  const { chromium } = createRequire(join(process.env.WRITEBACK_PLAYGROUND, 'package.json'))('playwright-core');
  return chromium.launch({ executablePath: process.env.WRITEBACK_CHROMIUM, args: ARGUMENTS });
}

export class Client {
  #page;

  constructor(page) {
    this.#page = page;
  }

  /** Opens the Playground at that address in a window of its own. */
  static async open(browser, address) {
    // the sign-in server's certificate is its own authority's
    const context = await browser.newContext({ viewport: WINDOW, ignoreHTTPSErrors: true });
    context.setDefaultTimeout(PATIENCE);
    const page = await context.newPage();
    await page.goto(address);
    await page.locator('[contenteditable=true]').first().waitFor();
    await page.getByText('Log Panel').locator('..').getByRole('button').last().click();
    return new Client(page);
  }

  get page() {
    return this.#page;
  }

  async say(text) {
    const box = this.#page.locator('[contenteditable=true]').first();
    await box.click();
    await box.fill(text);
    await this.#page.keyboard.press('Enter');
  }

  /** The newest card that shows that text. */
  card(text) {
    return this.#page.locator('.ac-adaptiveCard').filter({ hasText: text }).last();
  }

  /** Waits until a card shows that text. */
  async sees(text) {
    await this.card(text).waitFor();
    return this.card(text);
  }

  /** Types into the newest input with that label. */
  async fill(label, text) {
    await this.#page.getByLabel(label).last().fill(text);
  }

  async tick(label) {
    await this.#page.getByRole('checkbox', { name: label }).last().check();
  }

  /** Presses the newest button with that title, once there is one. */
  async press(title) {
    const button = this.#titled(title).last();
    await button.waitFor();
    await button.click();
  }

  /** How many buttons have that title. */
  buttons(title) {
    return this.#titled(title).count();
  }

  /** Waits until the newest button with that title is gone. */
  async gone(title) {
    await this.#titled(title).last().waitFor({ state: 'detached' });
  }

  /** Presses the newest link button with that title. @returns the page it opens */
  async follow(title, colorScheme) {
    const opened = this.#page.context().waitForEvent('page');
    await this.press(title);
    const page = await opened;
    await page.emulateMedia({ colorScheme });
    return page;
  }

  async screenshot(file) {
    mkdirSync(dirname(file), { recursive: true });
    await this.#page.screenshot({ path: file, fullPage: false });
  }

  #titled(title) {
    const name = { name: title, exact: true };
    const cards = this.#page.locator('.ac-adaptiveCard');
    return cards.getByRole('button', name).or(cards.getByRole('link', name));
  }
}
