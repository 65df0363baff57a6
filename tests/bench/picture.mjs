// The experiment's times as bars and the figures as a table, drawn by the browser.
const style = `body{font:14px system-ui;margin:24px;width:900px;color:#222}table{border-collapse:collapse}
td{padding:2px 8px}.bar{background:#2a6fb8;height:14px}.other{background:#999}.no{color:#b00020}`;

function bars(rows, act) {
  const shown = rows.filter(({ id }) => id.includes(`-${act}-`));
  const longest = Math.max(...shown.map(({ best }) => best));
  const lines = shown.map(
    ({ id, best, threads, dtype }) =>
      `<tr><td>${id}</td><td>${dtype}, ${threads}</td><td style="width:420px"><div class="bar ${id.startsWith('initlab') ? '' : 'other'}"
       style="width:${(100 * best) / longest}%"></div></td><td>${best.toFixed(0)} ms</td></tr>`,
  );
  return `<h2>The notes' experiment, ${act}: best time</h2><table>${lines.join('')}</table>`;
}

export async function drawPicture(page, rows, figures, path) {
  const lines = figures.map(
    ({ what, figure, wanted, met }) =>
      `<tr class="${met === 'NO' ? 'no' : ''}"><td>${what}</td><td>${figure}</td><td>${wanted}</td><td>${met}</td></tr>`,
  );
  await page.setContent(
    `<style>${style}</style>${bars(rows, 'tanh')}${bars(rows, 'relu')}<h2>Figures</h2><table>${lines.join('')}</table>`,
  );
  await page.screenshot({ path, fullPage: true });
}
