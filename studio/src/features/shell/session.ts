import { queryOptions } from "@tanstack/react-query";
import { ApiError } from "@/api/errors";
import { setCsrf } from "@/api/http";
import { keys } from "@/api/query";
import { getSession } from "@/api/system";

/** Who is signed in, with the token that changing requests carry. */
export const sessionQuery = queryOptions({
  queryKey: keys.session,
  queryFn: async () => {
    const found = await getSession();
    setCsrf(found.csrf);
    return found;
  },
  staleTime: 60_000,
  retry: (count, error) => !(error instanceof ApiError) && count < 2,
});
