// Pictures of the page for people to look at, under build/screenshots.
import { test } from 'node:test';
import { canvasShown, idle, screenshot, useSite } from './support.mjs';

const site = useSite();
const sizes = { laptop: [1280, 800], phone: [390, 844], projector: [1920, 1080] };
const looks = [
  { theme: 'light', lang: 'en', preset: 'xavier-relu' },
  { theme: 'dark', lang: 'ko', preset: 'large' },
];

for (const [name, size] of Object.entries(sizes)) {
  for (const { theme, lang, preset } of looks) {
    test(`${name} ${theme} ${lang}`, async () => {
      const options = name === 'phone' ? { hasTouch: true, isMobile: true, deviceScaleFactor: 2 } : {};
      const page = await site.open(`preset=${preset}&theme=${theme}&lang=${lang}`, { size, ...options });
      await canvasShown(page);
      await idle(page);
      await screenshot(page, `${name}-${theme}-${lang}`);
      if (name === 'phone') {
        await page.click('#controls-button');
        await idle(page);
        await screenshot(page, `${name}-${theme}-${lang}-controls`);
      } else {
        await page.click('#text-view-button');
        await screenshot(page, `${name}-${theme}-${lang}-text`);
      }
      await page.finish();
    });
  }
}
