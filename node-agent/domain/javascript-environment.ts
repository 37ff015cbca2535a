/**
 * Build variables for every package manager of JavaScript. What a package would download while it is
 * installed cannot come: builds have no network. These say so to the packages that can do without.
 */
export const javascriptEnvironment: Readonly<Record<string, string>> = {
  PUPPETEER_SKIP_DOWNLOAD: 'true',
  PUPPETEER_SKIP_CHROMIUM_DOWNLOAD: 'true',
  PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD: '1',
  CYPRESS_INSTALL_BINARY: '0',
  CHROMEDRIVER_SKIP_DOWNLOAD: 'true',
  SENTRYCLI_SKIP_DOWNLOAD: '1',
  HUSKY: '0',
  NEXT_TELEMETRY_DISABLED: '1',
  NUXT_TELEMETRY_DISABLED: '1',
  ASTRO_TELEMETRY_DISABLED: '1',
  GATSBY_TELEMETRY_DISABLED: '1',
  COREPACK_ENABLE_NETWORK: '0',
  COREPACK_ENABLE_DOWNLOAD_PROMPT: '0',
};
