import '../polyfill';
import { mount } from 'svelte';
import { startText } from '../i18n/start';
import '../ui/controls.css';
import '../ui/figures.css';
import '../ballot/ballot.css';
import '../ledger/ledger.css';
import '../preparing/preparing.css';
import './facilitator.css';
import Facilitator from './Facilitator.svelte';

startText();
const target = document.getElementById('app');
if (!target) throw new Error('The page has no #app');
target.textContent = '';
mount(Facilitator, { target });
