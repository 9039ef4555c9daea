// For looking at the components while building them: `npm run gallery`. Not part of the product.
// ?page=dots|split|result|parts|phone|screen|facilitator  &lang=sv|en  &theme=light|dark
import '../src/polyfill';
import { mount } from 'svelte';
import '../src/ui/tokens.css';
import '../src/ui/base.css';
import '../src/ui/controls.css';
import '../src/ui/figures.css';
import '../src/ballot/ballot.css';
import '../src/ledger/ledger.css';
import '../src/participant/participant.css';
import '../src/screen/screen.css';
import english from '../src/i18n/en.json';
import swedish from '../src/i18n/sv.json';
import { startText } from '../src/i18n/start';
import { useText } from '../src/i18n/text.svelte';
import Gallery from './Gallery.svelte';

const asked = new URLSearchParams(location.search);
const theme = asked.get('theme');
if (theme) document.documentElement.dataset['theme'] = theme;
startText();
const language = asked.get('lang') ?? 'sv';
document.documentElement.lang = language;
useText(language, language === 'en' ? english : swedish);
const target = document.getElementById('app');
if (target) mount(Gallery, { target, props: { page: asked.get('page') ?? 'parts' } });
