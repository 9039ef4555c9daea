export { default } from '../src/i18n/sv.json';
