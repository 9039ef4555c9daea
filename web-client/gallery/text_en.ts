export { default } from '../src/i18n/en.json';
