-- Drives the server from Neovim's own client: 0.7 (Debian 12) and later. Prints what it saw as one line of JSON.
local command = vim.fn.json_decode(vim.env.ARCHGUIDE_COMMAND)
local root = vim.env.ARCHGUIDE_ROOT
local file = root .. '/services/orders_api/src/orders.py'
local seen = { version = vim.version().major .. '.' .. vim.version().minor, errors = {} }

local function finish(problem)
  seen.problem = problem
  io.stdout:write('ARCHGUIDE ' .. vim.fn.json_encode(seen) .. '\n')
  vim.cmd(problem and 'cquit!' or 'qall!')
end

local function wait_for(what, check)
  if not vim.wait(30000, check, 20) then finish('waited in vain for ' .. what) end
end

local ok, problem = pcall(function()
  vim.cmd('edit ' .. file)
  local buffer = vim.api.nvim_get_current_buf()
  local id = vim.lsp.start_client({
    name = 'archguide', cmd = command, root_dir = root,
    workspace_folders = { { uri = vim.uri_from_fname(root), name = 'shop' } },
    on_error = function(code, err) table.insert(seen.errors, tostring(code) .. ' ' .. vim.inspect(err)) end,
  })
  vim.lsp.buf_attach_client(buffer, id)
  local client = vim.lsp.get_client_by_id(id)
  local function request(method, params)
    -- A function of the client's table until 0.10, a method later.
    local answer = vim.lsp.buf_request_sync(buffer, method, params, 30000)
    local own = answer and answer[id]
    if not own or own.err or own.error then error(method .. ': ' .. vim.inspect(answer)) end
    return own.result
  end
  local function codes()
    local found = {}
    for _, diagnostic in ipairs(vim.diagnostic.get(buffer)) do
      local lsp = diagnostic.user_data and diagnostic.user_data.lsp
      table.insert(found, { code = diagnostic.code or (lsp and lsp.code), line = diagnostic.lnum, message = diagnostic.message })
    end
    table.sort(found, function(a, b) return a.line < b.line end)
    return found
  end

  wait_for('diagnostics', function() return #vim.diagnostic.get(buffer) == 4 end)
  seen.before = codes()

  local hover = request('textDocument/hover', { textDocument = vim.lsp.util.make_text_document_params(buffer), position = { line = 21, character = 20 } })
  seen.hover = hover.contents.value

  local at = { start = { line = 11, character = 4 }, ['end'] = { line = 11, character = 14 } }
  local actions = request('textDocument/codeAction', { textDocument = vim.lsp.util.make_text_document_params(buffer), range = at, context = { diagnostics = {} } })
  seen.actions = vim.tbl_map(function(action) return action.title end, actions)
  vim.lsp.util.apply_workspace_edit(actions[1].edit, client.offset_encoding)
  -- The import of time went with its only use.
  seen.line = vim.api.nvim_buf_get_lines(buffer, 10, 11, false)[1]
  wait_for('the finding to go', function() return #vim.diagnostic.get(buffer) == 3 end)
  seen.after = codes()

  -- Typed in insert mode, as a user does, behind a character of two UTF-16 units.
  vim.api.nvim_buf_set_lines(buffer, 0, 0, false, { '# 🙂', 'import time' })
  vim.api.nvim_win_set_cursor(0, { 12, 0 })
  vim.cmd('normal! otime.sleep(2)')
  wait_for('the finding of what was typed', function() return #vim.diagnostic.get(buffer) == 4 end)
  seen.typed = codes()

  vim.lsp.stop_client(id)
  wait_for('the server to end', function() return vim.lsp.get_client_by_id(id) == nil or client.is_stopped(client) end)
end)
finish(not ok and tostring(problem) or nil)
