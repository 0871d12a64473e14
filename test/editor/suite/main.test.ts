import './main/activation';
import './main/diagnostics';
import './main/actions';
import './main/knowledge';
import './main/fileView';
import './main/docBrowser';
import './main/commands';
