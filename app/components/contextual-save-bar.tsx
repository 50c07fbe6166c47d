import { useBlocker } from "@remix-run/react";
import { SaveBar } from "@shopify/app-bridge-react";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";

interface Props { id: string; dirty: boolean; saving?: boolean; onSave: () => void; onDiscard: () => void }

/** Shopify's own save bar over the frame while something is not saved; leaving asks first. */
export function ContextualSaveBar({ id, dirty, saving = false, onSave, onDiscard }: Props) {
  const { t } = useTranslation();
  const blocker = useBlocker(({ currentLocation, nextLocation }) => dirty && currentLocation.pathname !== nextLocation.pathname);
  useEffect(() => {
    if (blocker.state !== "blocked") return;
    window.shopify.saveBar.leaveConfirmation().then(() => blocker.proceed(), () => blocker.reset());
  }, [blocker]);
  return (
    <SaveBar id={id} open={dirty}>
      {/* App Bridge copies these into the admin; `loading` is its own attribute. */}
      <button type="button" {...{ variant: "primary", ...(saving && { loading: "" }) }} onClick={onSave}>{t("common.save")}</button>
      <button type="button" onClick={onDiscard}>{t("common.discard")}</button>
    </SaveBar>
  );
}
