/** For whoever comes to the app's address by themselves: the app is opened from Shopify's admin, and never asks for a shop's name. */
export function OpenFromAdmin() {
  return (
    <main style={{ fontFamily: "Inter, system-ui, sans-serif", maxWidth: "32rem", margin: "20vh auto", padding: "0 1.5rem" }}>
      <h1 style={{ fontSize: "1.5rem" }}>Perennial</h1>
      <p>Open Perennial from the Apps list of your Shopify admin.</p>
    </main>
  );
}
