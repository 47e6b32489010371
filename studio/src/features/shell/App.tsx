import { QueryClientProvider, useQuery } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { ApiError } from "@/api/errors";
import { onSignedOut, setCsrf } from "@/api/http";
import { keys, queryClient } from "@/api/query";
import { SESSION_CHANNEL, getSession } from "@/api/system";
import { useOwner } from "@/state/use-owner";
import { Loading } from "@/ui/Empty";
import { router } from "./router";
import { SignIn } from "./SignIn";

function Gate() {
  const { t } = useTranslation();
  const session = useQuery({
    queryKey: keys.session,
    queryFn: async () => {
      const found = await getSession();
      setCsrf(found.csrf);
      return found;
    },
    staleTime: 60_000,
    retry: (count, error) => !(error instanceof ApiError) && count < 2,
  });
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
