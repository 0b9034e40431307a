using System.CommandLine;
using Coordination.Client.Api;
using Coordination.Client.Cli;
using Coordination.Client.Connection;
using Coordination.V1;

namespace Coordination.Client.Operations;

/// <summary><c>coord operation board</c>: follows an operation; drawn on a terminal, a line a change elsewhere.</summary>
public static class BoardCommand
{
    private static readonly Argument<string> _name = new("name") { Description = "jointOperations/{id}" };
    private static readonly Option<JointOperation.Types.State?> _waitFor = new("--wait-for") { Description = "End once it is in this state." };
    private static readonly Option<double?> _timeout = new("--timeout") { Description = "Minutes to wait; then it ends with exit code 6." };

    public static Command Create(Verb verb)
    {
        var command = new Command(verb.Name, verb.Does) { _name, _waitFor, _timeout }.Runs(RunAsync);
        Profile.AddOptions(command);
        return command;
    }

    private static async Task<int> RunAsync(Session session, ParseResult parsed, CancellationToken cancellation)
    {
        var profile = await Profile.FromAsync(parsed, cancellation);
        using var channel = Channels.Open(profile);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        if (parsed.GetValue(_timeout) is { } minutes) { limit.CancelAfter(TimeSpan.FromMinutes(minutes)); }
        var headers = Channels.HeadersOf(profile);
        var known = await new JurisdictionService.JurisdictionServiceClient(channel).ListJurisdictionsAsync(new(), headers, cancellationToken: limit.Token);
        var board = new Board(known.Jurisdictions.ToDictionary(item => item.Name, item => item.EnglishName));
        var updates = BoardStream.FollowAsync(new(channel), parsed.GetValue(_name)!, headers, CancellationToken.None);
        var live = new LiveBoard(session, board, updates)
        {
            OnChange = update =>
            {
                if (session.Format is OutputFormat.Table) { Session.Print(Board.Line(update.Operation, update.ServerTime.ToDateTimeOffset())); }
                else { Rendering.WriteLine(update); }
            },
        };
        var until = parsed.GetValue(_waitFor);
        try
        {
            await live.RunAsync(() => live.UntilAsync(operation => IsOver(operation, until), limit.Token), cancellation);
            return ExitCode.Ok;
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new CommandException("The time is over.", ExitCode.Unavailable);
        }
    }

    private static bool IsOver(JointOperation operation, JointOperation.Types.State? until) =>
        until is null ? operation.State is JointOperation.Types.State.Closed or JointOperation.Types.State.Aborted : operation.State == until;
}
