import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { hasChromium, openChromium } from './chromium.ts';
import { aSandbox, PHONE, type SandboxUnderTest, wamidOf } from './sandbox-under-test.ts';
import { until } from './until.ts';

const describeWithBrowser = hasChromium() ? describe : describe.skip;

describeWithBrowser('the phone page', () => {
  let sandbox: SandboxUnderTest;
  let browser: Browser;
  const problems: string[] = [];

  beforeAll(async () => {
    [sandbox, browser] = await Promise.all([aSandbox(), openChromium()]);
  });
  afterAll(async () => {
    await browser.close();
    await sandbox.close();
  });

  async function open(locale: string): Promise<Page> {
    const context = await browser.newContext({ locale, viewport: { width: 1280, height: 900 } });
    const page = await context.newPage();
    page.setDefaultTimeout(8_000);
    page.on('pageerror', (error) => problems.push(error.message));
    page.on('console', (line) => line.type() === 'error' && problems.push(line.text()));
    await page.goto(sandbox.url);
    return page;
  }

  const erika = () => sandbox.call('POST', `/sandbox/customers/${PHONE}`, { name: 'Erika Beispiel' });

  test('lets a person add a customer, write, tap, read and stop marketing', async () => {
    const page = await open('de-DE');
    await page.getByRole('button', { name: 'Kunde hinzufügen' }).first().click();
    await page.getByLabel('Telefonnummer', { exact: true }).fill('+49 151 12345678');
    await page.getByLabel('Name').fill('Erika Beispiel');
    await page.getByRole('button', { name: 'Hinzufügen', exact: true }).click();
    const phone = page.locator(`[data-phone="${PHONE}"]`);
    await phone.getByRole('heading', { name: 'Erika Beispiel' }).waitFor();

    const attack = '<img src=x onerror="document.title=1"> *Hallo*';
    await phone.getByLabel('Nachricht schreiben').fill(attack);
    await phone.getByRole('button', { name: 'Senden' }).click();
    await phone.getByText('<img src=x').waitFor();
    expect(await page.title()).toBe('Parley Sandbox');
    expect(await phone.locator('.message strong').textContent()).toBe('Hallo');
    await phone.getByText('Fenster offen bis').waitFor();

    const wamid = wamidOf(
      await sandbox.send({
        type: 'template',
        template: {
          name: 'appointment_reminder',
          language: { code: 'de' },
          components: [
            {
              type: 'body',
              parameters: ['Erika', '24.11.', '14:30'].map((text) => ({ type: 'text', text })),
            },
          ],
        },
      }),
    );
    const bubble = phone.locator(`[data-wamid="${wamid}"]`);
    await bubble.getByText('Ihr Termin bei uns').waitFor();
    await bubble.getByText('Praxis am Beispielplatz').waitFor();
    await bubble.getByRole('img', { name: 'Zugestellt' }).waitFor();
    await bubble.getByRole('button', { name: 'Ja, ich komme' }).click();
    const tapped = await until(
      () => sandbox.receiver.messages().find(({ type }) => type === 'button'),
      'the webhook of the tap',
    );
    expect(tapped.button).toEqual({ payload: 'Ja, ich komme', text: 'Ja, ich komme' });

    await phone.getByRole('button', { name: 'Als gelesen markieren' }).click();
    await bubble.getByRole('img', { name: 'Gelesen' }).waitFor();
    await sandbox.receiver.status(wamid, 'read');
    await phone.getByRole('button', { name: 'Werbung stoppen' }).click();
    await phone.getByText('Werbung gestoppt').waitFor();
    await page.locator('.webhooks').getByText('Status: read').waitFor();
    expect((await page.screenshot()).length).toBeGreaterThan(20_000);
    await page.context().close();
  });

  test('shows why a message did not arrive, and what a fault does', async () => {
    const page = await open('de-DE');
    await page.locator('select[name=fault]').selectOption('send/failed');
    await page.getByRole('button', { name: 'Störung setzen' }).click();
    await page.getByText('Senden: angenommen, dann fehlgeschlagen × 1').waitFor();
    await sandbox.send({ text: { body: 'Das geht schief' } });
    await page.getByText('131026 Message undeliverable. Nicht zugestellt').waitFor();
    await page.getByText('Keine Störung gesetzt.').waitFor();
    await page.context().close();
  });

  test('leaves an opened list and the focus where they are while other messages come', async () => {
    await erika();
    await sandbox.customer('messages', { text: 'Hallo' });
    const page = await open('de-DE');
    const rows = [{ id: 'vormittags', title: 'Vormittags' }];
    const interactive = {
      type: 'list',
      body: { text: 'متى؟' },
      action: { button: 'Zeiten', sections: [{ rows }] },
    };
    const wamid = wamidOf(await sandbox.send({ type: 'interactive', interactive }));
    const phone = page.getByRole('article', { name: 'Erika Beispiel' });
    const list = phone.locator(`[data-wamid="${wamid}"]`);
    await list.getByText('Zeiten').click();
    await list.getByRole('button', { name: 'Vormittags' }).focus();
    await sandbox.send({ text: { body: 'Noch etwas' } });
    await phone.getByText('Noch etwas').waitFor();
    expect(await phone.getByRole('log').getByRole('list').getByRole('listitem').count()).toBeGreaterThan(2);
    await sandbox.customer('read', {});
    await list.getByRole('img', { name: 'Gelesen' }).waitFor();
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Vormittags');
    expect(await list.getByText('متى؟').evaluate((node) => getComputedStyle(node).direction)).toBe('rtl');
    await page.context().close();
  });

  test('shows two phones beside the panel on a tablet, and nothing beside the screen', async () => {
    await erika();
    await sandbox.call('POST', '/sandbox/customers/4915120000000', {});
    const page = await open('de-DE');
    for (const [width, columns] of [
      [1024, 2],
      [1440, 2],
      [390, 1],
    ] as const) {
      await page.setViewportSize({ width, height: 800 });
      await page.locator('.phone').nth(1).waitFor();
      const lefts = await page
        .locator('.phone')
        .evaluateAll((phones) => phones.map((phone) => phone.getBoundingClientRect().left));
      expect(new Set(lefts).size).toBe(columns);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    }
    await page.context().close();
  });

  test('speaks the language of the browser, or the one picked', async () => {
    const page = await open('en-GB');
    await page.getByText('What your customers see').waitFor();
    await page.getByRole('button', { name: 'DE' }).click();
    await page.getByText('Was Ihre Kunden sehen').waitFor();
    await page.reload();
    await page.getByText('Was Ihre Kunden sehen').waitFor();
    expect(await page.locator('html').getAttribute('lang')).toBe('de');
    await page.context().close();
  });

  test('fits a narrow screen', async () => {
    await erika();
    const page = await open('de-DE');
    await page.setViewportSize({ width: 360, height: 740 });
    await page.locator(`[data-phone="${PHONE}"]`).waitFor();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
    await page.context().close();
  });

  test('says how many customers it leaves out', async () => {
    await erika();
    for (let phone = 4_915_120_000_000; phone < 4_915_120_000_025; phone++) {
      await sandbox.call('POST', `/sandbox/customers/${phone}`, {});
    }
    const page = await open('en-GB');
    await page.getByText('The newest 24 of 26 customers.').waitFor();
    expect(await page.getByRole('article').count()).toBe(24);
    await page.context().close();
  });

  test('loads nothing from elsewhere and makes no complaint', async () => {
    const response = await fetch(sandbox.url);
    expect(response.headers.get('content-security-policy')).toContain("default-src 'self'");
    expect(problems).toEqual([]);
  });
});
