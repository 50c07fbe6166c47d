export const SHOP = `#graphql
  query Shop {
    shop { id name currencyCode ianaTimezone plan { publicDisplayName partnerDevelopment } shopAddress { countryCodeV2 } }
    currentAppInstallation { id accessScopes { handle } }
  }`;

export const INSTALLATION = `#graphql
  query Installation {
    currentAppInstallation { id program: metafield(namespace: "perennial", key: "program") { value } }
  }`;
