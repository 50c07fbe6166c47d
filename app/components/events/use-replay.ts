import { useFetcher } from "@remix-run/react";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { useFailureToast } from "../failed-action";

export type Replay = ReturnType<typeof useReplay>;

/** Lets parked events be handled again, and says how many are. */
export function useReplay() {
  const { t } = useTranslation();
  const fetcher = useFetcher<{ ok: true; replayed?: number }>();
  const { state, data } = fetcher;
  useFailureToast(fetcher);
  useEffect(() => {
    if (state !== "idle" || data?.replayed === undefined) return;
    window.shopify?.toast.show(data.replayed > 0 ? t("events.replayed", { count: data.replayed }) : t("events.replayedNone"));
  }, [state, data]);
  const send = (command: object) => fetcher.submit(command as never, { method: "post", encType: "application/json" });
  return {
    busy: state !== "idle",
    these: (inboxIds: string[]) => send({ intent: "replay", ids: inboxIds }),
    kind: (kind: string) => send({ intent: "replay_kind", kind }),
  };
}
