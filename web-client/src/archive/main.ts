// The archive's pages are the server's own HTML and work without this script; the style is what
// the build takes from here.
import '../ui/tokens.css';
import '../ui/base.css';
import '../ui/controls.css';
import '../ui/figures.css';
import './archive.css';
