import { Modal, type ModalProps } from "@shopify/polaris";
import { useEffect, useState } from "react";

/** A modal that is there as long as it is rendered; when it goes, the focus returns to where it was. */
export function AskingModal(props: Omit<ModalProps, "open" | "activator">) {
  // Read while rendering: the modal's own effects, which move the focus inside, come before ours.
  const [before] = useState(() => document.activeElement);
  useEffect(() => () => {
    if (before instanceof HTMLElement) requestAnimationFrame(() => before.isConnected && before.focus());
  }, [before]);
  return <Modal open {...props} />;
}
