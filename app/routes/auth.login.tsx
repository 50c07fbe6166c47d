export { OpenFromAdmin as default } from "~/components/open-from-admin";
