import { expect, it } from "vitest";
import { routesOf } from "./openapi";
import { curl, javascript, python } from "./snippets";

const call = { method: "POST", url: "http://127.0.0.1:8765/api/generate/clone", key: "cvk_x", body: '{"text": "It\'s me", "normalize_text": true, "seed": null}' };

it("writes a call so that it can be pasted, quotes and all", () => {
  expect(curl(call)).toContain(`-d '{"text": "It'\\''s me"`);
  expect(curl({ ...call, body: null, file: "a.wav" })).toContain('-F "audio=@a.wav"');
  expect(python(call)).toContain('"normalize_text": True,');
  expect(python(call)).toContain('"seed": None,');
  expect(javascript(call)).toContain('"text": "It\'s me"');
  expect(javascript({ ...call, method: "GET", body: null })).not.toContain("Content-Type");
});

it("reads routes, scopes and examples from the server's own document", () => {
  const { routes, scopes } = routesOf({
    paths: {
      "/api/x": { post: { summary: "Do", "x-scope": "tts:generate", requestBody: { content: { "application/json": { schema: { $ref: "#/components/schemas/X" } } } } } },
      "/api/y": { post: { requestBody: { content: { "multipart/form-data": {} } } } },
    },
    components: { schemas: { X: { required: ["text", "list"], properties: { text: { type: "string" }, list: { type: "array" }, more: {} } } } },
    "x-scopes": { "tts:generate": { description: "Speak", default_limit_per_minute: 10 } },
  });
  expect(routes[0]).toMatchObject({ id: "POST /api/x", scope: "tts:generate", body: { text: "", list: [] }, form: false });
  expect(routes[1]).toMatchObject({ form: true, body: null });
  expect(scopes).toEqual([{ name: "tts:generate", description: "Speak", limit: 10 }]);
});
