export interface Settings { store: string; apiKey: string; appName: string; appUrl: string; shop: string; currency: string }
