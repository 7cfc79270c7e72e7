// What a person does in browser pages outside Teams: the sign-in, the portal, the wizard.

/** From the bot's own page over the sign-in server's list of accounts and back, with a picture of each. */
export async function pickAccount(page, name, pictures = {}) {
  await page.getByText(name).first().waitFor();
  if (pictures.window) await page.setViewportSize(pictures.window);
  await photograph(page, pictures.before);
  await page.getByRole('button').click();
  await page.getByRole('link', { name }).waitFor();
  await photograph(page, pictures.list);
  await page.getByRole('link', { name }).click();
  await page.getByText('Teams').first().waitFor();
  await photograph(page, pictures.after);
  await page.close();
}

/** Turns those switches on and saves them. */
export async function saveSwitches(page, labels, save, picture) {
  for (const label of labels) await page.getByLabel(label, { exact: true }).check();
  await page.getByRole('button', { name: save }).click();
  await page.getByText('Saved').waitFor();
  await photograph(page, picture);
}

/** Lets that many accounts register for password reset, on the portal's page that is open. */
export async function register(page, accounts) {
  await page.getByText('Saved').waitFor({ state: 'hidden' });
  await page.getByRole('tab', { name: 'Registration' }).click();
  await page.getByLabel('Accounts registered').fill(String(accounts));
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Saved').waitFor();
}

async function photograph(page, file) {
  if (file) await page.screenshot({ path: file });
}
