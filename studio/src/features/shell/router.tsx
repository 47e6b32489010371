import { createRootRoute, createRoute, createRouter, lazyRouteComponent, redirect } from "@tanstack/react-router";
import { NotFound, PageCrash } from "./Trouble";
import { Shell } from "./Shell";

const root = createRootRoute({ component: Shell, notFoundComponent: NotFound, errorComponent: PageCrash });

const text = (value: unknown) => (typeof value === "string" && value ? value : undefined);

const home = createRoute({
  getParentRoute: () => root,
  path: "/",
  beforeLoad: () => {
    throw redirect({ to: "/voices", replace: true });
  },
});
const voices = createRoute({
  getParentRoute: () => root,
  path: "/voices",
  validateSearch: (search: Record<string, unknown>): { voice?: string | undefined } => ({ voice: text(search["voice"]) }),
  component: lazyRouteComponent(() => import("@/features/voices/VoicesPage")),
});
const clone = createRoute({ getParentRoute: () => root, path: "/clone", component: lazyRouteComponent(() => import("@/features/clone/ClonePage")) });
const design = createRoute({ getParentRoute: () => root, path: "/design", component: lazyRouteComponent(() => import("@/features/design/DesignPage")) });
const generate = createRoute({
  getParentRoute: () => root,
  path: "/generate",
  validateSearch: (search: Record<string, unknown>): { project?: string | undefined; voice?: string | undefined; view?: "history" | undefined } => ({
    project: text(search["project"]),
    voice: text(search["voice"]),
    view: search["view"] === "history" ? "history" : undefined,
  }),
  component: lazyRouteComponent(() => import("@/features/generate/GeneratePage")),
});
const projects = createRoute({ getParentRoute: () => root, path: "/projects", component: lazyRouteComponent(() => import("@/features/projects/ProjectsPage")) });
const project = createRoute({
  getParentRoute: () => root,
  path: "/projects/$projectId",
  validateSearch: (search: Record<string, unknown>): { view?: "script" | "timeline" | undefined } => ({
    view: search["view"] === "timeline" ? "timeline" : search["view"] === "script" ? "script" : undefined,
  }),
  component: lazyRouteComponent(() => import("@/features/projects/ProjectPage")),
});
const transcribe = createRoute({ getParentRoute: () => root, path: "/transcribe", component: lazyRouteComponent(() => import("@/features/transcribe/TranscribePage")) });
const api = createRoute({ getParentRoute: () => root, path: "/keys", component: lazyRouteComponent(() => import("@/features/keys/KeysPage")) });
const system = createRoute({ getParentRoute: () => root, path: "/system", component: lazyRouteComponent(() => import("@/features/system/SystemPage")) });

export const router = createRouter({
  routeTree: root.addChildren([home, voices, clone, design, generate, projects, project, transcribe, api, system]),
  defaultPreload: "intent",
  defaultErrorComponent: PageCrash,
});

/** Fetches the code of the page at the present address, so that it is there once the session is known. */
export function loadPage(): void {
  for (const { routeId } of router.matchRoutes(router.latestLocation)) {
    const component = router.routesById[routeId as keyof typeof router.routesById]?.options.component;
    // Where it fails the page asks again, and says so.
    if (component && "preload" in component) void component.preload?.()?.catch(() => undefined);
  }
}

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}
