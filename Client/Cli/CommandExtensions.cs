using System.CommandLine;
using Grpc.Core;

namespace Coordination.Client.Cli;

/// <summary>Runs a command's body and turns what it throws into an error text and an exit code, in one place.</summary>
public static class CommandExtensions
{
    public static Command Runs(this Command command, Func<Session, ParseResult, CancellationToken, Task<int>> body)
    {
        command.SetAction(async (parsed, cancellation) =>
        {
            var session = new Session(parsed);
            try
            {
                return await body(session, parsed, cancellation);
            }
            catch (CommandException e)
            {
                session.Say(e.Message);
                return e.ExitCode;
            }
            catch (InvalidDataException e) // of a file that the caller named: line and column are in the message
            {
                session.Say(e.Message);
                return ExitCode.Usage;
            }
            catch (RpcException e) when (!cancellation.IsCancellationRequested)
            {
                session.Say(CallError.Text(e, session.Verbose));
                return CallError.ExitCodeOf(e.StatusCode);
            }
            catch (Exception e) when (e is OperationCanceledException or RpcException && cancellation.IsCancellationRequested)
            {
                return ExitCode.Interrupted;
            }
        });
        return command;
    }
}
