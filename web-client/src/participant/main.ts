import '../polyfill';
import { mount } from 'svelte';
import { startText } from '../i18n/start';
import '../ui/controls.css';
import '../ui/figures.css';
import '../ballot/ballot.css';
import '../ledger/ledger.css';
import './participant.css';
import Participant from './Participant.svelte';
import { registerWorker } from './register_worker';

startText();
const target = document.getElementById('app');
if (!target) throw new Error('The page has no #app');
target.textContent = '';
mount(Participant, { target });
registerWorker();
