import '../polyfill';
import { mount } from 'svelte';
import { startText } from '../i18n/start';
import '../ui/controls.css';
import '../ui/figures.css';
import '../preparing/preparing.css';
import './organiser.css';
import Organiser from './Organiser.svelte';

startText();
const target = document.getElementById('app');
if (!target) throw new Error('The page has no #app');
target.textContent = '';
mount(Organiser, { target });
