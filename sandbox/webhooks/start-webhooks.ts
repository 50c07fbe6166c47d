import type { Sandbox } from "../sandbox";
import { onTopic } from "../world/emit";
import { Courier } from "./courier";
import { setCourier } from "./courier-of";

/** From now on what happens in the shops is delivered to the app. Ends with the sandbox. */
export function startWebhooks(sandbox: Sandbox): Courier {
  const courier = new Courier(sandbox);
  setCourier(sandbox.world, courier);
  const off = onTopic(sandbox.world, (shop, topic, resource) => courier.accept(shop, topic, resource));
  sandbox.onClose(async () => {
    off();
    await courier.stop();
  });
  return courier;
}
