import './styles/fonts.css'
import './styles/tokens.css'
import './styles/base.css'
import './styles/widgets.css'
import './styles/shell.css'
import './styles/home.css'
import './styles/tree.css'
import './styles/row-icons.css'
import './styles/review.css'
import './styles/conversation.css'
import './styles/task.css'
import { installIcons } from './components/icon.ts'
import { installWords } from './words/locale.ts'
import './views/app.ts'

installWords()
installIcons()
