import { Secret, TOTP } from 'otpauth';
import type { Page } from 'playwright-core';

/** Somebody with an account. */
export interface Person {
  name: string;
  email: string;
  password: string;
}

export const ada: Person = {
  name: 'Ada Lovelace',
  email: 'ada@example.com',
  password: 'correct horse battery staple',
};

/** Makes the owner's account with the link that central printed. */
export async function makeOwner(page: Page, link: string, person: Person): Promise<void> {
  await page.goto(link);
  await page.getByLabel('Your name').fill(person.name);
  await page.getByLabel('E-mail').fill(person.email);
  await page.getByLabel('New password').fill(person.password);
  await page.getByRole('button', { name: 'Create the owner account' }).click();
  await page.getByRole('navigation').first().waitFor();
}

/** Signs in by the form; with a second factor the page asks for a code next. */
export async function signIn(page: Page, person: Person): Promise<void> {
  await page.goto('/sign-in');
  await fillSignIn(page, person);
}

/** On whatever page has asked to sign in. */
export async function fillSignIn(page: Page, { email, password }: Person): Promise<void> {
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
}

/** What an authenticator app shows at this time. */
export function codeOf(secret: string, at = Date.now()): string {
  return new TOTP({ secret: Secret.fromBase32(secret.replace(/\s/g, '')) }).generate({
    timestamp: at,
  });
}
