import { expect, test } from "vitest";
import { roomOf } from "~/components/skeletons/room-of";

test.each([
  ["/app", "home"], ["/app/", "home"], ["/app/program", "program"], ["/app/members", "members"], ["/app/members/12", "member"], ["/app/members/12/orders/34", "order"],
  ["/app/rewards", "rewards"], ["/app/rewards/new", "reward"], ["/app/rewards/7", "reward"], ["/app/codes", "codes"], ["/app/events", "events"], ["/app/settings", "settings"], ["/app/something-new", "other"], ["/auth/login", "other"],
])("%s leads to %s", (address, room) => expect(roomOf(address)).toBe(room));
