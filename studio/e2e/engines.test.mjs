// An engine is installed from the System page: sizes, licence, progress, cancel, and a failure in words, in both languages.
import assert from "node:assert/strict";
import { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { opened, pictured, until } from "./opening.mjs";

/** The place of `uv` is taken by a program that never comes to its end, or says that no index answers while `away` exists. */
const bin = mkdtempSync(join(tmpdir(), "clonyvoice-uv-"));
const away = join(bin, "away");
writeFileSync(
  join(bin, "uv"),
  `#!/bin/sh
if [ "$1" = venv ]; then exit 0; fi
if [ -e '${away}' ]; then
  echo "error: Failed to fetch: https://index.example/simple/torch/"
  echo "  Caused by: Connection refused (os error 111)"
  exit 2
fi
echo "Downloading torch (539.1MiB)"
head -c 600000000 /dev/zero > "$TMPDIR/torch"
exec sleep 600
`,
);
chmodSync(join(bin, "uv"), 0o755);
after(() => rmSync(bin, { recursive: true, force: true }));

const { page, server, errors } = await opened({ env: { PATH: `${bin}:${process.env.PATH}` } });
page.setDefaultTimeout(20_000);
const engines = () => page.getByRole("region", { name: /^(More engines|추가 엔진)$/ });
const row = () => engines().locator(".model", { hasText: "Pocket TTS" });
const left = () => {
  const folder = join(server.home, "engines");
  return existsSync(folder) ? readdirSync(folder).filter((name) => name.includes("pocket")) : [];
};
const choose = async () => {
  await row().getByRole("button", { name: "Install", exact: true }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByText("CC-BY-4.0", { exact: true }).waitFor();
  return dialog;
};

test("nothing is installed before its licence is accepted, which is shown with the sizes", async () => {
  await page.goto(`${server.base}/system`);
  const dialog = await choose();
  for (const words of [/2\.9 GB/, /5\.5 GB/, /2\.5 GB/, /Kyutai|MIT/]) await dialog.getByText(words).first().waitFor();
  await pictured(page, "engines-licence");
  const install = dialog.getByRole("button", { name: "Install", exact: true });
  assert.equal(await install.getAttribute("aria-disabled"), "true");
  await install.click({ force: true });
  await page.waitForTimeout(300);
  assert.equal(await dialog.isVisible(), true);
  await page.keyboard.press("Escape");
  assert.deepEqual(left(), []);
});

test("progress is seen, and a cancel ends the installer and leaves nothing", { timeout: 120_000 }, async () => {
  const dialog = await choose();
  await dialog.getByRole("checkbox").check();
  await dialog.getByRole("button", { name: "Install", exact: true }).click();
  await row().getByRole("progressbar").waitFor();
  await until(page, () => row().getByText(/\d+%/).count(), (seen) => seen > 0, "a share of the download");
  await pictured(page, "engines-progress");
  await row().getByRole("button", { name: "Cancel" }).click();
  await row().getByRole("button", { name: "Install", exact: true }).waitFor();
  await until(page, left, (names) => names.length === 0, "nothing is left");
  assert.equal(await row().getByRole("alert").count(), 0);
});

test("an index that does not answer is told in the page's language, and the same button tries again", { timeout: 120_000 }, async () => {
  writeFileSync(away, "");
  const dialog = await choose();
  await dialog.getByRole("checkbox").check();
  await dialog.getByRole("button", { name: "Install", exact: true }).click();
  const alert = row().getByRole("alert");
  await alert.waitFor();
  assert.match(await alert.innerText(), /Check the network/);
  assert.doesNotMatch(await alert.innerText(), /index\.example|os error/);
  await pictured(page, "engines-failed");
  await page.getByRole("button", { name: "Language" }).click();
  await page.getByRole("menuitemradio", { name: "한국어" }).click();
  await row().getByRole("alert").getByText(/네트워크를 확인/).waitFor();
  await pictured(page, "engines-failed-ko");
  await row().getByRole("button", { name: "설치", exact: true }).click();
  const korean = page.getByRole("dialog");
  await korean.getByText("CC-BY-4.0", { exact: true }).waitFor();
  await korean.getByText(/[가-힣]{2}.*CPU|CPU.*[가-힣]{2}/).first().waitFor();
  await pictured(page, "engines-licence-ko");
  await page.keyboard.press("Escape");
  assert.deepEqual(left(), []);
});

test("no page threw on the way", () => assert.deepEqual(errors, []));
