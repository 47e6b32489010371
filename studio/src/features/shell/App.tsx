import { QueryClientProvider, useQuery } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { ApiError } from "@/api/errors";
import { onSignedOut } from "@/api/http";
import { keys, queryClient } from "@/api/query";
import { SESSION_CHANNEL } from "@/api/system";
import { useOwner } from "@/state/use-owner";
import { Loading } from "@/ui/Empty";
import { router } from "./router";
import { SignIn } from "./SignIn";
import { sessionQuery } from "./session";

function Gate() {
  const { t } = useTranslation();
  const session = useQuery(sessionQuery);
  useOwner((owner) => {
    onSignedOut(() => void queryClient.invalidateQueries({ queryKey: keys.session }));
    owner.own(() => onSignedOut(() => undefined));
    // All windows share the cookie: one that signs out tells the others.
    const channel = new BroadcastChannel(SESSION_CHANNEL);
    owner.listen(channel, "message", () => void queryClient.invalidateQueries({ queryKey: keys.session }));
    owner.own(() => channel.close());
  }, []);
  const over = session.error instanceof ApiError && session.error.status === 401;
  if (session.data && !over) return <RouterProvider router={router} />;
  if (session.isPending) return <Loading label={t("common.loading")} />;
  return <SignIn retry={() => void session.refetch()} error={over ? null : session.error} />;
}

export function App() {
  return (
    <QueryClientProvider client={queryClient}>
      <Gate />
    </QueryClientProvider>
  );
}
