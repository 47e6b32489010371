import { json } from "./http";

interface Operation {
  summary?: string;
  description?: string;
  tags?: string[];
  "x-scope"?: string;
  parameters?: { name: string; in: string; required?: boolean; schema?: { default?: unknown } }[];
  requestBody?: { content?: Record<string, { schema?: unknown; example?: unknown; examples?: Record<string, { value?: unknown }> }> };
}

interface Document {
  paths: Record<string, Record<string, Operation>>;
  components?: { schemas?: Record<string, Schema> };
  "x-scopes"?: Record<string, { description: string; default_limit_per_minute: number }>;
}

interface Schema {
  $ref?: string;
  examples?: unknown[];
  example?: unknown;
  properties?: Record<string, Schema & { default?: unknown; type?: string }>;
  required?: string[];
}

/** A route as the console shows it. */
export interface ApiRoute {
  id: string;
  method: string;
  path: string;
  summary: string;
  scope: string | null;
  tag: string;
  form: boolean;
  body: unknown;
}

export interface ApiScope {
  name: string;
  description: string;
  limit: number;
}

const METHODS = ["get", "post", "put", "delete", "patch"];

/** Every route and scope that the server itself documents. */
export async function getRoutes(): Promise<{ routes: ApiRoute[]; scopes: ApiScope[] }> {
  return routesOf(await json<Document>("GET", "/openapi.json"));
}

export function routesOf(document: Document): { routes: ApiRoute[]; scopes: ApiScope[] } {
  const routes: ApiRoute[] = [];
  for (const [path, item] of Object.entries(document.paths)) {
    for (const method of METHODS) {
      const operation = item[method];
      if (!operation) continue;
      const content = operation.requestBody?.content ?? {};
      const form = "multipart/form-data" in content;
      routes.push({
        id: `${method.toUpperCase()} ${path}`,
        method: method.toUpperCase(),
        path,
        summary: operation.summary ?? "",
        scope: operation["x-scope"] ?? null,
        tag: operation.tags?.[0] ?? "",
        form,
        body: form ? null : exampleOf(content["application/json"]?.schema as Schema | undefined, document.components?.schemas ?? {}),
      });
    }
  }
  const scopes = Object.entries(document["x-scopes"] ?? {}).map(([name, info]) => ({ name, description: info.description, limit: info.default_limit_per_minute }));
  return { routes, scopes };
}

/** The schema's own example, else its required fields with their defaults. */
function exampleOf(schema: Schema | undefined, all: Record<string, Schema>): unknown {
  if (!schema) return null;
  const found = schema.$ref ? all[schema.$ref.split("/").at(-1) ?? ""] : schema;
  if (!found) return {};
  if (found.examples?.[0] !== undefined) return found.examples[0];
  if (found.example !== undefined) return found.example;
  return Object.fromEntries((found.required ?? []).map((name) => [name, found.properties?.[name]?.default ?? (found.properties?.[name]?.type === "array" ? [] : "")]));
}
