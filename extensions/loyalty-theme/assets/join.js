// Becoming a member. Comes when somebody presses Join.
window.perennial.join = ({ texts, all, say, post, withFigures, withRewards }) => {

  async function join(button) {
    if (button.ariaDisabled === "true") return;
    const root = button.closest("[data-perennial]");
    button.ariaDisabled = "true";
    try {
      const state = await post("/join");
      for (const template of all("[data-perennial-joined]")) welcome(template);
      (await withFigures())(state);
      if (texts.rewards) void withRewards().then((loaded) => loaded.read()).catch(() => {});
      const status = say(root, texts.joined);
      status.tabIndex = -1;
      status.focus();
    } catch (error) {
      button.ariaDisabled = null;
      throw error;
    }
  }

  /** Exchanges the invitation for a member's faces, which Liquid painted beforehand for somebody without points. */
  function welcome(template) {
    const root = template.closest("[data-perennial]");
    for (const face of template.content.querySelectorAll("[data-perennial-face]")) root.querySelector(`[data-perennial-face=${face.dataset.perennialFace}]`)?.replaceWith(face);
    root.dataset.perennial = "member";
    template.remove();
  }

  return join;
};
