import { Outlet, useLocation, useNavigation } from "@remix-run/react";
import { useEffect, useState } from "react";
import { PageSkeleton } from "./page-skeleton";
import { roomOf } from "./room-of";

/** Sooner than that a page is there at once, and a skeleton would only flicker. */
const SOON_MS = 100;

/** The page, or its skeleton while another one is on its way. Filters and pages of the same room keep what they show. */
export function PageOutlet() {
  const { state, location: next } = useNavigation();
  const here = useLocation();
  const leaving = state === "loading" && next.pathname !== here.pathname;
  const slow = useSlow(leaving);
  return leaving && slow ? <PageSkeleton room={roomOf(next.pathname)} /> : <Outlet />;
}

function useSlow(waiting: boolean): boolean {
  const [slow, setSlow] = useState(false);
  useEffect(() => {
    if (!waiting) return;
    const timer = setTimeout(() => setSlow(true), SOON_MS);
    return () => { clearTimeout(timer); setSlow(false); };
  }, [waiting]);
  return slow;
}
