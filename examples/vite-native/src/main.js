import './style.css';
import { shown } from './bytes.js';

const { free, total } = await (await fetch('/api/disk')).json();
document.querySelector('#free').textContent = `${shown(free)} of ${shown(total)}`;
