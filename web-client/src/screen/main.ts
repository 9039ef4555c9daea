import '../polyfill';
import { mount } from 'svelte';
import { startText } from '../i18n/start';
import { secretFromAddress } from '../live/secret';
import { openKeep } from '../live/storage';
import '../ui/controls.css';
import '../ui/figures.css';
import '../ledger/ledger.css';
import './screen.css';
import Screen from './Screen.svelte';
import { ScreenSettings } from './settings.svelte';

startText({ remembered: false });
const target = document.getElementById('app');
if (!target) throw new Error('The page has no #app');
const meeting = /^\/s\/([a-z0-9]{10})$/.exec(location.pathname)?.[1] ?? '';
// Its own, so that a facilitator's page in the same browser does not lend it its secret.
const keep = openKeep(`${meeting}/screen`);
const token = secretFromAddress(keep);
target.textContent = '';
mount(Screen, { target, props: { meeting, keep, token, settings: new ScreenSettings(openKeep('screen')) } });
