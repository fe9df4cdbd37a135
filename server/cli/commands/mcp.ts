import type { Command } from 'commander'
import { within } from '../context.ts'
import type { Io } from '../io.ts'
import { examples, wholeNumber } from './arguments.ts'

/** `planwright mcp`: the door for coding agents. */
export function addMcpCommand(program: Command, io: Io): void {
  examples(
    program.command('mcp'),
    'claude mcp add planwright -- npx planwright mcp',
    'planwright mcp --http --port 8790    (set PLANWRIGHT_MCP_TOKEN to ask for a bearer token)',
  )
    .description('serve plans to coding agents over the Model Context Protocol, on standard input and output')
    .option('--http', 'over streamable HTTP on the loopback instead')
    .option('--port <port>', 'the port for --http', wholeNumber(), 8790)
    .option('--may-accept', 'give agents tools that apply changes; without it they can only propose')
    .action(async (options: { http?: boolean; port: number; mayAccept?: boolean }, self: Command) =>
      within(io, self, async (context) => {
        const mayAccept = options.mayAccept === true
        const stopped = new Promise<void>((resolve) => io.signal.addEventListener('abort', () => resolve(), { once: true }))
        // Nothing may be asked of the API before it is there: a wrong database is told at once, not with the first call.
        await (await context.client()).get('/api/health')
        if (options.http === true) {
          const { serveHttp } = await import('../mcp/http.ts')
          const serving = await serveHttp(context, { port: options.port, mayAccept, token: io.env['PLANWRIGHT_MCP_TOKEN'] ?? null })
          io.err(`MCP is at ${serving.url}\n`)
          await stopped
          return serving.close()
        }
        const [{ mcpServer }, { StdioServerTransport }] = await Promise.all([
          import('../mcp/server.ts'),
          import('@modelcontextprotocol/sdk/server/stdio.js'),
        ])
        const server = mcpServer(context, { mayAccept })
        const ended = new Promise<void>((resolve) => {
          server.server.onclose = resolve
          process.stdin.once('end', resolve).once('close', resolve)
        })
        await server.connect(new StdioServerTransport())
        await Promise.race([ended, stopped])
        await server.close()
      }),
    )
}
