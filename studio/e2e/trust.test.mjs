// Who may use a voice, who agreed to it, and a key's Content Credentials, in a real browser.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { ALLOWED, ask, opened, pictured, until } from "./opening.mjs";

const { page, wav, server, errors } = await opened({ sound: true, ...ALLOWED });
page.setDefaultTimeout(90_000);
const picture = (name) => pictured(page, name);
/** What the API answers to a key. */
const as = (secret, path, init = {}) => fetch(server.base + path, { ...init, headers: { "X-API-Key": secret, ...init.headers } });

let desk = "";
let other = "";
let voice = "";

test("a key is made that requires Content Credentials", async () => {
  await page.goto(`${server.base}/keys`);
  await page.getByRole("button", { name: "Create a key" }).first().click();
  const dialog = page.getByRole("dialog", { name: "Create a key" });
  await dialog.getByLabel("Name", { exact: true }).fill("News desk");
  await dialog.getByLabel("Content Credentials").selectOption("required");
  await picture("trust-key");
  await dialog.getByRole("button", { name: "Create a key" }).click();
  const secret = page.getByRole("dialog", { name: "Your new key" });
  desk = await secret.locator("code.secret").innerText();
  await page.keyboard.press("Escape");
  await secret.getByRole("button", { name: /Close without copying|Done/ }).click();
  await page.getByRole("rowheader", { name: /News desk/ }).getByText("credentials required").waitFor();
  const body = JSON.stringify({ voice_id: "af_heart", text: "Hello.", language: "en", stream: true });
  const answer = await as(desk, "/api/generate/clone", { method: "POST", body, headers: { "Content-Type": "application/json" } });
  assert.equal(answer.status, 422);
  assert.equal((await answer.json()).error.code, "credentials_required");
});

test("the voice shows who agreed, and is locked to keys", { timeout: 600_000 }, async () => {
  other = (await ask(page, "/api/api-keys", "POST", { name: "Radio" })).key;
  const form = new FormData();
  form.append("audio", new Blob([readFileSync(wav)]), "me.wav");
  for (const [name, value] of Object.entries({ name: "Countess", language: "en", refine: "instant", consent_person: "Ada Lovelace", consent_statement: "I agree that my voice is copied." })) form.append(name, value);
  const made = await as(desk, "/api/clone/create", { method: "POST", body: form });
  assert.equal(made.status, 200, await made.clone().text());
  voice = (await made.json()).id;
  const seen = async (secret) => (await as(secret, `/api/voices/${voice}`)).status;
  await page.goto(`${server.base}/voices`);
  await page.getByRole("row", { name: /Countess/ }).click();
  const inspector = page.getByRole("complementary", { name: "Voice" }).or(page.locator("aside.inspector")).first();
  await inspector.getByText("Ada Lovelace").waitFor();
  await inspector.getByText("I agree that my voice is copied.").waitFor();
  assert.equal(await inspector.getByRole("radio", { name: "Every key" }).isChecked(), true);
  assert.equal(await seen(other), 200);
  await inspector.getByRole("radio", { name: /Only the key that created it/ }).check();
  await until(page, () => seen(other), (status) => status === 404, "locked out", 60);
  assert.equal(await seen(desk), 200);
  await inspector.getByRole("checkbox", { name: /Radio/ }).check();
  await until(page, () => seen(other), (status) => status === 200, "let in", 60);
  await inspector.getByRole("checkbox", { name: /Radio/ }).scrollIntoViewIfNeeded();
  await picture("trust-locked");
  await inspector.getByRole("checkbox", { name: /Radio/ }).uncheck();
  await until(page, () => seen(other), (status) => status === 404, "locked out again", 60);
  await inspector.getByRole("radio", { name: "Every key" }).check();
  await until(page, () => seen(other), (status) => status === 200, "unlocked", 60);
});

test("the same in Korean", async () => {
  await page.getByRole("button", { name: "Language" }).click();
  await page.getByRole("menuitemradio", { name: "한국어" }).or(page.getByRole("menuitem", { name: "한국어" })).click();
  await page.getByRole("heading", { name: "사용할 수 있는 키" }).waitFor();
  await page.getByRole("radio", { name: "이 음성을 만든 키와 아래에서 고른 키만" }).waitFor();
  await picture("trust-korean");
  await page.goto(`${server.base}/keys`);
  await page.getByRole("rowheader", { name: /News desk/ }).getByText("자격 증명 필수").waitFor();
  assert.deepEqual(errors, []);
});
